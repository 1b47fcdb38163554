/** The one place that decides what an operator may do now, and what they may give to others. */
import type { OperatorsReason } from '../../schema/operators-refusals.ts'
import type { Role } from '../../schema/session.ts'
import { fail, ok, type Result } from '../lib/result.ts'

/** From the first millisecond of the first day to the last of the last one; `actsUntil` is the moment after. */
export interface Term {
  actsFrom: number
  actsUntil: number
}

/** What somebody holds. `scope` names the items of a handler; null is every item. */
export interface Grant extends Term {
  role: Role
  scope: readonly string[] | null
  suspended: boolean
}

/** What is wanted: to keep the operators, to change what the unit says of itself, to file or to review an item. */
export type Wish = 'manage_operators' | 'manage_unit' | { file: string } | { review: string }

export type Standing = 'acting' | 'not_yet' | 'over' | 'suspended'

export function standingOf(
  { suspended, actsFrom, actsUntil }: Omit<Grant, 'role' | 'scope'>,
  now: number,
): Standing {
  if (suspended) return 'suspended'
  if (now < actsFrom) return 'not_yet'
  return now < actsUntil ? 'acting' : 'over'
}

/** Whether an operator's row, as the database has it, acts now. */
export const actsNow = (
  row: { suspended: number; acts_from: number; acts_until: number },
  now: number,
): boolean =>
  standingOf({ suspended: row.suspended === 1, actsFrom: row.acts_from, actsUntil: row.acts_until }, now) ===
  'acting'

/** Whether the holder may do it at this moment. */
export function mayDo(grant: Grant, wish: Wish, now: number): boolean {
  if (standingOf(grant, now) !== 'acting') return false
  if (grant.role !== 'handler') return true
  if (typeof wish === 'string') return false
  return (grant.scope ?? []).includes('file' in wish ? wish.file : wish.review)
}

/** Whether somebody of one role keeps the grants of the other: nobody those of a legal representative. */
export const keeps = (keeper: Role, kept: Role): boolean =>
  keeper === 'legal_representative' ? kept !== keeper : keeper === 'administrator' && kept === 'handler'

const within = (inner: Term, outer: Term) =>
  outer.actsFrom <= inner.actsFrom && inner.actsUntil <= outer.actsUntil

/** Whether `granter` may give this: to whom they keep, no longer than their own term, nothing that is over already. */
export function judgeGrant(
  granter: Grant,
  wanted: Omit<Grant, 'suspended'>,
  now: number,
): Result<void, OperatorsReason> {
  if (!mayDo(granter, 'manage_operators', now)) return fail('operators_not_allowed')
  if (!keeps(granter.role, wanted.role)) return fail('operators_not_allowed')
  if (wanted.actsUntil <= now) return fail('grant_over')
  return within(wanted, granter) ? ok(undefined) : fail('grant_beyond_own')
}

/** Without an end: opened by a registration, an upgrade or the counter. */
export const isEndless = ({ actsUntil }: Term) => actsUntil === Number.MAX_SAFE_INTEGER

const DAY_MS = 24 * 60 * 60 * 1000
/** From so long before its end, a term is pointed out. */
export const REMIND_MS = 30 * DAY_MS

/** Days left of a term that ends within thirty days, the last one counted as one; undefined otherwise. */
export function daysLeft(term: Term, now: number): number | undefined {
  const left = term.actsUntil - now
  return left > 0 && left <= REMIND_MS ? Math.ceil(left / DAY_MS) : undefined
}

/** How long a grant waits for the person. */
export const OFFER_MS = 7 * DAY_MS
export const MOST_HANDLERS = 10

/** The handler's scope once items that they asked for are added, in the catalogue's order. */
export const widened = (scope: readonly string[], asked: readonly string[], all: readonly string[]) =>
  all.filter((code) => scope.includes(code) || asked.includes(code))
