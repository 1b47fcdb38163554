/**
 * `<hall-login>`: the hall's sign-in inside a portal's page. A portal loads this one script; the form itself is a
 * frame of the hall's origin, so that no script of the portal sees what is typed in it.
 *
 * Attributes: `client-id`, `redirect-uri`, `state`, `nonce`, `code-challenge` (S256), `scope` (`openid`).
 * Events: `hall-login` {code, state, iss}, cancelable: by default the page goes to `redirect-uri` with them;
 * `hall-login-error` {reason}. What stands inside the element is the way without a script; it is shown until the
 * form is there, and again if the form cannot be.
 */
import { checkAddress, frameAddress, PARAMETERS } from './address.ts'

const script = document.currentScript as HTMLScriptElement | null
const hall = new URL(script?.src ?? location.href).origin

/** A frame that says nothing for this long is not coming: blocked by its policy, or the network. */
const PATIENCE_MS = 10_000
/** Nobody needs to read of a wait that is over before they look. */
const QUIET_MS = 300
/** CSS pixels. More than any form needs, and less than would bury the portal's page. */
const MOST_HEIGHT = 5000

const FAILED = '这次登录没有办成，请刷新页面再试，或者用下面的链接登录。'
const UNREACHABLE = '登录窗口没有打开，可能是网络不通。请刷新页面再试，或者用下面的链接登录。'

/** The authorization response, as it would stand in the redirect's query. */
type Answer = Record<string, string>
type Check = { ok: true } | { ok: false; reason: string; detail: string; message: string }

class HallLogin extends HTMLElement {
  static observedAttributes = PARAMETERS
  private frame: HTMLIFrameElement | undefined
  private words: HTMLElement | undefined
  private timers: ReturnType<typeof setTimeout>[] = []
  private planned = false
  /** Address that the frame was opened for. */
  private opened = ''
  /** Shows what the portal put inside. Its nodes are never touched: a framework may own them. */
  private readonly fallback = document.createElement('slot')

  constructor() {
    super()
    const own = document.createElement('slot')
    own.name = 'hall'
    this.attachShadow({ mode: 'open' }).append(own, this.fallback)
  }

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
      const address = frameAddress(hall, this)
      // A framework may write the same values again, while somebody types in the form.
      if (this.isConnected && !(this.frame && address === this.opened)) this.open(address)
    })
  }

  private open(address: string): void {
    this.clear()
    this.opened = address
    // There before its words are: a live region that comes with its words is often not read out.
    const words = this.add(document.createElement('div'))
    words.setAttribute('role', 'status')
    this.words = words
    const frame = document.createElement('iframe')
    frame.title = '单位登录'
    frame.src = address
    frame.referrerPolicy = 'origin'
    // Set through the object model, which a portal's style-src does not forbid.
    Object.assign(frame.style, { display: 'block', width: '100%', height: '0', border: '0' })
    this.frame = this.add(frame)
    this.timers = [
      setTimeout(() => words.append('正在打开登录窗口…'), QUIET_MS),
      setTimeout(
        () => this.refuse('unreachable', 'The sign-in frame did not answer.', UNREACHABLE),
        PATIENCE_MS,
      ),
    ]
    this.check(frame)
  }

  /** A browser hides why a frame was blocked; the hall says it to whoever asks from here. */
  private async check(frame: HTMLIFrameElement): Promise<void> {
    const reply = await fetch(checkAddress(hall, this), { credentials: 'omit' })
      .then((response) => response.json() as Promise<Check>)
      .catch(() => undefined)
    if (reply?.ok === false && this.frame === frame) this.refuse(reply.reason, reply.detail, reply.message)
  }

  private readonly hear = ({ source, origin, data }: MessageEvent): void => {
    const { frame } = this
    if (!frame || source !== frame.contentWindow || origin !== hall) return
    const { type, height, response } = data ?? {}
    if (type === 'hall:ready') this.settle()
    if (type === 'hall:resize' && height > 0 && height < MOST_HEIGHT) {
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches
      frame.style.transition = still ? 'none' : 'height .15s'
      frame.style.height = `${Math.ceil(height)}px`
    }
    if (type === 'authorization_response' && response) this.finish(response)
  }

  /** The form is there: the other way steps back. */
  private settle(): void {
    this.quiet()
    this.fallback.style.display = 'none'
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
    this.words = this.add(document.createElement('p'))
    this.words.setAttribute('role', 'alert')
    this.words.append(message)
    if (!this.fallback.assignedElements().length) this.words.appendChild(wayOn())
    this.dispatchEvent(new CustomEvent('hall-login-error', { detail: { reason }, bubbles: true }))
  }

  /** Puts something of ours before what the portal put inside. */
  private add<E extends HTMLElement>(element: E): E {
    element.slot = 'hall'
    return this.appendChild(element)
  }

  private quiet(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.words?.remove()
  }

  private clear(): void {
    this.quiet()
    this.frame?.remove()
    this.frame = undefined
    this.fallback.style.display = ''
  }
}

/** For a portal that put no way of its own inside the element. */
function wayOn(): HTMLAnchorElement {
  const link = document.createElement('a')
  link.href = `${hall}/login`
  link.textContent = '到单位办事大厅登录'
  return link
}

// A page may name the script twice.
if (!customElements.get('hall-login')) customElements.define('hall-login', HallLogin)
