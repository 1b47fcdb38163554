/** What operators and software may see of their unit's rosters. */
import type { Context } from 'hono'
import { mayDo } from '../grants/rules.ts'
import type { Env } from '../lib/env.ts'
import type { SignedIn } from '../lib/session.ts'
import type { Handing } from './acting.ts'
import type { HandedBy } from './rules.ts'
import { findRoster, type RosterRow } from './store.ts'

/** Templates whose rosters an operator sees; undefined for all. */
export const scopeOf = (operator: SignedIn): readonly string[] | undefined =>
  operator.role === 'handler' ? (operator.scope ?? []) : undefined

export const handingAs = (c: Context<Env>, unitId: string, by: HandedBy): Handing => ({
  ...{ env: c.env, origin: c.var.origin, now: c.var.now, unitId, by },
})

export const mayFile = (operator: SignedIn, template: string, now: number) =>
  mayDo(operator, { file: template }, now)

/** The roster of this id, if it is the unit's and within the scope: else nobody learns that it is there. */
export async function ownRoster(
  env: Env['Bindings'],
  unitId: string,
  id: string,
  scope: readonly string[] | undefined,
): Promise<RosterRow | undefined> {
  const row = await findRoster(env.DB, { unitId, id })
  return row && scope?.includes(row.template) !== false ? row : undefined
}
