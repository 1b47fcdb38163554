/**
 * The one script that a portal loads: `<hall-login>` signs a visitor in, `<hall-account>` shows who is signed in,
 * `<hall-cases>` how their cases stand, and `<hall-verify>` checks a certificate. Attributes and events, with what they are
 * for: elements.ts, which the manifest, the types and the hall's page on them are made of.
 */
import { loginAddress, verifyAddress } from './address.ts'
import { ACCOUNT, CASES, LOGIN, VERIFY } from './attributes.ts'
import type { HallEvents } from './events.ts'
import { hall, type Message } from './hall.ts'
import { HallFrame } from './hall-frame.ts'

const FAILED = '这次登录没有办成，请刷新页面再试，或者用下面的链接登录。'

class HallLogin extends HallFrame {
  static observedAttributes = LOGIN

  protected address = (): string => loginAddress(hall, this.read)

  /** The authorization response, as it would stand in the redirect's query. */
  protected take({ type, response }: Message): void {
    if (type !== 'authorization_response' || !response) return
    if (response.state !== (this.read('state') ?? undefined)) return
    const { error, error_description: detail = '' } = response
    if (error) this.refuse(error, detail, FAILED)
    else if (this.say('hall-login', response as HallEvents['hall-login'], true)) this.goOn(response)
  }

  private goOn(response: Record<string, string>): void {
    const url = new URL(this.read('redirect-uri') ?? '', location.href)
    for (const [name, value] of Object.entries(response)) url.searchParams.set(name, value)
    location.assign(url)
  }
}

/** What is shown to somebody who is signed in: the portal's own server sends the frame on, with a ticket. */
abstract class HallWidget extends HallFrame {
  protected address = (): string => new URL(this.read('src') ?? '', document.baseURI).href

  protected take(_message: Message): void {}
}

class HallAccount extends HallWidget {
  static observedAttributes = ACCOUNT

  protected override take({ type }: Message): void {
    if (type !== 'hall:signed-out') return
    const to = this.say('hall-signed-out', {}, true) && this.read('signed-out-uri')
    const url = new URL(to || '', location.href)
    // A page of the portal's own, or none; whoever stays sees no counters that are nobody's any more.
    if (to && url.origin === location.origin) location.assign(url)
    else for (const one of document.querySelectorAll<HallFrame>('hall-cases')) one.ask('hall:look')
  }
}

class HallCases extends HallWidget {
  static observedAttributes = CASES
}

/** Open to everybody: the frame is the hall's at once, without a ticket. */
class HallVerify extends HallFrame {
  static observedAttributes = VERIFY

  protected address = (): string => verifyAddress(hall, this.read)

  protected take({ type, result = '', number = '' }: Message): void {
    if (type === 'hall:verified') this.say('hall-verified', { result, number })
  }
}

const elements = {
  ...{ 'hall-login': HallLogin, 'hall-account': HallAccount },
  ...{ 'hall-cases': HallCases, 'hall-verify': HallVerify },
}
// A page may name the script twice.
for (const [name, element] of Object.entries(elements))
  if (!customElements.get(name)) customElements.define(name, element)
