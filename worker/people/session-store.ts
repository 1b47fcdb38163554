/** Every SQL statement on persons' own sessions. */
import type { PersonWay } from '../../schema/people.ts'
import type { SignedInPerson } from '../lib/person-session.ts'
import { ENDS_SQL, idleEnd } from '../session/rules.ts'

export interface NewPersonSession {
  id: string
  secretHash: string
  personId: string
  way: PersonWay
  amr: string[]
  device: string
  place: string
  now: number
  endsAt: number
}

/** Opens a session; the database refuses one by password while the lock on the account holds. */
export const openSession = (db: D1Database, s: NewPersonSession) =>
  db
    .prepare(
      `INSERT INTO person_session (id, secret_hash, person_id, way, amr, created_at, seen_at, ends_at, device, place)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9)`,
    )
    .bind(
      ...[s.id, s.secretHash, s.personId, s.way, JSON.stringify(s.amr)],
      ...[s.now, s.endsAt, s.device, s.place],
    )

interface SessionRow {
  secret_hash: string
  person_id: string
  way: PersonWay
  amr: string
  created_at: number
  seen_at: number
  ends_at: number
  name_sealed: string
}

/** The session and whose it is, in one statement; undefined once it has ended. */
export async function loadSession(
  db: D1Database,
  id: string,
  now: number,
): Promise<(SignedInPerson & { secretHash: string; seenAt: number }) | undefined> {
  const row = await db
    .prepare(
      `SELECT s.secret_hash, s.person_id, s.way, s.amr, s.created_at, s.seen_at, s.ends_at, p.name_sealed
       FROM person_session s JOIN person p ON p.id = s.person_id WHERE s.id = ?`,
    )
    .bind(id)
    .first<SessionRow>()
  if (!row) return undefined
  const idleAt = idleEnd(row.seen_at, row.ends_at)
  if (now >= idleAt) return undefined
  return {
    ...{ sessionId: id, secretHash: row.secret_hash, personId: row.person_id, way: row.way },
    ...{ amr: JSON.parse(row.amr) as string[], signedInAt: row.created_at, seenAt: row.seen_at },
    ...{ idleAt, endsAt: row.ends_at, nameSealed: row.name_sealed },
  }
}

export const touchSession = (db: D1Database, id: string, now: number) =>
  db.prepare('UPDATE person_session SET seen_at = ?2 WHERE id = ?1 AND seen_at < ?2').bind(id, now)

export interface SessionListRow {
  id: string
  device: string
  place: string
  way: PersonWay
  created_at: number
  seen_at: number
}

/** The person's sessions that still hold, newest first; at most a hundred. */
export async function listSessions(db: D1Database, personId: string, seenAfter: number, now: number) {
  const { results } = await db
    .prepare(
      `SELECT id, device, place, way, created_at, seen_at FROM person_session
       WHERE person_id = ?1 AND seen_at > ?2 AND ends_at > ?3 ORDER BY created_at DESC LIMIT 100`,
    )
    .bind(personId, seenAfter, now)
    .all<SessionListRow>()
  return results
}

/** Ends one session of this person; somebody else's id changes nothing. */
export const endSession = (db: D1Database, personId: string, id: string) =>
  db.prepare('DELETE FROM person_session WHERE person_id = ? AND id = ?').bind(personId, id)

export const endAllSessions = (db: D1Database, personId: string) =>
  db.prepare('DELETE FROM person_session WHERE person_id = ?').bind(personId)

/** Ends the session that a new one takes the place of; only for whoever holds its secret. */
export const replaceSession = (db: D1Database, id: string, secretHash: string) =>
  db.prepare('DELETE FROM person_session WHERE id = ? AND secret_hash = ?').bind(id, secretHash)

/** Removes sessions that ended, a chunk at a time. */
export const cleanPersonSessions = (db: D1Database, now: number) =>
  db
    .prepare(
      `DELETE FROM person_session WHERE id IN (SELECT id FROM person_session WHERE ${ENDS_SQL} < ? LIMIT 1000)`,
    )
    .bind(now)
