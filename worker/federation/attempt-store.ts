/** Every SQL statement on tries to sign in by another system. */

export type FederatedWay = 'sso' | 'licence'

export interface AttemptRow {
  id: string
  secret_hash: string
  way: FederatedWay
  issuer: string
  state_hash: string | null
  kept_sealed: string
  next: string
  status: 'waiting' | 'confirmed' | 'refused' | 'taken'
  expires_at: number
}

export interface NewAttempt {
  id: string
  secretHash: string
  way: FederatedWay
  issuer: string
  stateHash: string | null
  keptSealed: string
  next: string
  now: number
  expiresAt: number
}

export const insertAttempt = (db: D1Database, a: NewAttempt) =>
  db
    .prepare(
      `INSERT INTO federation_attempt
         (id, secret_hash, way, issuer, state_hash, kept_sealed, next, status, asked_at, created_at, expires_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'waiting', ?8, ?8, ?9)`,
    )
    .bind(...[a.id, a.secretHash, a.way, a.issuer, a.stateHash, a.keptSealed, a.next, a.now, a.expiresAt])

export const findAttempt = (db: D1Database, id: string) =>
  db.prepare('SELECT * FROM federation_attempt WHERE id = ?').bind(id).first<AttemptRow>()

/** True for one caller alone: whoever gets to exchange what came back. */
export const takeAttempt = async (
  db: D1Database,
  id: string,
  from: 'waiting' | 'confirmed',
  now: number,
): Promise<boolean> =>
  (await db
    .prepare(
      `UPDATE federation_attempt SET status = 'taken' WHERE id = ?1 AND status = ?2 AND expires_at > ?3 RETURNING id`,
    )
    .bind(id, from, now)
    .first()) !== null

/** True for one caller at a time: who may ask the partner now. */
export const claimAsking = async (db: D1Database, id: string, now: number, every: number) =>
  (await db
    .prepare(
      `UPDATE federation_attempt SET asked_at = ?2
       WHERE id = ?1 AND status = 'waiting' AND asked_at <= ?2 - ?3 AND expires_at > ?2 RETURNING id`,
    )
    .bind(id, now, every)
    .first()) !== null

/** Writes down, once, what the phone answered. */
export const settleAttempt = (
  db: D1Database,
  id: string,
  status: 'confirmed' | 'refused',
  keptSealed: string,
) =>
  db
    .prepare(
      `UPDATE federation_attempt SET status = ?2, kept_sealed = ?3 WHERE id = ?1 AND status = 'waiting'`,
    )
    .bind(id, status, keptSealed)

/** A chunk at a time. */
export const cleanAttempts = (db: D1Database, before: number) =>
  db
    .prepare(
      `DELETE FROM federation_attempt WHERE id IN
         (SELECT id FROM federation_attempt WHERE expires_at < ? LIMIT 1000)`,
    )
    .bind(before)
