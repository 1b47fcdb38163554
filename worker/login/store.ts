/** Every SQL statement of sign-in. */
import { MAX_FAILURES } from './rules.ts'

export interface Candidate {
  /** Whose failures are counted: the operator's id, or the key given for nobody. */
  account: string
  lockedUntil: number
  operator?: { unitId: string; id: string; password: string }
}

interface CandidateRow {
  account: string
  locked_until: number | null
  unit_id: string | null
  operator_id: string | null
  password: string | null
}

/**
 * Whoever answers to what was typed, and whether that account is locked: one statement, one row, whether
 * or not anybody does.
 */
export async function findCandidate(
  db: D1Database,
  unit: string,
  documentIndexes: string[],
  mobileIndexes: string[],
  nobody: string,
): Promise<Candidate> {
  const column = unit.length === 18 ? 'credit_code' : 'unit_number'
  const row = await db
    .prepare(
      `SELECT coalesce(o.id, ?4) AS account, a.locked_until, o.unit_id, o.id AS operator_id, o.password
       FROM (SELECT 1)
       LEFT JOIN unit u ON u.${column} = ?1
       LEFT JOIN operator o ON o.unit_id = u.id AND (
         o.document_index IN (SELECT value FROM json_each(?2)) OR o.mobile_index IN (SELECT value FROM json_each(?3)))
       LEFT JOIN sign_in_attempt a ON a.account = coalesce(o.id, ?4)
       ORDER BY o.created_at LIMIT 1`,
    )
    .bind(unit, JSON.stringify(documentIndexes), JSON.stringify(mobileIndexes), nobody)
    .first<CandidateRow>()
  const { unit_id, operator_id, password } = row ?? {}
  return {
    account: row?.account ?? nobody,
    lockedUntil: row?.locked_until ?? 0,
    ...(unit_id && operator_id && password && { operator: { unitId: unit_id, id: operator_id, password } }),
  }
}

/**
 * Counts a failure and locks at the fifth in a row; answers the state after it. Failures that arrive while
 * the account is locked count nothing, and a lock that was served starts the count again.
 */
export const countFailure = (db: D1Database, account: string, now: number, lockMs: number) =>
  db
    .prepare(
      `INSERT INTO sign_in_attempt (account, failures, locked_until, updated_at) VALUES (?1, 1, 0, ?2)
       ON CONFLICT (account) DO UPDATE SET
         failures = CASE WHEN locked_until > ?2 THEN failures WHEN locked_until > 0 THEN 1 ELSE failures + 1 END,
         locked_until = CASE WHEN locked_until > ?2 THEN locked_until
                             WHEN locked_until = 0 AND failures + 1 >= ${MAX_FAILURES} THEN ?2 + ?3 ELSE 0 END,
         updated_at = ?2
       RETURNING failures, locked_until`,
    )
    .bind(account, now, lockMs)

export const forgetFailures = (db: D1Database, account: string) =>
  db.prepare('DELETE FROM sign_in_attempt WHERE account = ?').bind(account)

/** Replaces the hash only while it is still the one that was checked. */
export const rehash = (db: D1Database, unitId: string, operatorId: string, from: string, to: string) =>
  db
    .prepare('UPDATE operator SET password = ?4 WHERE unit_id = ?1 AND id = ?2 AND password = ?3')
    .bind(unitId, operatorId, from, to)

export const cleanAttempts = (db: D1Database, before: number, now: number) =>
  db
    .prepare(
      `DELETE FROM sign_in_attempt WHERE account IN
         (SELECT account FROM sign_in_attempt WHERE updated_at < ?1 AND locked_until < ?2 LIMIT 1000)`,
    )
    .bind(before, now)
