/** Every SQL statement of sign-in. */
import { unitIdentifierKind } from '../../schema/fields/sign-in-names.ts'
import type { Role } from '../../schema/session.ts'
import type { NewSession } from '../session/store.ts'
import { MAX_FAILURES } from './rules.ts'

export interface Candidate {
  /** Whose failures are counted: the operator's id, or the key given for nobody. */
  account: string
  lockedUntil: number
  operator?: CandidateOperator
}

export interface CandidateOperator {
  unitId: string
  id: string
  role: Role
  /** Null while none is set: nobody signs in by it then. */
  password: string | null
  nameSealed: string
  actsFrom: number
  actsUntil: number
  suspended: boolean
  unit: { creditCode: string; unitNumber: string; name: string; region: string }
}

interface OperatorRow {
  unit_id: string
  operator_id: string
  role: Role
  password: string | null
  name_sealed: string
  acts_from: number
  acts_until: number
  suspended: number
  credit_code: string
  unit_number: string
  name: string
  region: string
}

type Row = { locked_until: number | null } & (OperatorRow | { operator_id: null })

/**
 * Whoever answers to what was typed, and whether that account is locked: one statement, one row, whether
 * or not anybody does. `names` are the blind indexes, by document or mobile, that the person may be found under.
 */
export async function findCandidate(
  db: D1Database,
  unit: string,
  names: string[],
  nobody: string,
): Promise<Candidate> {
  const column = unitIdentifierKind(unit) === 'credit_code' ? 'credit_code' : 'unit_number'
  const marks = names.map((_, i) => `?${i + 3}`).join(', ') // a few: two for each key of the ring at the most
  const row = await db
    .prepare(
      `SELECT a.locked_until, o.unit_id, o.id AS operator_id, o.role, o.password, o.name_sealed,
              o.acts_from, o.acts_until, o.suspended, u.credit_code, u.unit_number, u.name, u.region
       FROM (SELECT 1)
       LEFT JOIN unit u ON u.${column} = ?1
       LEFT JOIN operator o ON o.unit_id = u.id AND (o.document_index IN (${marks}) OR o.mobile_index IN (${marks}))
       LEFT JOIN sign_in_attempt a ON a.account = coalesce(o.id, ?2)
       ORDER BY o.created_at LIMIT 1`,
    )
    .bind(unit, nobody, ...names)
    .first<Row>()
  if (!row) throw new Error('a row is always answered')
  const lockedUntil = row.locked_until ?? 0
  if (row.operator_id === null) return { account: nobody, lockedUntil }
  return { account: row.operator_id, lockedUntil, operator: operatorOf(row) }
}

const operatorOf = (row: OperatorRow): CandidateOperator => ({
  unitId: row.unit_id,
  id: row.operator_id,
  role: row.role,
  password: row.password,
  nameSealed: row.name_sealed,
  ...{ actsFrom: row.acts_from, actsUntil: row.acts_until, suspended: row.suspended === 1 },
  unit: { creditCode: row.credit_code, unitNumber: row.unit_number, name: row.name, region: row.region },
})

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

/** Until when an account is locked; 0 where it is not. */
export const lockedUntil = async (db: D1Database, account: string) =>
  (await db
    .prepare('SELECT locked_until FROM sign_in_attempt WHERE account = ?')
    .bind(account)
    .first<number>('locked_until')) ?? 0

/** Aborts the batch while the account is locked, by tries at the same moment too. */
export const mustNotBeLocked = (db: D1Database, account: string, now: number) =>
  db
    .prepare(
      'INSERT INTO guard (held) SELECT NOT EXISTS (SELECT 1 FROM sign_in_attempt WHERE account = ? AND locked_until > ?)',
    )
    .bind(account, now)

export const forgetFailures = (db: D1Database, account: string) =>
  db.prepare('DELETE FROM sign_in_attempt WHERE account = ?').bind(account)

/**
 * Opens the session and ends the one that it replaces, forgets the failures and tells the audit: one statement, whose
 * trigger (0041) refuses all of it if the password is no longer the one that was checked.
 */
export const open = (
  db: D1Database,
  s: NewSession,
  { password }: CandidateOperator,
  replaces: { id: string; secretHash: string } | undefined,
  addressSealed: string,
) =>
  db
    .prepare(
      `INSERT INTO sign_in (id, secret_hash, unit_id, operator_id, client_id, created_at, ends_at, device, place,
         password, replaces_id, replaces_hash, address_sealed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      ...[s.id, s.secretHash, s.unitId, s.operatorId, s.clientId, s.now, s.endsAt, s.device, s.place],
      ...[password, replaces?.id ?? null, replaces?.secretHash ?? null, addressSealed],
    )

export const stillHas = async (db: D1Database, { unitId, id, password }: CandidateOperator) =>
  (await db
    .prepare('SELECT 1 FROM operator WHERE unit_id = ? AND id = ? AND password = ?')
    .bind(unitId, id, password)
    .first()) !== null

/** Replaces the hash only while it is still the one that was checked. */
export const rehash = (db: D1Database, unitId: string, operatorId: string, from: string | null, to: string) =>
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

/** True for the first refusal by a limit of this account in this minute. */
export const isFirstNotice = async (db: D1Database, account: string, now: number) =>
  (await db
    .prepare(
      'INSERT INTO limit_notice (account, minute) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING minute',
    )
    .bind(account, Math.floor(now / 60_000))
    .first()) !== null

export const cleanNotices = (db: D1Database, before: number) =>
  db
    .prepare(
      'DELETE FROM limit_notice WHERE (account, minute) IN (SELECT account, minute FROM limit_notice WHERE minute < ? LIMIT 1000)',
    )
    .bind(Math.floor(before / 60_000))
