/** Every SQL statement on sessions. Whether one holds is always asked of the primary. */
import type { Role } from '../../schema/session.ts'
import type { SignedIn, Way } from '../lib/session.ts'
import { ENDS_SQL, idleEnd } from './rules.ts'

export interface NewSession {
  id: string
  secretHash: string
  unitId: string
  operatorId: string
  /** The portal it was opened for; null on the hall itself. */
  clientId: string | null
  way: Way
  amr: string[]
  /** The key of a unit that opened it. */
  caKey: string | null
  device: string
  place: string
  now: number
  endsAt: number
}

/** Opens a session; the database refuses one by password while the lock holds, and one by a key that was removed. */
export const openSession = (db: D1Database, s: NewSession) =>
  db
    .prepare(
      `INSERT INTO session (id, secret_hash, unit_id, operator_id, client_id, way, amr, created_at, seen_at, ends_at,
                            device, place, ca_key)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?11, ?12)`,
    )
    .bind(
      ...[s.id, s.secretHash, s.unitId, s.operatorId, s.clientId, s.way, JSON.stringify(s.amr)],
      ...[s.now, s.endsAt, s.device, s.place, s.caKey],
    )

export interface SessionRow {
  secret_hash: string
  unit_id: string
  operator_id: string
  client_id: string | null
  way: Way
  amr: string
  ca_key: string | null
  created_at: number
  seen_at: number
  ends_at: number
  credit_code: string
  unit_number: string
  name: string
  region: string
  role: Role
  scope: string | null
  acts_from: number
  acts_until: number
  suspended: number
  name_sealed: string
}

/** Sessions and whom they stand for; say which by a `WHERE` on `s`. */
export const SESSIONS = `SELECT s.secret_hash, s.unit_id, s.operator_id, s.client_id, s.way, s.amr, s.ca_key, s.created_at, s.seen_at, s.ends_at,
    u.credit_code, u.unit_number, u.name, u.region, o.role, o.scope,
    o.acts_from, o.acts_until, o.suspended, o.name_sealed
  FROM session s
  JOIN unit u ON u.id = s.unit_id
  JOIN operator o ON o.unit_id = s.unit_id AND o.id = s.operator_id`

export type StoredSession = SignedIn & { secretHash: string; seenAt: number }

/** The session that a row of `SESSIONS` tells of; undefined once it has ended. */
export function sessionOf(
  row: SessionRow | null | undefined,
  id: string,
  now: number,
): StoredSession | undefined {
  if (!row) return undefined
  const idleAt = idleEnd(row.seen_at, row.ends_at)
  if (now >= idleAt) return undefined
  return {
    sessionId: id,
    secretHash: row.secret_hash,
    unitId: row.unit_id,
    operatorId: row.operator_id,
    role: row.role,
    scope: row.scope === null ? null : (JSON.parse(row.scope) as string[]),
    ...{ actsFrom: row.acts_from, actsUntil: row.acts_until, suspended: row.suspended === 1 },
    ...{ clientId: row.client_id ?? undefined, caKey: row.ca_key ?? undefined },
    way: row.way,
    amr: JSON.parse(row.amr) as string[],
    signedInAt: row.created_at,
    seenAt: row.seen_at,
    idleAt,
    endsAt: row.ends_at,
    unit: { creditCode: row.credit_code, unitNumber: row.unit_number, name: row.name, region: row.region },
    nameSealed: row.name_sealed,
  }
}

/** The session and whom it stands for, in one statement; undefined once it has ended. */
export const loadSession = async (db: D1Database, id: string, now: number) =>
  sessionOf(await db.prepare(`${SESSIONS} WHERE s.id = ?`).bind(id).first<SessionRow>(), id, now)

/** Aborts the batch when the session has ended since it was read. */
export const mustBeOpen = (db: D1Database, id: string) =>
  db.prepare('INSERT INTO guard (held) SELECT EXISTS (SELECT 1 FROM session WHERE id = ?)').bind(id)

export const touchSession = (db: D1Database, id: string, now: number) =>
  db.prepare('UPDATE session SET seen_at = ?2 WHERE id = ?1 AND seen_at < ?2').bind(id, now)

export interface SessionListRow {
  id: string
  device: string
  place: string
  portal: string | null
  way: Way
  created_at: number
  seen_at: number
}

/** The operator's sessions that still hold, newest first; at most a hundred. */
export async function listSessions(
  db: D1Database,
  unitId: string,
  operatorId: string,
  seenAfter: number,
  now: number,
) {
  const { results } = await db
    .prepare(
      `SELECT s.id, s.device, s.place, s.way, c.name AS portal, s.created_at, s.seen_at
       FROM session s LEFT JOIN client c ON c.id = s.client_id
       WHERE s.unit_id = ?1 AND s.operator_id = ?2 AND s.seen_at > ?3 AND s.ends_at > ?4
       ORDER BY s.created_at DESC LIMIT 100`,
    )
    .bind(unitId, operatorId, seenAfter, now)
    .all<SessionListRow>()
  return results
}

/** Ends one session of this operator; another unit's or operator's id changes nothing. */
export const endSession = (db: D1Database, unitId: string, operatorId: string, id: string) =>
  db
    .prepare('DELETE FROM session WHERE unit_id = ? AND operator_id = ? AND id = ?')
    .bind(unitId, operatorId, id)

/** Ends the session that a new one takes the place of; only for whoever holds its secret. */
export const replaceSession = (db: D1Database, id: string, secretHash: string) =>
  db.prepare('DELETE FROM session WHERE id = ? AND secret_hash = ?').bind(id, secretHash)

export const endAllSessions = (db: D1Database, unitId: string, operatorId: string) =>
  db.prepare('DELETE FROM session WHERE unit_id = ? AND operator_id = ?').bind(unitId, operatorId)

/** Removes sessions that ended, a chunk at a time. */
export const cleanSessions = (db: D1Database, now: number) =>
  db
    .prepare(`DELETE FROM session WHERE id IN (SELECT id FROM session WHERE ${ENDS_SQL} < ? LIMIT 1000)`)
    .bind(now)

/** Ends what a unit's CA key has opened, but for one session. Removing the key ends them by itself. */
export const endKeySessions = (db: D1Database, unitId: string, keyId: string, butFor: string) =>
  db.prepare('DELETE FROM session WHERE unit_id = ? AND ca_key = ? AND id <> ?').bind(unitId, keyId, butFor)
