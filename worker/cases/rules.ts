/** How a case goes from state to state, who may take it there, and whether one may be begun. */
import type { CaseReason } from '../../schema/case-refusals.ts'
import { type CaseEvent, type CaseState, type Outcome, phaseOf } from '../../schema/cases.ts'
import { type Item, isCase, worksIn } from '../../schema/catalogue.ts'
import { fail, ok, type Result } from '../lib/result.ts'

/** - `filer`: who may file the item: an operator, or a person for themselves. `reviewer`: one who may review it. `clerk`: who has taken the case. */
export type Actor = 'filer' | 'reviewer' | 'clerk'

/** What changes a case's state. `submit` is also how it comes back after a supplement. */
export type Move = Exclude<CaseEvent, 'resubmit' | 'rate'>

interface Transition {
  by: Actor
  from: readonly CaseState[]
  /** `first`: to the unit's own review, if the item has one; after a supplement, to where it was asked for. */
  to: CaseState | 'first'
  outcome?: Outcome
  /** It cannot be done without saying why. */
  needsWords?: true
  /** Only as long as no office has accepted it. */
  beforeAcceptance?: true
}

/** The one table of all that may happen. */
export const transitions: Record<Move, Transition> = {
  submit: { by: 'filer', from: ['draft', 'supplement'], to: 'first' },
  withdraw: {
    ...{ by: 'filer', from: ['unit_review', 'submitted', 'supplement'], to: 'withdrawn' },
    beforeAcceptance: true,
  },
  endorse: { by: 'reviewer', from: ['unit_review'], to: 'submitted' },
  send_back: { by: 'reviewer', from: ['unit_review'], to: 'supplement', needsWords: true },
  accept: { by: 'clerk', from: ['submitted'], to: 'accepted' },
  ask: { by: 'clerk', from: ['submitted', 'accepted', 'in_review'], to: 'supplement', needsWords: true },
  examine: { by: 'clerk', from: ['accepted'], to: 'in_review' },
  pass: { by: 'clerk', from: ['in_review'], to: 'done', outcome: 'passed' },
  fail: { by: 'clerk', from: ['in_review'], to: 'done', outcome: 'failed', needsWords: true },
  refuse: { by: 'clerk', from: ['submitted'], to: 'refused', needsWords: true },
}

/** What a case is, as far as its way on depends on it. */
export interface Standing {
  state: CaseState
  /** During a supplement: where it goes back to. */
  backTo: CaseState | null
  /** Whether an office has accepted it. */
  accepted: boolean
  /** Whether the unit looks at cases of this item first. */
  reviewed: boolean
}

export interface Moved {
  state: CaseState
  backTo: CaseState | null
  outcome: Outcome | null
  event: CaseEvent
}

/** Where a move takes a case, if that actor may make it now and said what has to be said. */
export function move(
  name: Move,
  actor: Actor,
  standing: Standing,
  words: string,
): Result<Moved, 'case_moved' | 'case_not_allowed' | 'case_words_missing'> {
  const { by, from, to, outcome = null, needsWords, beforeAcceptance } = transitions[name]
  const { state, backTo, accepted, reviewed } = standing
  if (actor !== by) return fail('case_not_allowed')
  if (!from.includes(state) || (beforeAcceptance && accepted)) return fail('case_moved')
  if (needsWords && words === '') return fail('case_words_missing')
  const returns = name === 'submit' && state === 'supplement'
  const first = reviewed ? 'unit_review' : 'submitted'
  const next = returns ? (backTo ?? first) : to === 'first' ? first : to
  return ok({
    ...{ state: next, outcome, event: returns ? 'resubmit' : name },
    backTo: next === 'supplement' ? state : null,
  })
}

/** The moves that an actor may make now, in the table's order. */
export const movesOf = (actor: Actor, standing: Standing): Move[] =>
  (Object.keys(transitions) as Move[]).filter((name) => move(name, actor, standing, 'words').ok)

/** Whether a clerk may put a case back into the queue: their own, and an administrator that of somebody who is away. */
export const mayRelease = (
  clerk: { clerkId: string; role: 'clerk' | 'administrator' },
  holder: string | null,
) => holder !== null && (holder === clerk.clerkId || clerk.role === 'administrator')

/** Whether its form and files may be changed. */
export const isEditable = (state: CaseState) => state === 'draft' || state === 'supplement'

/** Whether whoever filed may say how content they are. */
export const mayRate = (state: CaseState, rating: number | null) =>
  phaseOf(state) === 'ended' && rating === null

/** Whether a case of this item may be begun by an account of that kind, for that region. */
export function judgeStart(
  item: Item | undefined,
  whose: Item['audience'],
  region: string,
): Result<
  Item,
  Extract<CaseReason, 'case_unknown' | 'case_not_yours' | 'case_not_here' | 'case_not_in_region'>
> {
  if (!item) return fail('case_unknown')
  if (item.audience !== whose) return fail('case_not_yours')
  if (!isCase(item)) return fail('case_not_here')
  return worksIn(item, region) ? ok(item) : fail('case_not_in_region')
}

/** Numbers to draw from in one day: with a hundred thousand of a day taken, all of eight are taken once in 10^24 tries. */
export const DRAWS = 8

/** Case numbers to try, date first, then eight digits out of chance. */
export const numbersOf = (day: string, chance: readonly number[]): string[] =>
  chance.map((n) => day.replaceAll('-', '') + String(n % 100_000_000).padStart(8, '0'))

/** Which version of the form was looked at; null where nobody said. */
export function versionIn(form: FormData): number | null {
  const version = form.get('version')
  return typeof version === 'string' && /^\d{1,9}$/.test(version) ? Number(version) : null
}
