/** Every SQL statement on puzzles. */
import { MOST_DRAWN, MOST_WRONG } from './rules.ts'

export type PuzzleKind = 'slider' | 'words'

export interface NewPuzzle {
  id: string
  owner: string
  kind: PuzzleKind
  answerSealed: string
  now: number
  expiresAt: number
}

/** Puts a question while its flow has tries left; follow it with `mustChange`. */
export const insertPuzzle = (db: D1Database, p: NewPuzzle) =>
  db
    .prepare(
      `INSERT INTO puzzle (id, owner, kind, answer_sealed, status, created_at, expires_at)
       SELECT ?1, ?2, ?3, ?4, 'open', ?5, ?6
       WHERE (SELECT count(*) FROM puzzle WHERE owner = ?2 AND status = 'failed') < ${MOST_WRONG}
         AND (SELECT count(*) FROM puzzle WHERE owner = ?2) < ${MOST_DRAWN}`,
    )
    .bind(...[p.id, p.owner, p.kind, p.answerSealed, p.now, p.expiresAt])

/** Whether a flow has answered wrong as often as it may. */
export const hasFailed = async (db: D1Database, owner: string) =>
  (await db
    .prepare(
      `SELECT 1 WHERE (SELECT count(*) FROM puzzle WHERE owner = ? AND status = 'failed') >= ${MOST_WRONG}`,
    )
    .bind(owner)
    .first()) !== null

export interface PuzzleRow {
  id: string
  kind: PuzzleKind
  answer_sealed: string
  /** Wrong answers of its flow so far. */
  wrong: number
}

/** A question of this flow that still waits for its answer. */
export const findPuzzle = (db: D1Database, owner: string, id: string, kind: PuzzleKind, now: number) =>
  db
    .prepare(
      `SELECT id, kind, answer_sealed,
              (SELECT count(*) FROM puzzle WHERE owner = ?1 AND status = 'failed') AS wrong
       FROM puzzle WHERE id = ?2 AND owner = ?1 AND kind = ?3 AND status = 'open' AND expires_at > ?4`,
    )
    .bind(owner, id, kind, now)
    .first<PuzzleRow>()

/**
 * Uses a question up, while its flow has tries left; follow it with `mustChange`. So no flow gets more than its wrong
 * answers, however many questions it has open at the same moment.
 */
export const usePuzzle = (db: D1Database, id: string, status: 'solved' | 'failed', now: number) =>
  db
    .prepare(
      `UPDATE puzzle SET status = ?2 WHERE id = ?1 AND status = 'open' AND expires_at > ?3
         AND (SELECT count(*) FROM puzzle o WHERE o.owner = puzzle.owner AND o.status = 'failed') < ${MOST_WRONG}`,
    )
    .bind(id, status, now)

/** A chunk at a time; as long as the flows that own them. */
export const cleanPuzzles = (db: D1Database, before: number) =>
  db
    .prepare('DELETE FROM puzzle WHERE id IN (SELECT id FROM puzzle WHERE expires_at < ? LIMIT 1000)')
    .bind(before)
