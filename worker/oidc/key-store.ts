/** Every SQL statement on signing keys. */
import type { SealedTable } from '../lib/reseal.ts'

export const PRIVATE = 'signing_key.private'

export interface KeyRow {
  id: string
  slot: number
  public_jwk: string
  private_sealed: string
  signs_from: number
  gone_at: number | null
}

/** Every key that is still kept, the newest to sign last; a handful, so those that are gone come along. */
export const selectKeys = (db: D1Database) =>
  db.prepare(
    `SELECT id, slot, public_jwk, private_sealed, signs_from, gone_at FROM signing_key
     ORDER BY signs_from, slot`,
  )

export const allKeys = async (db: D1Database): Promise<KeyRow[]> =>
  (await selectKeys(db).all<KeyRow>()).results

export interface NewKey {
  id: string
  slot: number
  algorithm: string
  publicJwk: string
  privateSealed: string
  keyId: string
  now: number
  signsFrom: number
}

/**
 * The slot is unique and follows the keys that were read when the need for another was seen: of two isolates that
 * see it at once, one adds a key.
 */
export const insertKey = (db: D1Database, k: NewKey) =>
  db
    .prepare(
      `INSERT INTO signing_key (id, slot, algorithm, public_jwk, private_sealed, key_id, created_at, signs_from)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(k.id, k.slot, k.algorithm, k.publicJwk, k.privateSealed, k.keyId, k.now, k.signsFrom)

/** Marks when a key that no longer signs leaves the set, and removes the ones that left. */
export const retireKeys = (db: D1Database, now: number, keptMs: number) => [
  db
    .prepare(
      `UPDATE signing_key SET gone_at = ?1 + ?2 WHERE gone_at IS NULL
       AND signs_from < (SELECT max(signs_from) FROM signing_key WHERE signs_from <= ?1)`,
    )
    .bind(now, keptMs),
  db.prepare('DELETE FROM signing_key WHERE gone_at < ?').bind(now),
]

/** Takes every key back at this moment, those that were to sign later as well. */
export const dropAllKeys = (db: D1Database, now: number) =>
  db.prepare('UPDATE signing_key SET gone_at = ?1 WHERE gone_at IS NULL OR gone_at > ?1').bind(now)

/** How keys are sealed, for key rotation. */
export const sealedSigningKeys: SealedTable = {
  table: 'signing_key',
  key: ['id'],
  sealed: { private_sealed: PRIVATE },
  indexes: {},
}
