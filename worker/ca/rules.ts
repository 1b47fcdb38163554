/** What a CA key is worth here, without I/O (docs/decisions/0028-what-a-key-is-worth.md). */
import type { CaReason } from '../../schema/ca-refusals.ts'
import { fail, ok, type Result } from '../lib/result.ts'

/** To plug in a key, to read what the window asks and to type a PIN; the driver itself waits two minutes for it. */
export const CHALLENGE_MS = 5 * 60_000

/**
 * What a signature says by RFC 8176: somebody had the key. Whether a PIN was typed for it, and by whom, no signature tells, so
 * nothing of it is claimed.
 */
export const KEY_AMR: readonly string[] = ['hwk']

/** What the hall knows beside a certificate that holds. */
export interface Seen {
  /** The unit of the certificate's credit code is there. */
  unit: boolean
  /** `renewed`: not known itself, but one of the same CA is bound to the unit. */
  key: 'bound' | 'renewed' | 'removed' | 'new'
  /** Who acts for the unit now. */
  acting: { representative: boolean; others: boolean }
  /**
   * Who could have asked for the signature: a page that the person consented to; a page in a browser that the legal
   * representative vouched for; any page on the net.
   */
  asked: 'with_consent' | 'by_known_device' | 'by_anybody'
  /** Twenty keys are bound already. */
  full: boolean
}

/** How a key comes to be bound, and why a phone is asked. */
export type Why = 'first_use' | 'center' | 'who' | 'browser'
export type Binds = 'first_use' | 'center' | 'renewal'

export type Decision =
  /** The key alone names a person: the one operator there is. */
  | { kind: 'enter'; binds?: 'renewal' }
  /** It names the unit; who it is, the phone says. */
  | { kind: 'confirm'; by: 'representative' | 'operator'; binds?: 'first_use' | 'renewal' }

/** What a sign-in with a key comes to. */
export function decide({ unit, key, acting, asked, full }: Seen): Result<Decision, CaReason> {
  if (!unit) return fail('ca_no_unit')
  if (key === 'removed') return fail('ca_key_removed')
  if (key !== 'bound' && full) return fail('ca_keys_full')
  if (key === 'new') {
    if (!acting.representative) return fail('ca_nobody_to_confirm')
    return ok({ kind: 'confirm', by: 'representative', binds: 'first_use' })
  }
  const binds = key === 'renewed' ? ({ binds: 'renewal' } as const) : {}
  const alone = acting.representative && !acting.others
  if (alone && asked !== 'by_anybody') return ok({ kind: 'enter', ...binds })
  if (!acting.representative && !acting.others) return fail('ca_nobody_to_confirm')
  return ok({ kind: 'confirm', by: 'operator', ...binds })
}

/** What is known of a key that somebody wants to bind in the unit centre. */
export interface Wanted {
  /** The certificate's credit code is the unit's own. */
  own: boolean
  /** Twenty others are bound already. */
  full: boolean
  /** The legal representative showed their face when they signed in. */
  faced: boolean
}

/** What becomes of it: bound at once, or after the legal representative's face. */
export function decideBinding({ own, full, faced }: Wanted): Result<'bind' | 'confirm', CaReason> {
  if (!own) return fail('ca_other_unit')
  if (full) return fail('ca_keys_full')
  return ok(faced ? 'bind' : 'confirm')
}

/** Ways to sign in that compare a face each time, and `face` where the way itself says so. */
export const showedFace = ({ way, amr }: { way: string; amr: readonly string[] }): boolean =>
  way === 'licence' || amr.includes('face')
