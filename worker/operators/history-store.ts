/** The SQL on the history of grants, which triggers write. */
import type { Role } from '../../schema/session.ts'
import type { SealedTable } from '../lib/reseal.ts'

export interface EventRow {
  seq: number
  operator_id: string
  at: number
  kind: 'opened' | 'changed' | 'removed'
  role: Role
  scope: string | null
  acts_from: number
  acts_until: number
  suspended: number
  granted_by: string | null
  changed_by: string | null
  name_sealed: string
}

/** What each operator held when a stretch of time began, and all that happened within it, in that order. */
export async function eventsOf(db: D1Database, unitId: string, start: number, end: number) {
  const { results } = await db
    .prepare(
      `SELECT seq, operator_id, at, kind, role, scope, acts_from, acts_until, suspended, granted_by, changed_by, name_sealed
       FROM grant_event e WHERE unit_id = ?1 AND at < ?3 AND (at >= ?2
         OR seq = (SELECT max(seq) FROM grant_event WHERE unit_id = ?1 AND operator_id = e.operator_id AND at < ?2))
       ORDER BY seq`,
    )
    .bind(unitId, start, end)
    .all<EventRow>()
  return results
}

/** Every operator's name that the unit ever had, the latest seal of each. */
export async function namesOf(db: D1Database, unitId: string) {
  const { results } = await db
    .prepare('SELECT operator_id, name_sealed FROM grant_event WHERE unit_id = ? ORDER BY seq')
    .bind(unitId)
    .all<{ operator_id: string; name_sealed: string }>()
  return new Map(results.map((row) => [row.operator_id, row.name_sealed]))
}

/** How the names are sealed, for key rotation. */
export const sealedGrantEvents: SealedTable = {
  table: 'grant_event',
  key: ['unit_id', 'seq'],
  sealed: { name_sealed: 'operator.name' },
  indexes: {},
}
