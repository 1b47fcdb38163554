/** Who hands rosters in: an operator who may file the item, or software that the unit opened for it. */
import type { TemplateCode } from '../../schema/rosters/names.ts'
import { mayDo } from '../grants/rules.ts'
import { mustStillHold } from '../grants/store.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { clientMustStillHold, findClient } from '../oidc/client-store.ts'
import { findOperator } from '../operators/store.ts'
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

/**
 * Whether whoever handed a roster in may still file it, as it stands now: undefined if not. `guard` aborts the batch if
 * that ends before it is written.
 */
export async function stillMay(
  env: Bindings,
  { unit_id: unitId, handed_by, template }: Pick<RosterRow, 'unit_id' | 'handed_by' | 'template'>,
  now: number,
): Promise<{ guard: D1PreparedStatement[] } | undefined> {
  const { kind, id } = readHandedBy(handed_by)
  if (kind === 'client') {
    const client = await findClient(env.DB, id)
    if (client?.unitId !== unitId || !client.scopes.includes(ROSTERS_SCOPE)) return undefined
    return { guard: [clientMustStillHold(env.DB, id, unitId, ROSTERS_SCOPE)] }
  }
  const row = await findOperator(env.DB, unitId, id)
  if (!row) return undefined
  const scope = row.scope === null ? null : (JSON.parse(row.scope) as string[])
  const grant = { role: row.role, scope, suspended: row.suspended === 1 }
  const term = { actsFrom: row.acts_from, actsUntil: row.acts_until }
  if (!mayDo({ ...grant, ...term }, { file: template satisfies TemplateCode }, now)) return undefined
  return { guard: [mustStillHold(env.DB, { unitId, operatorId: id, role: row.role }, now, [template])] }
}
