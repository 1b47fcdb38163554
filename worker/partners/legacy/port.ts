import type { Result } from '../../lib/result.ts'
import type { PartnerFault } from '../fault.ts'

/** The three halls that units had accounts in before this one. */
export type LegacyHall = 'province' | 'fund' | 'taizhou'

/** A unit of an old account, as that hall shows it: its legal representative is masked. */
export interface LegacyUnit {
  unitCode: string
  unitName: string
  /** Empty where the old hall never knew one. */
  creditCode: string
  /** `李**`, a document type's code, `*****6011`. */
  representative: { name: string; documentType: string; documentNumber: string }
}

/**
 * What an old hall says of an account. `wrong` is a wrong password and an unknown account alike: nobody here is to
 * learn which. `ticket` stands for the checked account for a quarter of an hour, in place of its password.
 */
export type LegacyAccount =
  | { status: 'open'; ticket: string; units: LegacyUnit[] }
  | { status: 'wrong' }
  | { status: 'locked' }
  | { status: 'no_units' }

/**
 * Whether a full number is the representative's; `name` is theirs in full then. `over` means that the ticket is, or
 * that its account no longer has the unit.
 */
export type LegacyConfirmation =
  | { status: 'same'; name: string }
  | { status: 'different' }
  | { status: 'over' }

/** The halls that this one took the place of. */
export interface LegacyHalls {
  /** Asked once and never again by itself: the old hall counts wrong passwords too. */
  check(
    hall: LegacyHall,
    account: { userName: string; password: string },
  ): Promise<Result<LegacyAccount, PartnerFault>>
  confirm(
    hall: LegacyHall,
    asked: { ticket: string; unitCode: string; documentType: string; documentNumber: string },
  ): Promise<Result<LegacyConfirmation, PartnerFault>>
}
