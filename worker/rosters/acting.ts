/** Who hands rosters in: an operator who may file the item, or software that the unit opened for it. */
import type { TemplateCode } from '../../schema/rosters/names.ts'
import { stopOf } from '../catalogue/acts.ts'
import { mayDo } from '../grants/rules.ts'
import { mustStillHold } from '../grants/store.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { clientMustStillHold, findClient } from '../oidc/client-store.ts'
import { findOperator } from '../operators/store.ts'
import { findUnit } from '../units/store.ts'
import { type HandedBy, readHandedBy } from './rules.ts'
import type { RosterRow } from './store.ts'

/** What software of a unit must be opened for. */
export const ROSTERS_SCOPE = 'rosters:file'

/** Who hands in, from where, and when. */
export interface Handing {
  env: Bindings
  origin: Origin
  now: number
  unitId: string
  by: HandedBy
}

/** Why an item cannot be had by a unit at this moment; undefined where it can. */
export const stopForUnit = async (env: Bindings, unitId: string, template: string, now: number) =>
  stopOf({ env, now }, template, await regionOf(env, unitId))

async function regionOf(env: Bindings, unitId: string): Promise<string> {
  const unit = await findUnit(env.DB, unitId)
  if (!unit) throw new Error('a unit that somebody acts for is there')
  return unit.region
}

/** `guard` aborts the batch if the right ends before it is written. */
export type Standing =
  | { guard: D1PreparedStatement[]; refused?: never }
  | { guard?: never; refused: 'row.not_allowed' | 'row.stopped' }

/** Whether whoever handed a roster in may still file it, and whether that is still done where the unit is, as it stands now. */
export async function stillMay(
  env: Bindings,
  of: Pick<RosterRow, 'unit_id' | 'handed_by' | 'template' | 'case_id'>,
  now: number,
  region?: string,
): Promise<Standing> {
  // An office decides on what goes with a case, whoever of the unit may still file; the trial before it files nothing.
  if (of.case_id !== null) return { guard: [] }
  const [guard, stop] = await Promise.all([
    rightOf(env, of, now),
    stopOf({ env, now }, of.template, region ?? (await regionOf(env, of.unit_id))),
  ])
  if (!guard) return { refused: 'row.not_allowed' }
  return stop ? { refused: 'row.stopped' } : { guard }
}

async function rightOf(
  env: Bindings,
  { unit_id: unitId, handed_by, template }: Pick<RosterRow, 'unit_id' | 'handed_by' | 'template'>,
  now: number,
): Promise<D1PreparedStatement[] | undefined> {
  const { kind, id } = readHandedBy(handed_by)
  if (kind === 'client') {
    const client = await findClient(env.DB, id)
    if (client?.unitId !== unitId || !client.scopes.includes(ROSTERS_SCOPE)) return undefined
    return [clientMustStillHold(env.DB, id, unitId, ROSTERS_SCOPE)]
  }
  const row = await findOperator(env.DB, unitId, id)
  if (!row) return undefined
  const scope = row.scope === null ? null : (JSON.parse(row.scope) as string[])
  const grant = { role: row.role, scope, suspended: row.suspended === 1 }
  const term = { actsFrom: row.acts_from, actsUntil: row.acts_until }
  if (!mayDo({ ...grant, ...term }, { file: template satisfies TemplateCode }, now)) return undefined
  return [mustStillHold(env.DB, { unitId, operatorId: id, role: row.role }, now, [template])]
}
