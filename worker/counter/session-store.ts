/** Every SQL statement on clerks and their sessions. Failures are counted by worker/login/store.ts, as for operators. */
import type { ClerkRole, SignedInClerk } from '../lib/clerk-session.ts'
import type { SealedTable } from '../lib/reseal.ts'
import { ENDS_SQL, idleEnd } from '../session/rules.ts'

export interface ClerkCandidate {
  /** Whose failures are counted: the clerk's id, or the key given for nobody. */
  account: string
  lockedUntil: number
  /** Whether there is a count to forget. */
  hasFailed: boolean
  clerk?: { id: string; password: string; totpSealed: string; lastStep: number }
}

interface CandidateRow {
  account: string
  locked_until: number | null
  id: string | null
  password: string
  totp_sealed: string
  last_step: number
}

/** Whoever bears this login name, and whether that account is locked: one row, whether or not anybody does. */
export async function findCandidate(
  db: D1Database,
  loginName: string,
  nobody: string,
): Promise<ClerkCandidate> {
  const row = await db
    .prepare(
      `SELECT coalesce(c.id, ?2) AS account, a.locked_until, c.id, c.password, c.totp_sealed, c.last_step
       FROM (SELECT 1)
       LEFT JOIN clerk c ON c.login_name = ?1 AND c.disabled_at IS NULL
       LEFT JOIN sign_in_attempt a ON a.account = coalesce(c.id, ?2)`,
    )
    .bind(loginName, nobody)
    .first<CandidateRow>()
  if (!row) throw new Error('a row is always answered')
  const { account, locked_until, id, password, totp_sealed: totpSealed, last_step: lastStep } = row
  const found = { account, lockedUntil: locked_until ?? 0, hasFailed: locked_until !== null }
  return id === null ? found : { ...found, clerk: { id, password, totpSealed, lastStep } }
}

/** Takes a time step once, and none before it; follow it with `mustChange`. */
export const takeStep = (db: D1Database, id: string, step: number) =>
  db
    .prepare('UPDATE clerk SET last_step = ?2 WHERE id = ?1 AND last_step < ?2 AND disabled_at IS NULL')
    .bind(id, step)

export const isStepTaken = async (db: D1Database, id: string, step: number) =>
  (await db.prepare('SELECT 1 FROM clerk WHERE id = ? AND last_step >= ?').bind(id, step).first()) !== null

/** Replaces the hash only while it is still the one that was checked. */
export const rehash = (db: D1Database, id: string, from: string, to: string) =>
  db.prepare('UPDATE clerk SET password = ?3 WHERE id = ?1 AND password = ?2').bind(id, from, to)

export interface NewClerkSession {
  id: string
  secretHash: string
  clerkId: string
  device: string
  place: string
  now: number
  endsAt: number
}

/** Opens a session; the database refuses one while the lock holds, or for a clerk who is disabled. */
export const openSession = (db: D1Database, s: NewClerkSession) =>
  db
    .prepare(
      `INSERT INTO clerk_session (id, secret_hash, clerk_id, created_at, seen_at, ends_at, device, place)
       VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7)`,
    )
    .bind(s.id, s.secretHash, s.clerkId, s.now, s.endsAt, s.device, s.place)

interface SessionRow {
  secret_hash: string
  clerk_id: string
  created_at: number
  seen_at: number
  ends_at: number
  role: ClerkRole
  office: string
  name_sealed: string
}

/** The session and whose it is, in one statement; undefined once it has ended. */
export async function loadSession(
  db: D1Database,
  id: string,
  now: number,
): Promise<(SignedInClerk & { secretHash: string; seenAt: number }) | undefined> {
  const row = await db
    .prepare(
      `SELECT s.secret_hash, s.clerk_id, s.created_at, s.seen_at, s.ends_at, c.role, c.office, c.name_sealed
       FROM clerk_session s JOIN clerk c ON c.id = s.clerk_id WHERE s.id = ? AND c.disabled_at IS NULL`,
    )
    .bind(id)
    .first<SessionRow>()
  if (!row) return undefined
  const idleAt = idleEnd(row.seen_at, row.ends_at)
  if (now >= idleAt) return undefined
  return {
    ...{ sessionId: id, secretHash: row.secret_hash, clerkId: row.clerk_id, role: row.role },
    ...{ office: row.office, nameSealed: row.name_sealed, signedInAt: row.created_at },
    ...{ seenAt: row.seen_at, idleAt, endsAt: row.ends_at },
  }
}

export const touchSession = (db: D1Database, id: string, now: number) =>
  db.prepare('UPDATE clerk_session SET seen_at = ?2 WHERE id = ?1 AND seen_at < ?2').bind(id, now)

export const endSession = (db: D1Database, clerkId: string, id: string) =>
  db.prepare('DELETE FROM clerk_session WHERE clerk_id = ? AND id = ?').bind(clerkId, id)

/** Ends the session that a new one takes the place of; only for whoever holds its secret. */
export const replaceSession = (db: D1Database, id: string, secretHash: string) =>
  db.prepare('DELETE FROM clerk_session WHERE id = ? AND secret_hash = ?').bind(id, secretHash)

/** Removes sessions that ended, a chunk at a time. */
/** Aborts the batch of a clerk who is no more, or whose session has ended while a file was on its way. */
export const mustBeSignedIn = (db: D1Database, id: string) =>
  db
    .prepare(
      `INSERT INTO guard (held) SELECT count(*) FROM clerk_session s JOIN clerk c ON c.id = s.clerk_id
       WHERE s.id = ? AND c.disabled_at IS NULL`,
    )
    .bind(id)

export const cleanClerkSessions = (db: D1Database, now: number) =>
  db
    .prepare(
      `DELETE FROM clerk_session WHERE id IN (SELECT id FROM clerk_session WHERE ${ENDS_SQL} < ? LIMIT 1000)`,
    )
    .bind(now)

/** How clerks are sealed, for key rotation. */
export const sealedClerks: SealedTable = {
  table: 'clerk',
  key: ['id'],
  sealed: { name_sealed: 'clerk.name', totp_sealed: 'clerk.totp' },
  indexes: {},
}
