/** Every SQL statement on what is kept of rosters that ended, and on its end. */
import type { Emptied } from './empty.ts'
import { ROW, type RosterKey, type RosterRow } from './store.ts'

/** What ended before that moment, and is still kept; what belongs to a case stays with it. */
export async function listExpired(db: D1Database, before: number, limit: number): Promise<RosterRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${ROW} FROM roster WHERE ended_at IS NOT NULL AND ended_at <= ?1 AND kept = 1 AND case_id IS NULL
       ORDER BY ended_at LIMIT ?2`,
    )
    .bind(before, limit)
    .all<RosterRow>()
  return results
}

/** That it was handed in stays, and what it came to; not what it was called, nor its headers, its digest and its key. */
export const dropContent = (db: D1Database, { unitId, id }: RosterKey, empty: Emptied) =>
  db
    .prepare(
      `UPDATE roster SET kept = 0, holds = 0, digest_index = '', about_sealed = ?3,
         head_sealed = ?4, file_key_sealed = ?5, key_id = ?6
       WHERE unit_id = ?1 AND id = ?2`,
    )
    .bind(unitId, id, empty.about, empty.head, empty.fileKey, empty.keyId)
