/** Every SQL statement on the spreadsheet of a case: its trial, and what is filed of it once it is approved. */
import type { ChunkKey } from './chunk-store.ts'
import type { Emptied } from './empty.ts'
import { ROW, type RosterKey, type RosterRow } from './store.ts'

/** The case that it goes with. */
export interface OfCase {
  unitId: string
  caseId: string
}

/** What was filed of it, or else its trial. */
export const findOfCase = (db: D1Database, { unitId, caseId }: OfCase) =>
  db
    .prepare(
      `SELECT ${ROW} FROM roster WHERE unit_id = ? AND case_id = ? AND kept = 1 ORDER BY trial LIMIT 1`,
    )
    .bind(unitId, caseId)
    .first<RosterRow>()

export const findTrial = (db: D1Database, { unitId, caseId }: OfCase) =>
  db
    .prepare(`SELECT ${ROW} FROM roster WHERE unit_id = ? AND case_id = ? AND trial = 1 AND kept = 1`)
    .bind(unitId, caseId)
    .first<RosterRow>()

/** Takes the trial away, whatever it is doing, and what it was called; whoever works on it finds that it has ended. */
export const dropTrial = (db: D1Database, { unitId, caseId }: OfCase, empty: Emptied, now: number) => [
  db
    .prepare(
      `UPDATE roster SET state = 'failed', problem = 'roster.replaced', ended_at = ?3, rows = 0, done = 0, failed = 0
       WHERE unit_id = ?1 AND case_id = ?2 AND trial = 1 AND kept = 1 AND ended_at IS NULL`,
    )
    .bind(unitId, caseId, now),
  db
    .prepare(
      `DELETE FROM roster_chunk WHERE unit_id = ?1 AND roster_id IN (
         SELECT id FROM roster WHERE unit_id = ?1 AND case_id = ?2 AND trial = 1)`,
    )
    .bind(unitId, caseId),
  db
    .prepare(
      `UPDATE roster SET kept = 0, digest_index = '', about_sealed = ?3, head_sealed = ?4, file_key_sealed = ?5, key_id = ?6
       WHERE unit_id = ?1 AND case_id = ?2 AND trial = 1 AND kept = 1`,
    )
    .bind(unitId, caseId, empty.about, empty.head, empty.fileKey, empty.keyId),
]

/** Aborts the batch unless the case has this trial, judged to its end; or, where none is named, no spreadsheet. */
export const mustHaveTrial = (db: D1Database, { unitId, caseId }: OfCase, id: string | null) =>
  db
    .prepare(
      `INSERT INTO guard (held) SELECT (SELECT max(id) FROM roster WHERE unit_id = ?1 AND case_id = ?2 AND trial = 1
         AND kept = 1) IS ?3 AND (?3 IS NULL OR EXISTS (SELECT 1 FROM roster WHERE unit_id = ?1 AND id = ?3 AND state = 'done'))`,
    )
    .bind(unitId, caseId, id)

/** What is filed of a trial: a roster of its own over the same file and rows, begun. Follow it with `mustChange`. */
export const insertFiled = (
  db: D1Database,
  trial: RosterKey,
  filed: { id: string; period: string; filedBy: string; now: number },
) =>
  db
    .prepare(
      `INSERT INTO roster (unit_id, id, template, period, format, bytes, state, rows, digest_index, about_sealed,
         head_sealed, file_key_sealed, key_id, handed_by, created_at, asked_at, tries, holds, case_id, content_of, from_month)
       SELECT unit_id, ?3, template, ?4, format, bytes, 'working', rows, digest_index, about_sealed,
         head_sealed, file_key_sealed, key_id, ?5, ?6, ?6, tries, 0, case_id, id, from_month
       FROM roster WHERE unit_id = ?1 AND id = ?2 AND trial = 1 AND kept = 1 AND state = 'done'`,
    )
    .bind(trial.unitId, trial.id, filed.id, filed.period, filed.filedBy, filed.now)

/** All rows of the trial, to be filed. */
export const insertItsChunks = (db: D1Database, trial: RosterKey, id: string, now: number) =>
  db
    .prepare(
      `INSERT INTO roster_chunk (unit_id, roster_id, first_row, last_row, rows, piece, piece_at, piece_bytes, skip, key_id,
         asked_at)
       SELECT unit_id, ?3, first_row, last_row, rows, piece, piece_at, piece_bytes, skip, key_id, ?4
       FROM roster_chunk WHERE unit_id = ?1 AND roster_id = ?2`,
    )
    .bind(trial.unitId, trial.id, id, now)

/** The first row of each of its chunks. */
export async function listFirsts(db: D1Database, { unitId, id }: RosterKey): Promise<ChunkKey['first'][]> {
  const { results } = await db
    .prepare('SELECT first_row FROM roster_chunk WHERE unit_id = ? AND roster_id = ? ORDER BY first_row')
    .bind(unitId, id)
    .all<{ first_row: number }>()
  return results.map(({ first_row }) => first_row)
}
