import type { Result } from '../../lib/result.ts'
import type { PartnerFault } from '../fault.ts'

/** What the licence vouches for. It names its legal representative and no document of theirs. */
export interface Licence {
  creditCode: string
  unitName: string
  legalRepresentativeName: string
  /** How sure the system is of the holder, 1 to 4: 1 shown, 2 with a PIN, 3 with the holder's face, 4 with face and key. */
  trustLevel: number
}

/** How a code that waits to be scanned stands; `code` is good for one exchange. */
export type LicenceAnswer =
  | { status: 'pending' }
  | { status: 'refused' }
  | { status: 'confirmed'; code: string }

/** Sign-in by the electronic business licence on somebody's phone. */
export interface LicenceSignIn {
  /** Who vouches. */
  issuer: string
  /** Opens a code to scan; `asks` is shown on the phone, so that nobody confirms a stranger's screen. */
  start(asks: {
    site: string
    device: string
    place: string
  }): Promise<Result<{ qrUrl: string; ticket: string; expiresAt: number }, PartnerFault>>
  /** Asks once, without a second attempt: the page that waits asks again anyway. */
  poll(ticket: string): Promise<Result<LicenceAnswer, PartnerFault>>
  exchange(code: string): Promise<Result<Licence, PartnerFault>>
}
