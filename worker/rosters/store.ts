/** Every SQL statement on rosters themselves. Their chunks have a store of their own. */
import type { RosterState } from '../../schema/roster-job.ts'
import type { TemplateCode } from '../../schema/rosters/names.ts'
import type { SealedTable } from '../lib/reseal.ts'
import type { HandedBy } from './rules.ts'

export interface RosterKey {
  unitId: string
  id: string
}

export interface RosterRow {
  unit_id: string
  id: string
  template: TemplateCode
  period: string
  format: 'xlsx' | 'csv'
  bytes: number
  state: RosterState
  problem: string | null
  rows: number
  done: number
  failed: number
  about_sealed: string
  head_sealed: string | null
  file_key_sealed: string
  handed_by: HandedBy
  created_at: number
  ended_at: number | null
  tries: number
  kept: number
  /** Of a case: which, whether its rows are only judged, whose file and rows it has, and from when its bases hold. */
  case_id: string | null
  trial: number
  content_of: string | null
  from_month: string | null
}

export const ROW = `unit_id, id, template, period, format, bytes, state, problem, rows, done, failed, about_sealed,
  head_sealed, file_key_sealed, handed_by, created_at, ended_at, tries, kept, case_id,
  trial, content_of, from_month`

export interface NewRoster extends RosterKey {
  template: TemplateCode
  period: string
  format: 'xlsx' | 'csv'
  bytes: number
  digestIndex: string
  aboutSealed: string
  keySealed: string
  keyId: string
  handedBy: string
  /** Of a trial: the case that it is for, and from when its bases hold. */
  caseId?: string | undefined
  fromMonth?: string | undefined
  now: number
}

/** The database refuses the same file twice in a period, but for trials, and a twenty-first that runs. */
export const insertRoster = (db: D1Database, n: NewRoster) =>
  db
    .prepare(
      `INSERT INTO roster (unit_id, id, template, period, format, bytes, state, digest_index, about_sealed,
         file_key_sealed, key_id, handed_by, created_at, asked_at, case_id, trial, holds, from_month)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', ?7, ?8, ?9, ?10, ?11, ?12, ?12, ?13, ?13 IS NOT NULL, ?13 IS NULL, ?14)`,
    )
    .bind(
      ...[n.unitId, n.id, n.template, n.period, n.format, n.bytes, n.digestIndex, n.aboutSealed],
      ...[n.keySealed, n.keyId, n.handedBy, n.now, n.caseId ?? null, n.fromMonth ?? null],
    )

/** The job that the same file led to in that period, under whichever key its digest was indexed. */
export const findSame = (
  db: D1Database,
  { unitId, template, period }: Pick<NewRoster, 'unitId' | 'template' | 'period'>,
  digestIndexes: readonly string[],
) =>
  db
    .prepare(
      `SELECT id FROM roster WHERE unit_id = ?1 AND template = ?2 AND period = ?3
         AND digest_index IN (SELECT value FROM json_each(?4)) AND holds = 1`,
    )
    .bind(unitId, template, period, JSON.stringify(digestIndexes))
    .first<{ id: string }>()

export const selectRoster = (db: D1Database, { unitId, id }: RosterKey) =>
  db.prepare(`SELECT ${ROW} FROM roster WHERE unit_id = ? AND id = ?`).bind(unitId, id)

export const findRoster = (db: D1Database, key: RosterKey) => selectRoster(db, key).first<RosterRow>()

