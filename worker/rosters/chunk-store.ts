/** Every SQL statement on the chunks of rosters: what is to be done, what is done, and what came of it. */
import type { SealedTable } from '../lib/reseal.ts'
import type { RosterKey } from './store.ts'

export interface ChunkKey extends RosterKey {
  /** Its first row, as counted in the spreadsheet. */
  first: number
}

/** Where the rows of a chunk lie (worker/lib/sealed-pieces.ts), and how many of that piece stand before them. */
export interface ChunkPlace {
  first: number
  last: number
  rows: number
  piece: number
  at: number
  bytes: number
  skip: number
}

export interface ChunkRow {
  unit_id: string
  roster_id: string
  first_row: number
  last_row: number
  rows: number
  piece: number
  piece_at: number
  piece_bytes: number
  skip: number
  finished: number
  done: number
  failed: number
  results_sealed: string | null
  tries: number
}

const ROW = `unit_id, roster_id, first_row, last_row, rows, piece, piece_at, piece_bytes, skip, finished, done, failed,
  results_sealed, tries`

/** All chunks of a roster, or the halves of one, in one statement. */
export const insertChunks = (
  db: D1Database,
  { unitId, id }: RosterKey,
  places: readonly ChunkPlace[],
  keyId: string,
  now: number,
) =>
  db
    .prepare(
      `INSERT INTO roster_chunk (unit_id, roster_id, first_row, last_row, rows, piece, piece_at, piece_bytes, skip, key_id,
         asked_at)
       SELECT ?1, ?2, value ->> 'first', value ->> 'last', value ->> 'rows', value ->> 'piece', value ->> 'at',
         value ->> 'bytes', value ->> 'skip', ?4, ?5 FROM json_each(?3)`,
    )
    .bind(unitId, id, JSON.stringify(places), keyId, now)

/** For one worker, if it is to be done and nobody does it. */
export const takeChunk = (db: D1Database, { unitId, id, first }: ChunkKey, now: number, until: number) =>
  db
    .prepare(
      `UPDATE roster_chunk SET tries = tries + 1, taken_until = ?5
       WHERE unit_id = ?1 AND roster_id = ?2 AND first_row = ?3 AND finished = 0 AND taken_until <= ?4 RETURNING ${ROW}`,
    )
    .bind(unitId, id, first, now, until)

/** What came of a chunk, said by whoever has it; follow it with `mustChange`. */
export const finishChunk = (
  db: D1Database,
  { unit_id, roster_id, first_row, tries }: ChunkRow,
  said: { done: number; failed: number; resultsSealed: string; keyId: string },
) =>
  db
    .prepare(
      `UPDATE roster_chunk SET finished = 1, done = ?5, failed = ?6, results_sealed = ?7, key_id = ?8
       WHERE unit_id = ?1 AND roster_id = ?2 AND first_row = ?3 AND finished = 0 AND tries = ?4`,
    )
    .bind(
      ...[unit_id, roster_id, first_row, tries],
      ...[said.done, said.failed, said.resultsSealed, said.keyId],
    )

/** A chunk that its halves stand for, taken away by whoever has it; follow it with `mustChange`. */
export const dropChunk = (db: D1Database, { unit_id, roster_id, first_row, tries }: ChunkRow) =>
  db
    .prepare(
      `DELETE FROM roster_chunk WHERE unit_id = ?1 AND roster_id = ?2 AND first_row = ?3 AND finished = 0 AND tries = ?4`,
    )
    .bind(unit_id, roster_id, first_row, tries)

/** What nobody took for long, or whoever took it did not end; the queue is asked for it again. */
export const askChunksAgain = (db: D1Database, now: number, lost: number, limit: number) =>
  db
    .prepare(
      `UPDATE roster_chunk SET asked_at = ?1, taken_until = 0 WHERE (unit_id, roster_id, first_row) IN (
         SELECT unit_id, roster_id, first_row FROM roster_chunk
         WHERE finished = 0 AND asked_at <= ?2 AND taken_until <= ?1 ORDER BY asked_at LIMIT ?3)
       RETURNING unit_id, roster_id AS id, first_row AS first`,
    )
    .bind(now, lost, limit)

/** Chunks behind a row that have refused rows, in the file's order, as far as nothing before them is still to be done. */
export async function listFailed(
  db: D1Database,
  { unitId, id }: RosterKey,
  after: number,
  limit: number,
): Promise<ChunkRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${ROW} FROM roster_chunk c WHERE unit_id = ?1 AND roster_id = ?2 AND failed > 0 AND last_row > ?3
         AND first_row < coalesce((SELECT min(o.first_row) FROM roster_chunk o
           WHERE o.unit_id = ?1 AND o.roster_id = ?2 AND o.finished = 0), 1e9)
       ORDER BY first_row LIMIT ?4`,
    )
    .bind(unitId, id, after, limit)
    .all<ChunkRow>()
  return results
}

/** Chunks that are done, from a row on, in the file's order. */
export async function listFinished(
  db: D1Database,
  { unitId, id }: RosterKey,
  after: number,
  limit: number,
): Promise<ChunkRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${ROW} FROM roster_chunk WHERE unit_id = ?1 AND roster_id = ?2 AND last_row > ?3 AND finished = 1
       ORDER BY first_row LIMIT ?4`,
    )
    .bind(unitId, id, after, limit)
    .all<ChunkRow>()
  return results
}

export const dropChunks = (db: D1Database, { unitId, id }: RosterKey) =>
  db.prepare('DELETE FROM roster_chunk WHERE unit_id = ? AND roster_id = ?').bind(unitId, id)

/** How results are sealed, for key rotation. */
export const sealedChunks: SealedTable = {
  table: 'roster_chunk',
  key: ['unit_id', 'roster_id', 'first_row'],
  sealed: { results_sealed: 'roster_chunk.results' },
  indexes: {},
}
