/**
 * `<hall-login>`: the hall's sign-in inside a portal's page. A portal loads this one script; the form itself is a
 * frame of the hall's origin, so that no script of the portal sees what is typed in it.
 *
 * Attributes: `client-id`, `redirect-uri`, `state`, `nonce`, `code-challenge` (S256), `scope` (`openid`).
 * Events: `hall-login` {code, state, iss}, cancelable: by default the page goes to `redirect-uri` with them;
 * `hall-login-error` {reason}. What stands inside the element is the way without a script; it stays until the
 * form is there.
 */

const script = document.currentScript as HTMLScriptElement | null
const hall = new URL(script?.src ?? location.href).origin

/** A frame that says nothing for this long is not coming: blocked by its policy, or the network. */
const PATIENCE_MS = 10_000
/** Nobody needs to read of a wait that is over before they look. */
const QUIET_MS = 300

const WATCHED = ['client-id', 'redirect-uri', 'state', 'nonce', 'code-challenge', 'scope']

const FAILED = '这次登录没有办成，请刷新页面再试，或者用下面的链接登录。'
const UNREACHABLE = '登录窗口没有打开，可能是网络不通。请刷新页面再试，或者用下面的链接登录。'

/** The authorization response, as it would stand in the redirect's query. */
type Answer = Record<string, string>
type Check = { ok: true } | { ok: false; reason: string; detail: string; message: string }

class HallLogin extends HTMLElement {
  static observedAttributes = WATCHED
  private frame: HTMLIFrameElement | undefined
  private words: HTMLElement | undefined
  private timers: ReturnType<typeof setTimeout>[] = []
  private fallback: ChildNode[] = []
  private planned = false

  connectedCallback(): void {
    addEventListener('message', this.hear)
    this.plan()
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.hear)
    this.clear()
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.plan()
  }

  /** Several attributes change at once, and the children are not parsed yet: open after all of it. */
  private plan(): void {
    if (this.planned) return
    this.planned = true
    setTimeout(() => {
      this.planned = false
      if (this.isConnected) this.open()
    })
  }

  private open(): void {
    this.clear()
    const frame = document.createElement('iframe')
    frame.title = '单位登录'
    frame.src = this.address()
    frame.referrerPolicy = 'origin'
    // Set through the object model, which a portal's style-src does not forbid.
    Object.assign(frame.style, {
      display: 'block',
      width: '100%',
      height: '0',
      border: '0',
      colorScheme: 'auto',
    })
    this.frame = frame
    this.fallback = [...this.childNodes]
    this.appendChild(frame)
    this.timers = [
      setTimeout(() => this.say('status', '正在打开登录窗口…'), QUIET_MS),
      setTimeout(
        () => this.refuse('unreachable', 'The sign-in frame did not answer.', UNREACHABLE),
        PATIENCE_MS,
      ),
    ]
    this.check(frame)
  }

  private address(): string {
    const url = new URL('/oidc/authorize', hall)
    const fixed = {
      response_type: 'code',
      response_mode: 'web_message',
      code_challenge_method: 'S256',
      scope: 'openid',
    }
    for (const [name, value] of Object.entries(fixed)) url.searchParams.set(name, value)
    for (const name of WATCHED) {
      // Browsers empty the attribute `nonce` of every element, where the page has a policy, and keep the property.
      const value = name === 'nonce' ? this.nonce : this.getAttribute(name)
      if (value) url.searchParams.set(name.replaceAll('-', '_'), value)
    }
    return url.href
  }

  /** A browser hides why a frame was blocked; the hall says it to whoever asks from here. */
  private async check(frame: HTMLIFrameElement): Promise<void> {
    const query = new URLSearchParams({
      client_id: this.getAttribute('client-id') ?? '',
      redirect_uri: this.getAttribute('redirect-uri') ?? '',
    })
    const reply = await fetch(`${hall}/oidc/embed-check?${query}`, { credentials: 'omit' })
      .then((response) => response.json() as Promise<Check>)
      .catch(() => undefined)
    if (reply?.ok === false && this.frame === frame) this.refuse(reply.reason, reply.detail, reply.message)
  }

  private readonly hear = (event: MessageEvent): void => {
    if (!this.frame || event.source !== this.frame.contentWindow || event.origin !== hall) return
    const { type, height, response } = event.data ?? {}
    if (type === 'hall:ready') this.settle()
    if (type === 'hall:resize' && height > 0 && height < 5000)
      this.frame.style.height = `${Math.ceil(height)}px`
    if (type === 'authorization_response' && response) this.finish(response)
  }

  /** The form is there: the other way steps back. */
  private settle(): void {
    this.quiet()
    for (const node of this.fallback) node.remove()
  }

  private finish(response: Answer): void {
    if (response.state !== (this.getAttribute('state') ?? undefined)) return
    if (response.error) {
      this.refuse(response.error, response.error_description ?? '', FAILED)
      return
    }
    const event = new CustomEvent('hall-login', { detail: response, bubbles: true, cancelable: true })
    if (!this.dispatchEvent(event)) return
    const url = new URL(this.getAttribute('redirect-uri') ?? '', location.href)
    for (const [name, value] of Object.entries(response)) url.searchParams.set(name, value)
    location.assign(url)
  }

  private refuse(reason: string, detail: string, message: string): void {
    console.error(`[unit-hall] ${reason}: ${detail}`)
    this.clear()
    this.say('alert', message)
    this.dispatchEvent(new CustomEvent('hall-login-error', { detail: { reason }, bubbles: true }))
  }

  private say(role: 'status' | 'alert', text: string): void {
    this.words?.remove()
    this.words = document.createElement('p')
    this.words.setAttribute('role', role)
    this.words.textContent = text
    this.insertBefore(this.words, this.firstChild)
  }

  private quiet(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.words?.remove()
  }

  private clear(): void {
    this.quiet()
    this.frame?.remove()
    this.frame = undefined
    for (const node of this.fallback) this.appendChild(node)
    this.fallback = []
  }
}

customElements.define('hall-login', HallLogin)
