import type { Result } from '../../lib/result.ts'
import type { PartnerFault } from '../fault.ts'

/** What the hall sends by SMS; each is a text approved beforehand by the carrier, with named gaps. */
export type SmsTemplate = 'code'

/** Short messages to one mobile number of the mainland. */
export interface Sms {
  /**
   * Sends one message, never tried twice: a second attempt after a lost answer is a second message.
   * A fault of kind `timeout` or `nonsense` therefore means that it may have been sent.
   * @returns `receipt`, the carrier's number for asking about delivery
   */
  send(
    mobile: string,
    template: SmsTemplate,
    params: Record<string, string>,
  ): Promise<Result<{ receipt: string }, PartnerFault>>
}
