/**
 * What the elements share: a frame of the hall's origin, so that no script of the portal sees what stands in it, and
 * what is said while it cannot be. What the portal put inside is the way without a script; it is shown until the frame
 * is there, and again if the frame cannot be.
 *
 * A portal's server may have put the frame there already, in a declarative shadow root: it is taken as it stands.
 */
import { type Attributes, checkAddress } from './address.ts'
import type { HallEvents } from './events.ts'
import { frameOf, hall, linkTo, type Message, mayEmbed } from './hall.ts'
import { type ElementName, LOOKS } from './looks.ts'

/** A frame that says nothing for this long is not coming: blocked by its policy, or the network. */
const PATIENCE_MS = 10_000
/** Nobody needs to read of a wait that is over before they look. */
const QUIET_MS = 300
/** CSS pixels. More than any form needs, and less than would bury the portal's page. */
const MOST_HEIGHT = 5000

export abstract class HallFrame extends HTMLElement {
  private readonly look = LOOKS[this.localName as ElementName]
  private readonly root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
  /** Shows what the portal put inside. Its nodes are never touched: a framework may own them. */
  private readonly fallback = document.createElement('slot')
  private frame: HTMLIFrameElement | null | undefined
  private words: HTMLElement | undefined
  private timers: ReturnType<typeof setTimeout>[] = []
  private planned = false
  /** Address that the frame was opened for. */
  private opened = ''
  /** A ticket that would not open is asked for anew once: the page may have come from a cache. */
  private retried = false

  connectedCallback(): void {
    // Beside a frame that came with the page it would stand for a moment, and move what follows.
    if (this.root.querySelector('iframe')) this.fallback.style.display = 'none'
    this.root.append(this.fallback)
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

  /** Where the frame is to go. */
  protected abstract address(): string

  /** A message that only this element understands. */
  protected abstract take(message: Message): void

  // Browsers empty the attribute `nonce` of every element, where the page has a policy, and keep the property.
  protected readonly read: Attributes = (name) => (name === 'nonce' ? this.nonce : this.getAttribute(name))

  /** Several attributes change at once, and the children are not parsed yet: open after all of it. */
  private plan(): void {
    if (this.planned) return
    this.planned = true
    setTimeout(() => {
      this.planned = false
      const address = this.address()
      // A framework may write the same values again, while somebody types in the form.
      if (this.isConnected && !(this.frame && address === this.opened)) this.open(address)
    })
  }

  private open(address: string): void {
    const served = this.frame ? null : this.root.querySelector('iframe')
    this.opened = address
    this.retried = false
    if (served?.src === address) this.adopt(served)
    else {
      served?.remove()
      this.clear()
      this.make(address)
    }
    this.root.querySelector('noscript')?.remove()
    Object.assign(this.frame?.style ?? {}, { display: 'block', width: '100%', border: '0' })
    const { unreachable } = this.look
    this.timers.push(
      setTimeout(() => this.refuse('unreachable', 'The frame did not answer.', unreachable), PATIENCE_MS),
    )
    this.check(this.frame)
  }

  /** The frame that came with the page. It may have spoken before anybody listened, so it is asked to speak again. */
  private adopt(frame: HTMLIFrameElement): void {
    this.frame = frame
    // While it is not at the hall yet, it has not spoken yet.
    if (frame.contentDocument === null) this.ask('hall:hello')
  }

  private make(address: string): void {
    const { title, opening } = this.look
    // There before its words are: a live region that comes with its words is often not read out.
    const words = this.add(document.createElement('div'))
    words.setAttribute('role', 'status')
    this.words = words
    this.timers.push(setTimeout(() => words.append(opening), QUIET_MS))
    this.frame = this.add(frameOf(title, address, this.reserved()))
  }

  private reserved = (): number => Number(this.getAttribute('height')) || 0

  /** Says something to the frame, at the hall and nowhere else. */
  ask(type: string): void {
    this.frame?.contentWindow?.postMessage({ type }, hall)
  }

  /** A browser hides why a frame was blocked; the hall says it to whoever asks from here. */
  private async check(frame: typeof this.frame): Promise<void> {
    const reply = await mayEmbed(checkAddress(hall, this.read, this.localName.slice(5)))
    if (reply?.ok === false && this.frame === frame) this.refuse(reply.reason, reply.detail, reply.message)
  }

  private readonly hear = ({ source, origin, data }: MessageEvent): void => {
    const { frame } = this
    if (!frame || source !== frame.contentWindow || origin !== hall) return
    const message: Message = data ?? {}
    const { type, height, reason, detail = '' } = message
    if (type === 'hall:ready') this.settle()
    if (type === 'hall:resize' && height > 0 && height < MOST_HEIGHT) {
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches
      frame.style.transition = still ? 'none' : 'height .15s'
      frame.style.height = `${Math.max(Math.ceil(height), this.reserved())}px`
    }
    if (type === 'hall:refused') {
      this.quiet()
      if (this.retried || !reason.startsWith('ticket')) {
        this.fallback.style.display = ''
        this.report(reason, detail)
      } else {
        this.retried = true
        frame.contentWindow?.location.replace(this.opened)
      }
    }
    this.take(message)
  }

  /** The frame is there: the other way steps back. */
  private settle(): void {
    this.quiet()
    this.retried = false
    this.fallback.style.display = 'none'
    this.say('hall-ready', {})
  }

  /** The reason for the portal's developer, in the console and as an event. */
  private report(reason: string, detail: string): void {
    console.error(`[unit-hall] ${reason}: ${detail}`)
    this.say(`${this.localName}-error` as 'hall-login-error', { reason })
  }

  /** In place of the frame: a sentence for the visitor. */
  protected refuse(reason: string, detail: string, message: string): void {
    this.clear()
    this.words = this.add(document.createElement('p'))
    this.words.setAttribute('role', 'alert')
    this.words.append(message)
    if (!this.fallback.assignedElements().length) this.words.appendChild(linkTo(this.look.wayOn))
    this.report(reason, detail)
  }

  /** False where the page has prevented what would follow. */
  protected say<Name extends keyof HallEvents>(
    name: Name,
    detail: HallEvents[Name],
    cancelable = false,
  ): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, cancelable }))
  }

  /** Puts something of ours before what the portal put inside. */
  private add<E extends HTMLElement>(element: E): E {
    this.root.insertBefore(element, this.fallback)
    return element
  }

  private quiet(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.timers = []
    this.words?.remove()
  }

  private clear(): void {
    this.quiet()
    this.frame?.remove()
    this.frame = undefined
    this.fallback.style.display = ''
  }
}
