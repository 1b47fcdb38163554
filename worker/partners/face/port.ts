import type { Result } from '../../lib/result.ts'
import type { PartnerFault } from '../fault.ts'

/** Whose face is expected. Identity cards only: other documents go to the app or the counter. */
export type FaceSubject = { name: string; documentNumber: string }

/**
 * How a face check stands. `pending` also covers somebody who walked away: the protocol does not tell, so the
 * caller keeps its own deadline. `failed` is a face that did not pass for a reason the partner does not name.
 */
export type FaceOutcome = 'pending' | 'passed' | 'failed' | 'cancelled' | 'not_same_person'

/** Proof that a living person's face belongs to an identity. */
export interface FaceVerification {
  /**
   * Opens a check. `reference` is our own id of it: asking twice with the same one opens one check.
   * @returns `ticket` to ask the outcome with, and `url` to show as a QR code or to open on the phone
   */
  start(
    subject: FaceSubject,
    reference: string,
    returnUrl: string,
  ): Promise<Result<{ ticket: string; url: string }, PartnerFault>>
  /** Asks once, without a second attempt: the page that waits asks again anyway. */
  outcome(ticket: string): Promise<Result<FaceOutcome, PartnerFault>>
}