/** A unit's, the newest first, but for trials that were taken out of their case, of these templates alone where some are named. */
export async function listRosters(
  db: D1Database,
  unitId: string,
  { scope, before }: { scope?: readonly string[] | undefined; before?: string | undefined },
  limit: number,
): Promise<RosterRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${ROW} FROM roster WHERE unit_id = ?1 AND id < ?2 AND (trial = 0 OR kept = 1)
         AND (?3 IS NULL OR template IN (SELECT value FROM json_each(?3)))
       ORDER BY id DESC LIMIT ?4`,
    )
    .bind(unitId, before ?? '~', scope ? JSON.stringify(scope) : null, limit)
    .all<RosterRow>()
  return results
}

/** For one reader, if nobody is reading it. */
export const takeRoster = (db: D1Database, { unitId, id }: RosterKey, now: number, until: number) =>
  db
    .prepare(
      `UPDATE roster SET tries = tries + 1, taken_until = ?4
       WHERE unit_id = ?1 AND id = ?2 AND state = 'waiting' AND taken_until <= ?3 RETURNING ${ROW}`,
    )
    .bind(unitId, id, now, until)
    .first<RosterRow>()

/** How many rows were found so far. */
export const countRows = (db: D1Database, { unitId, id }: RosterKey, tries: number, rows: number) =>
  db
    .prepare(
      `UPDATE roster SET rows = ?4 WHERE unit_id = ?1 AND id = ?2 AND state = 'waiting' AND tries = ?3`,
    )
    .bind(unitId, id, tries, rows)

/** All of it was read, by this reader; follow it with `mustChange`. */
export const beginWork = (
  db: D1Database,
  { unitId, id }: RosterKey,
  tries: number,
  read: { rows: number; headSealed: string },
) =>
  db
    .prepare(
      `UPDATE roster SET state = 'working', rows = ?4, head_sealed = ?5
       WHERE unit_id = ?1 AND id = ?2 AND state = 'waiting' AND tries = ?3`,
    )
    .bind(unitId, id, tries, read.rows, read.headSealed)

/** Nothing of it will be filed. */
export const failRoster = (
  db: D1Database,
  { unitId, id }: RosterKey,
  tries: number,
  problem: string,
  now: number,
) =>
  db
    .prepare(
      `UPDATE roster SET state = 'failed', problem = ?4, ended_at = ?5, rows = 0, holds = 0
       WHERE unit_id = ?1 AND id = ?2 AND state = 'waiting' AND tries = ?3`,
    )
    .bind(unitId, id, tries, problem, now)

/** So many rows more are done; with the last of them, all of it is. A file of which nothing was filed holds no other. */
export const addDone = (
  db: D1Database,
  { unitId, id }: RosterKey,
  { done, failed }: { done: number; failed: number },
  now: number,
) =>
  db
    .prepare(
      `UPDATE roster SET done = done + ?3, failed = failed + ?4,
         state = CASE WHEN done + failed + ?3 + ?4 = rows THEN 'done' ELSE state END,
         ended_at = CASE WHEN done + failed + ?3 + ?4 = rows THEN ?5 END,
         holds = CASE WHEN done + failed + ?3 + ?4 = rows AND done + ?3 = 0 THEN 0 ELSE holds END
       WHERE unit_id = ?1 AND id = ?2 AND state = 'working'`,
    )
    .bind(unitId, id, done, failed, now)

/** What nobody took for long, or whoever took it did not end; the queue is asked for it again. */
export const askAgain = (db: D1Database, now: number, lost: number, limit: number) =>
  db
    .prepare(
      `UPDATE roster SET asked_at = ?1, taken_until = 0 WHERE (unit_id, id) IN (
         SELECT unit_id, id FROM roster WHERE state = 'waiting' AND asked_at <= ?2 AND taken_until <= ?1
         ORDER BY asked_at LIMIT ?3)
       RETURNING unit_id, id`,
    )
    .bind(now, lost, limit)

const aboutOf = (row: Record<string, string | null>) =>
  JSON.parse(row.about_sealed ?? '{}') as { digest: string }

/** How rosters are sealed, for key rotation. */
export const sealedRosters: SealedTable = {
  table: 'roster',
  key: ['unit_id', 'id'],
  sealed: { about_sealed: 'roster.about', head_sealed: 'roster.head', file_key_sealed: 'roster.file_key' },
  indexes: { digest_index: (row, { index }) => index(aboutOf(row).digest, 'roster.digest') },
}
