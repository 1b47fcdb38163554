import type { Result } from '../../lib/result.ts'
import type { PartnerFault } from '../fault.ts'

/** A document in the hall's own terms: type by the codes of the ministry (`01` identity card), number folded. */
export interface NamedDocument {
  name: string
  documentType: string
  documentNumber: string
}

/** What the province's sign-in service vouches for: a unit, and the person who signed in for it. */
export interface LegalPersonAccount {
  /** The account's id at the provider. */
  subject: string
  account: { creditCode: string; unitName: string; legalRepresentative: NamedDocument }
  /** Who sat before the screen; the legal representative, or somebody with a delegated account. */
  holder: NamedDocument & { mobile?: string | undefined }
  /** What the provider says was proved, by RFC 8176; empty where it says nothing. */
  amr: string[]
}

/** How a visit to the provider ended. `personal` is an account of a natural person, which stands for no unit. */
export type SsoOutcome =
  | { kind: 'unit'; account: LegalPersonAccount }
  | { kind: 'personal' }
  | { kind: 'cancelled' }

/** Sign-in by the province's service: the browser goes there and comes back with something to exchange. */
export interface ProvincialSignIn {
  /** Who vouches; an answer meant for another one is never exchanged here. */
  issuer: string
  /** Where forms may lead: the origin of the provider's sign-in page. */
  origin: string
  /**
   * Where to send the browser. `state` comes back with it, unread by the provider.
   * @returns `kept`, what only we may know of this visit; needed at its end
   */
  begin(visit: {
    state: string
    returnUrl: string
  }): Promise<Result<{ url: string; kept: string }, PartnerFault>>
  /** Exchanges what came back, once: neither a code nor a ticket is sent a second time. */
  finish(visit: {
    kept: string
    returnUrl: string
    answer: Record<string, string>
  }): Promise<Result<SsoOutcome, PartnerFault>>
}
