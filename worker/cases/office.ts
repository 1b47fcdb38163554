/** What the offices do with cases: take, give back, and every decision; each in the timeline and in the audit. */
import type { Delivery } from '../../schema/case-delivery.ts'
import type { CaseReason } from '../../schema/case-refusals.ts'
import { phaseOf } from '../../schema/cases.ts'
import { audited } from '../lib/audit.ts'
import type { SignedInClerk } from '../lib/clerk-session.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { logFault } from '../lib/log.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { eventOf, standingOf } from './acting.ts'
import { openDelivery } from './delivery.ts'
import { type CaseKey, keyOf } from './drawer.ts'
import type { Applied, Effects } from './effects.ts'
import { findForm, mustBeVersion } from './papers-store.ts'
import * as queue from './queue-store.ts'
import { keepResults } from './results-store.ts'
import { type Move, mayRelease, move } from './rules.ts'
import { valuesOf } from './show.ts'
import * as store from './store.ts'

/** Which clerk acts, from where, and when. */
export interface Serving {
  env: Bindings
  origin: Origin
  now: number
  clerk: SignedInClerk
}

const actorOf = ({ clerk }: Serving) => `clerk:${clerk.clerkId}`

/** A unit sees it among what was done for it; of a person's case the counter's own audit tells. */
export const auditedAtOffice = (by: Serving, { drawer, ownerId, id }: CaseKey, act: string) =>
  audited(by.env, by.origin, by.now, {
    ...{
      unitId: drawer === 'unit_case' ? ownerId : null,
      actor: actorOf(by),
      act: `case_${act}`,
      subject: `case:${id}`,
      result: 'done',
    },
  })

/** A case that an office has got; none that is still, or again only, its owner's. */
export async function officeCase(
  { env }: Pick<Serving, 'env'>,
  key: CaseKey,
): Promise<store.CaseRow | undefined> {
  const row = await store.findCase(env.DB, key)
  return row && !['draft', 'unit_review', 'withdrawn'].includes(row.state) ? row : undefined
}

/** Where the result of a case goes that this clerk has, or had to its end; undefined where they have none of that number. */
export async function deliveryOfCase(
  { env, clerk }: Pick<Serving, 'env' | 'clerk'>,
  caseNumber: string,
): Promise<{ unitId: string; delivery: Delivery | null } | undefined> {
  const found = await queue.findOfClerk(env.DB, clerk.clerkId, caseNumber)
  if (!found) return undefined
  const form = await findForm(env.DB, { drawer: 'unit_case', ownerId: found.unit_id, id: found.id })
  return { unitId: found.unit_id, delivery: await openDelivery(env, form?.delivery_sealed ?? null) }
}

/** Takes a case: one clerk alone has it. */
export async function take(by: Serving, key: CaseKey): Promise<Result<void, CaseReason>> {
  const { env, clerk } = by
  const done = await attempt(env.DB, [
    queue.takeCase(env.DB, key, clerk.clerkId),
    mustChange(env.DB),
    await auditedAtOffice(by, key, 'take'),
  ])
  return done.ok ? ok(undefined) : fail('case_taken')
}

/** Gives a case back for another clerk. */
export async function release(by: Serving, row: store.CaseRow): Promise<Result<void, CaseReason>> {
  const { env, clerk } = by
  if (row.clerk_id === null || !mayRelease(clerk, row.clerk_id)) return fail('case_moved')
  const done = await attempt(env.DB, [
    queue.releaseCase(env.DB, keyOf(row), row.clerk_id),
    mustChange(env.DB),
    await auditedAtOffice(by, keyOf(row), 'release'),
  ])
  return done.ok ? ok(undefined) : fail('case_moved')
}

export type OfficeMove = Extract<Move, 'accept' | 'ask' | 'examine' | 'pass' | 'fail' | 'refuse'>

/** One decision of the clerk who has taken the case. `version`: of the form that they looked at. */
export async function decide(
  by: Serving,
  effects: Effects,
  row: store.CaseRow,
  name: OfficeMove,
  words: string,
  version: number | null,
): Promise<Result<void, CaseReason>> {
  const { env, now, clerk } = by
  const to = move(name, 'clerk', standingOf(row), words)
  if (!to.ok) return to
  // What was corrected after the clerk had looked at it is not approved unseen.
  if (name === 'pass' && version === null) return fail('case_changed')
  const { state, backTo, outcome, event } = to.value
  const effect = name === 'pass' ? effects[row.item] : undefined
  const further = effect
    ? await effect.apply(by, row, await valuesOf(env, row))
    : ok<Applied>({ statements: [] })
  if (!further.ok) return further
  const done = await attempt(env.DB, [
    ...(version === null ? [] : [mustBeVersion(env.DB, keyOf(row), version)]),
    store.stepCase(env.DB, {
      ...{ ...keyOf(row), from: row.state, fromBack: row.back_to },
      ...{ to: state, phase: phaseOf(state), backTo, outcome, now, clerkId: clerk.clerkId },
    }),
    mustChange(env.DB),
    await eventOf(env, now, row, event, actorOf(by), words),
    await auditedAtOffice(by, keyOf(row), event),
    ...(outcome ? [keepResults(env.DB, keyOf(row))] : []),
    ...further.value.statements,
  ])
  if (done.ok) {
    await further.value.after?.().catch((error) => logFault('case:after', error))
    return ok(undefined)
  }
  const [left, form] = await Promise.all([store.findCase(env.DB, keyOf(row)), findForm(env.DB, keyOf(row))])
  const stays = left?.state === row.state && left.clerk_id === clerk.clerkId
  if (stays && version !== null && form?.version !== version) return fail('case_changed')
  return fail(effect && stays ? 'case_effect_refused' : 'case_moved')
}
