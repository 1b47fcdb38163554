/** Every SQL statement on challenges, and on keys that a page has proved and that wait for a phone. */
import type { Binds, Why } from './rules.ts'

export interface NewChallenge {
  id: string
  secretHash: string
  nonce: string
  purpose: 'login' | 'bind'
  clientId: string | null
  sessionId: string | null
  now: number
  expiresAt: number
}

export const insertChallenge = (db: D1Database, c: NewChallenge) =>
  db
    .prepare(
      `INSERT INTO ca_challenge (id, secret_hash, nonce, purpose, client_id, session_id, created_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(...[c.id, c.secretHash, c.nonce, c.purpose, c.clientId, c.sessionId, c.now, c.expiresAt])

export interface TakenChallenge {
  nonce: string
  purpose: 'login' | 'bind'
  client_id: string | null
  session_id: string | null
  expires_at: number
}

/** Takes it away and answers what it was: of pages that come with the same one, one gets it. */
export const takeChallenge = (db: D1Database, id: string, secretHash: string) =>
  db
    .prepare(
      `DELETE FROM ca_challenge WHERE id = ? AND secret_hash = ?
       RETURNING nonce, purpose, client_id, session_id, expires_at`,
    )
    .bind(id, secretHash)
    .first<TakenChallenge>()

/** A chunk at a time. */
export const cleanCaChallenges = (db: D1Database, before: number) =>
  db
    .prepare(
      `DELETE FROM ca_challenge WHERE id IN (SELECT id FROM ca_challenge WHERE expires_at < ? LIMIT 1000)`,
    )
    .bind(before)

/** A certificate as the keys' table knows it. */
export interface Certificate {
  /** A hash of the issuing CA's name. */
  issuer: string
  serial: string
  validUntil: number
}

export interface NewProof {
  waitingId: string
  unitId: string
  certificate: Certificate
  binds: Binds | null
  why: Why
  thumbprint: string | null
  device: string
}

export const insertProof = (db: D1Database, p: NewProof) =>
  db
    .prepare(
      `INSERT INTO ca_proof (waiting_id, unit_id, issuer, serial, valid_until, binds, why, thumbprint, device)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      ...[p.waitingId, p.unitId, p.certificate.issuer, p.certificate.serial, p.certificate.validUntil],
      ...[p.binds, p.why, p.thumbprint, p.device],
    )

export interface ProofRow {
  unit_id: string
  unit_name: string
  binds: Binds | null
  why: Why
  /** The key, once it is bound and while it is not removed. */
  key_id: string | null
}

export const findProof = (db: D1Database, waitingId: string) =>
  db
    .prepare(
      `SELECT p.unit_id, u.name AS unit_name, p.binds, p.why, k.id AS key_id FROM ca_proof p
       JOIN unit u ON u.id = p.unit_id
       LEFT JOIN ca_key k ON k.unit_id = p.unit_id AND k.issuer = p.issuer AND k.serial = p.serial AND k.removed_at IS NULL
       WHERE p.waiting_id = ?`,
    )
    .bind(waitingId)
    .first<ProofRow>()

/**
 * What a confirmation on the phone does beside confirming, for its batch: binds the key, where the page waits for that, a
 * renewed one with the browsers of those before it, and enrols the browser, where it is the legal representative who confirms, for it is them alone whom that browser may let in.
 * A key that was removed since it was proved comes back only if it was to be bound anew.
 */
export function confirmProof(
  db: D1Database,
  waitingId: string,
  { operatorId }: { operatorId: string },
  now: number,
): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `INSERT INTO ca_key (unit_id, id, issuer, serial, valid_until, bound_at, bound_by, bound_how)
         SELECT unit_id, waiting_id, issuer, serial, valid_until, ?2, ?3, binds FROM ca_proof p
         WHERE waiting_id = ?1 AND (binds IN ('first_use', 'center') OR binds = 'renewal' AND EXISTS
           (SELECT 1 FROM ca_key k WHERE k.unit_id = p.unit_id AND k.issuer = p.issuer AND k.removed_at IS NULL))
         ON CONFLICT (unit_id, issuer, serial) DO UPDATE SET
           removed_at = NULL, removed_by = NULL, bound_at = excluded.bound_at, bound_by = excluded.bound_by,
           bound_how = excluded.bound_how
         WHERE ca_key.removed_at IS NOT NULL AND excluded.bound_how = 'center'`,
      )
      .bind(waitingId, now, operatorId),
    db
      .prepare(
        `INSERT OR IGNORE INTO ca_device (unit_id, key_id, thumbprint, device, enrolled_at, enrolled_by, used_at)
         SELECT d.unit_id, k.id, d.thumbprint, d.device, d.enrolled_at, d.enrolled_by, d.used_at FROM ca_proof p
         JOIN ca_key k ON k.unit_id = p.unit_id AND k.issuer = p.issuer AND k.serial = p.serial AND k.removed_at IS NULL
         JOIN ca_key b ON b.unit_id = p.unit_id AND b.issuer = p.issuer AND b.id <> k.id AND b.removed_at IS NULL
         JOIN ca_device d ON d.unit_id = b.unit_id AND d.key_id = b.id
         WHERE p.waiting_id = ?1 AND p.binds = 'renewal'`,
      )
      .bind(waitingId),
    db
      .prepare(
        `INSERT INTO ca_device (unit_id, key_id, thumbprint, device, enrolled_at, enrolled_by, used_at)
         SELECT p.unit_id, k.id, p.thumbprint, p.device, ?2, ?3, ?2 FROM ca_proof p
         JOIN ca_key k ON k.unit_id = p.unit_id AND k.issuer = p.issuer AND k.serial = p.serial AND k.removed_at IS NULL
         JOIN operator o ON o.unit_id = p.unit_id AND o.id = ?3 AND o.role = 'legal_representative'
         WHERE p.waiting_id = ?1 AND p.thumbprint IS NOT NULL
         ON CONFLICT DO NOTHING`,
      )
      .bind(waitingId, now, operatorId),
  ]
}
