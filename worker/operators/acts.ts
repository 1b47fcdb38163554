/** Keeping a unit's operators: whoever is signed in, and may, changes what others hold. */
import type { Context } from 'hono'
import type { OperatorsReason } from '../../schema/operators-refusals.ts'
import * as rules from '../grants/rules.ts'
import { mustStillHold } from '../grants/store.ts'
import { audited } from '../lib/audit.ts'
import type { Env } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import * as store from './store.ts'

type Done = Result<void, OperatorsReason>

/** What an operator's row says they hold. */
export const grantOf = (
  row: Pick<store.OperatorRow, 'role' | 'scope' | 'acts_from' | 'acts_until' | 'suspended'>,
) => ({
  role: row.role,
  scope: row.scope === null ? null : (JSON.parse(row.scope) as string[]),
  actsFrom: row.acts_from,
  actsUntil: row.acts_until,
  suspended: row.suspended === 1,
})

/** An audit entry of whoever is signed in. */
export const entry = (c: Context<Env>, act: string, subject: string) => {
  const { unitId, operatorId } = c.var.operator
  const actor = `operator:${operatorId}`
  return audited(c.env, c.var.origin, c.var.now, { unitId, actor, act, subject, result: 'done' })
}

/** The legal representative read what several operators mean, and wants them. */
export async function agreeToNotice(c: Context<Env>): Promise<Done> {
  const { unitId, operatorId, role } = c.var.operator
  if (role !== 'legal_representative') return fail('operators_not_allowed')
  // Refused where it was agreed to already, in another tab.
  await attempt(c.env.DB, [
    store.agreeToNotice(c.env.DB, unitId, operatorId, c.var.now),
    await entry(c, 'operators_notice', `unit:${unitId}`),
  ])
  return ok(undefined)
}

/** An operator whom whoever is signed in keeps; nobody keeps themselves, and none of another unit. */
export async function kept(c: Context<Env>, id: string): Promise<store.OperatorRow | undefined> {
  const row = await store.findOperator(c.env.DB, c.var.operator.unitId, id)
  return row && id !== c.var.operator.operatorId && rules.keeps(c.var.operator.role, row.role)
    ? row
    : undefined
}

async function change(
  c: Context<Env>,
  row: store.OperatorRow,
  wanted: rules.Grant,
  act: string,
  statements: (change: store.Change) => D1PreparedStatement[],
): Promise<Done> {
  const judged = rules.judgeGrant(c.var.operator, wanted, c.var.now)
  if (!judged.ok) return judged
  const { unitId, operatorId } = c.var.operator
  const done = await attempt(c.env.DB, [
    mustStillHold(c.env.DB, c.var.operator, Date.now()),
    ...statements({ unitId, id: row.id, was: row.role, by: operatorId, now: c.var.now }),
    mustChange(c.env.DB),
    await entry(c, act, `operator:${row.id}`),
  ])
  return done.ok ? ok(undefined) : fail('grant_refused')
}

export const changeTerm = (c: Context<Env>, row: store.OperatorRow, term: rules.Term) =>
  change(c, row, { ...grantOf(row), ...term }, 'grant_term', (it) => [store.setTerm(c.env.DB, it, term)])

export function changeScope(c: Context<Env>, row: store.OperatorRow, scope: string[]): Promise<Done> {
  if (row.role !== 'handler') return Promise.resolve(fail('operators_not_allowed'))
  const { asked } = row
  return change(c, row, { ...grantOf(row), scope }, 'grant_scope', (it) => [
    ...(asked === null ? [] : [store.dropRequest(c.env.DB, it.unitId, it.id, asked)]),
    store.setScope(c.env.DB, it, scope),
  ])
}

/** A handler becomes the administrator, or the other way round; only the legal representative keeps both. */
export async function changeRole(
  c: Context<Env>,
  row: store.OperatorRow,
  role: 'administrator' | 'handler',
  scope: string[] | null,
): Promise<Done> {
  if (!rules.keeps(c.var.operator.role, role)) return fail('operators_not_allowed')
  const wanted = { ...grantOf(row), role, scope }
  const done = await change(c, row, wanted, 'grant_role', (it) => [store.setRole(c.env.DB, it, role, scope)])
  if (done.ok || done.error !== 'grant_refused') return done
  return fail(role === 'administrator' ? 'grant_has_administrator' : 'grant_full')
}

/** Lets somebody go on whose granter is gone, within the term of whoever confirms it now. */
export async function resume(c: Context<Env>, row: store.OperatorRow): Promise<Done> {
  const own = c.var.operator
  const { actsFrom, actsUntil, ...grant } = grantOf(row)
  const term = { actsFrom: Math.max(actsFrom, own.actsFrom), actsUntil: Math.min(actsUntil, own.actsUntil) }
  if (term.actsFrom >= term.actsUntil) return fail('grant_over')
  return change(c, row, { ...grant, ...term }, 'grant_resume', (it) => [store.resume(c.env.DB, it, term)])
}

/** Removes somebody: their sessions and tokens for this unit end with the row. */
export async function remove(c: Context<Env>, row: store.OperatorRow): Promise<Done> {
  if (!rules.mayDo(c.var.operator, 'manage_operators', c.var.now)) return fail('operators_not_allowed')
  const { unitId, operatorId: by } = c.var.operator
  const [sign, drop] = store.remove(c.env.DB, { unitId, id: row.id, was: row.role, by, now: c.var.now })
  if (!sign || !drop) throw new Error('a removal is two statements')
  const done = await attempt(c.env.DB, [
    mustStillHold(c.env.DB, c.var.operator, Date.now()),
    sign,
    mustChange(c.env.DB),
    drop,
    store.forgetLock(c.env.DB, row.id),
    await entry(c, 'grant_remove', `operator:${row.id}`),
  ])
  return done.ok ? ok(undefined) : fail('grant_refused')
}

/** A handler asks for more items than they have. */
export async function askScope(c: Context<Env>, items: string[]): Promise<Done> {
  const { unitId, operatorId, role, scope } = c.var.operator
  const more = items.filter((code) => !scope?.includes(code))
  if (role !== 'handler' || more.length === 0) return fail('operators_not_allowed')
  const done = await attempt(c.env.DB, [
    mustStillHold(c.env.DB, c.var.operator, Date.now()),
    store.askScope(c.env.DB, unitId, operatorId, more, c.var.now),
    await entry(c, 'scope_ask', `operator:${operatorId}`),
  ])
  return done.ok ? ok(undefined) : fail('operators_not_allowed')
}

/** Whoever keeps the handler says yes to all that was asked, or no. */
export async function decideScope(
  c: Context<Env>,
  row: store.OperatorRow,
  yes: boolean,
  all: readonly string[],
): Promise<Done> {
  if (row.asked === null) return fail('grant_refused')
  if (yes) {
    const { scope } = grantOf(row)
    return changeScope(c, row, rules.widened(scope ?? [], JSON.parse(row.asked) as string[], all))
  }
  if (!rules.mayDo(c.var.operator, 'manage_operators', c.var.now)) return fail('operators_not_allowed')
  const done = await attempt(c.env.DB, [
    mustStillHold(c.env.DB, c.var.operator, Date.now()),
    store.dropRequest(c.env.DB, c.var.operator.unitId, row.id, row.asked),
    mustChange(c.env.DB),
    await entry(c, 'scope_refuse', `operator:${row.id}`),
  ])
  return done.ok ? ok(undefined) : fail('grant_refused')
}
