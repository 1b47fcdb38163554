/** Who may come in on another system's word, and as whom. */
import type { FederationReason } from '../../schema/federation.ts'
import type { Role } from '../../schema/session.ts'
import { fail, ok, type Result } from '../lib/result.ts'

const MINUTE = 60_000

/** The province's own sign-in, with a text message and a forgotten password, takes some minutes. */
export const ATTEMPT_MS = 10 * MINUTE
/** A QR code on a screen that somebody left is worth little to whoever walks by. */
export const LICENCE_MS = 5 * MINUTE
/** The licence system is asked at most this often, however many pages wait. */
export const ASK_EVERY_MS = 1_500
/** 3 of 4: the holder's face was compared for this very sign-in. Less is a phone that somebody picked up. */
export const LOWEST_TRUST = 3

/** What the hall knows of the unit and people that somebody else vouches for. */
export interface Seen {
  /** The unit of this credit code: its name is the one vouched for, another one, or there is none. */
  unit: 'same' | 'other_name' | 'none'
  /** Whether a unit of another credit code has this name. */
  nameTaken: boolean
  /** Whether whoever signs in is the legal representative, by the word of the other side. */
  holder: 'representative' | 'other'
  /**
   * The unit's legal representative beside the one vouched for. `incomplete` is one whom only a licence named, with
   * the same name and no document yet.
   */
  representative: 'same' | 'other' | 'incomplete' | 'none'
  /** The unit's operator with the holder's document. */
  operator?: { role: Role } | undefined
}

/** What has to be made before anybody can enter, or whom they enter as. */
export type Decision =
  | 'open_unit'
  | 'add_representative'
  | 'complete_representative'
  | 'enter_as_representative'
  | 'enter_as_operator'

/** A unit that contradicts what is registered is nobody's to enter: a person at the counter has to look. */
export function decide(seen: Seen): Result<Decision, FederationReason> {
  if (seen.unit === 'other_name') return fail('unit_name_contradicts')
  if (seen.unit === 'none' && seen.nameTaken) return fail('unit_code_contradicts')
  return seen.holder === 'representative' ? forRepresentative(seen) : forOther(seen)
}

function forRepresentative({ unit, representative, operator }: Seen): Result<Decision, FederationReason> {
  if (unit === 'none') return ok('open_unit')
  if (representative === 'same') return ok('enter_as_representative')
  if (representative === 'other') return fail('representative_contradicts')
  // One person has one account in a unit, whatever its role.
  if (operator) return ok('enter_as_operator')
  return ok(representative === 'incomplete' ? 'complete_representative' : 'add_representative')
}

function forOther({ unit, operator }: Seen): Result<Decision, FederationReason> {
  if (unit === 'none') return fail('unit_not_open')
  if (!operator) return fail('not_an_operator')
  // Legal representative here and no longer there: the register has changed.
  return operator.role === 'legal_representative'
    ? fail('representative_contradicts')
    : ok('enter_as_operator')
}
