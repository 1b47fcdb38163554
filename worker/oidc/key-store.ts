/** Every SQL statement on signing keys. */
import type { SealedTable } from '../lib/reseal.ts'

export const PRIVATE = 'signing_key.private'

export interface KeyRow {
  id: string
  public_jwk: string
  private_sealed: string
  signs_from: number
}

/** Everything published now, the newest to sign last. */
export async function publishedKeys(db: D1Database, now: number): Promise<KeyRow[]> {
  const { results } = await db
    .prepare(
      `SELECT id, public_jwk, private_sealed, signs_from FROM signing_key
       WHERE gone_at IS NULL OR gone_at > ? ORDER BY signs_from`,
    )
    .bind(now)
    .all<KeyRow>()
  return results
}

export const nextSlot = async (db: D1Database) =>
  (await db.prepare('SELECT coalesce(max(slot), 0) + 1 AS slot FROM signing_key').first<{ slot: number }>())
    ?.slot ?? 1

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

/** The slot is unique: of two isolates that add a key at once, one does. */
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

/** How keys are sealed, for key rotation. */
export const sealedSigningKeys: SealedTable = {
  table: 'signing_key',
  key: ['id'],
  sealed: { private_sealed: PRIVATE },
  indexes: {},
}
