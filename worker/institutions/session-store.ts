/** Every SQL statement of an institution's sign-in and sessions. */
import type { SignedInInstitution } from '../lib/institution-session.ts'
import { ENDS_SQL, idleEnd } from '../session/rules.ts'

export interface Candidate {
  /** Whose failures are counted: the administrator's id, or the key given for nobody. */
  account: string
  lockedUntil: number
  /** Whether there is a count to forget. */
  hasFailed: boolean
  administrator?: { unitId: string; institutionId: string; id: string; password: string; initial: boolean }
}

interface CandidateRow {
  account: string
  locked_until: number | null
  unit_id: string | null
  institution_id: string
  id: string
  password: string
  initial: number
}

/** Whoever answers to what was typed, and whether that account is locked: one statement, one row, whoever there is. */
export async function findCandidate(
  db: D1Database,
  number: string,
  names: string[],
  nobody: string,
): Promise<Candidate> {
  const row = await db
    .prepare(
      `SELECT coalesce(m.id, ?2) AS account, t.locked_until, m.unit_id, m.institution_id, m.id, m.password, m.initial
       FROM (SELECT 1)
       LEFT JOIN institution i ON i.number = ?1
       LEFT JOIN institution_administrator m ON m.unit_id = i.unit_id AND m.institution_id = i.id
         AND (m.document_index IN (SELECT value FROM json_each(?3)) OR m.mobile_index IN (SELECT value FROM json_each(?3)))
       LEFT JOIN sign_in_attempt t ON t.account = coalesce(m.id, ?2)`,
    )
    .bind(number, nobody, JSON.stringify(names))
    .first<CandidateRow>()
  if (!row) throw new Error('a row is always answered')
  const { account, locked_until, unit_id: unitId, institution_id: institutionId, id, password } = row
  const found = { account, lockedUntil: locked_until ?? 0, hasFailed: locked_until !== null }
  if (unitId === null) return found
  return { ...found, administrator: { unitId, institutionId, id, password, initial: row.initial === 1 } }
}

/** Aborts the batch when the password is no longer the one that was checked. */
export const mustStillHave = (db: D1Database, administrator: NonNullable<Candidate['administrator']>) =>
  db
    .prepare(
      `INSERT INTO guard (held) SELECT count(*) FROM institution_administrator
       WHERE unit_id = ? AND institution_id = ? AND id = ? AND password = ?`,
    )
    .bind(administrator.unitId, administrator.institutionId, administrator.id, administrator.password)

export const stillHas = async (db: D1Database, a: NonNullable<Candidate['administrator']>) =>
  (await db
    .prepare(
      `SELECT 1 FROM institution_administrator
       WHERE unit_id = ? AND institution_id = ? AND id = ? AND password = ?`,
    )
    .bind(a.unitId, a.institutionId, a.id, a.password)
    .first()) !== null

export interface NewSession {
  id: string
  secretHash: string
  unitId: string
  institutionId: string
  administratorId: string
  device: string
  place: string
  now: number
  endsAt: number
}

/** Opens a session; the database refuses one while the lock on the account holds. */
export const openSession = (db: D1Database, s: NewSession) =>
  db
    .prepare(
      `INSERT INTO institution_session (id, secret_hash, unit_id, institution_id, administrator_id, created_at, seen_at,
                                        ends_at, device, place)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9)`,
    )
    .bind(
      ...[s.id, s.secretHash, s.unitId, s.institutionId, s.administratorId, s.now],
      ...[s.endsAt, s.device, s.place],
    )

interface SessionRow {
  secret_hash: string
  unit_id: string
  institution_id: string
  administrator_id: string
  created_at: number
  seen_at: number
  ends_at: number
  initial: number
  name_sealed: string
  number: string
  name: string
  type: string
  level: string
  unit_name: string
}

/** The session and whose it is, in one statement; undefined once it has ended, or another administers the institution. */
export async function loadSession(
  db: D1Database,
  id: string,
  now: number,
): Promise<(SignedInInstitution & { secretHash: string; seenAt: number }) | undefined> {
  const row = await db
    .prepare(
      `SELECT s.secret_hash, s.unit_id, s.institution_id, s.administrator_id, s.created_at, s.seen_at, s.ends_at,
              a.initial, a.name_sealed, i.number, i.name, i.type, i.level, u.name AS unit_name
       FROM institution_session s
       JOIN institution i ON i.unit_id = s.unit_id AND i.id = s.institution_id
       JOIN institution_administrator a ON a.unit_id = s.unit_id AND a.institution_id = s.institution_id
         AND a.id = s.administrator_id
       JOIN unit u ON u.id = s.unit_id
       WHERE s.id = ?`,
    )
    .bind(id)
    .first<SessionRow>()
  if (!row) return undefined
  const idleAt = idleEnd(row.seen_at, row.ends_at)
  if (now >= idleAt) return undefined
  const { number, name, type, level, unit_name: unitName } = row
  return {
    ...{ sessionId: id, secretHash: row.secret_hash, unitId: row.unit_id, institutionId: row.institution_id },
    ...{ administratorId: row.administrator_id, initial: row.initial === 1, signedInAt: row.created_at },
    ...{ seenAt: row.seen_at, idleAt, endsAt: row.ends_at, nameSealed: row.name_sealed },
    institution: { number, name, type, level, unitName },
  }
}

export const touchSession = (db: D1Database, id: string, now: number) =>
  db.prepare('UPDATE institution_session SET seen_at = ?2 WHERE id = ?1 AND seen_at < ?2').bind(id, now)

export const endSession = (db: D1Database, id: string) =>
  db.prepare('DELETE FROM institution_session WHERE id = ?').bind(id)

/** Ends the session that a new one takes the place of; only for whoever holds its secret. */
export const replaceSession = (db: D1Database, id: string, secretHash: string) =>
  db.prepare('DELETE FROM institution_session WHERE id = ? AND secret_hash = ?').bind(id, secretHash)

export const endSessionsOf = (db: D1Database, unitId: string, institutionId: string) =>
  db
    .prepare('DELETE FROM institution_session WHERE unit_id = ? AND institution_id = ?')
    .bind(unitId, institutionId)

/** Removes sessions that ended, a chunk at a time. */
export const cleanInstitutionSessions = (db: D1Database, now: number) =>
  db
    .prepare(
      `DELETE FROM institution_session WHERE id IN (SELECT id FROM institution_session WHERE ${ENDS_SQL} < ? LIMIT 1000)`,
    )
    .bind(now)
