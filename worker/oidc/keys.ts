/**
 * The provider's signing keys: ES256, private halves sealed in D1. A new key is published a day before it signs,
 * so that every portal has fetched it by then, and the old one stays published until nothing signed with it counts.
 */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import type { Bindings } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import type { SealedTable } from '../lib/reseal.ts'
import { sealer } from '../lib/sealed.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

const ALGORITHM = 'ES256'
/** A key signs for a month: short enough to practise rotation, long enough not to fill the JWKS. */
const SIGNS_MS = 30 * DAY
/** Portals and libraries cache a JWKS for hours, not days. */
const PUBLISHED_BEFORE_MS = DAY
/** ID tokens live ten minutes; a day covers clocks that are wrong and portals that check late. */
const PUBLISHED_AFTER_MS = DAY
const PLACE = 'signing_key.private'

interface KeyRow {
  id: string
  public_jwk: string
  private_sealed: string
  signs_from: number
}

/** Everything published now, the newest to sign last. */
async function published(db: D1Database, now: number): Promise<KeyRow[]> {
  const { results } = await db
    .prepare(
      `SELECT id, public_jwk, private_sealed, signs_from FROM signing_key
       WHERE gone_at IS NULL OR gone_at > ? ORDER BY signs_from`,
    )
    .bind(now)
    .all<KeyRow>()
  return results
}

async function addKey(env: Bindings, now: number, signsFrom: number, slot: number): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
  const id = await calculateJwkThumbprint(await exportJWK(publicKey))
  const publicJwk = { ...(await exportJWK(publicKey)), kid: id, alg: ALGORITHM, use: 'sig' }
  const { keyId, seal } = await sealer(env.SEALING_KEYS)
  const insert = env.DB.prepare(
    `INSERT INTO signing_key (id, slot, algorithm, public_jwk, private_sealed, key_id, created_at, signs_from)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).bind(
    ...[id, slot, ALGORITHM, JSON.stringify(publicJwk)],
    ...[await seal(JSON.stringify(await exportJWK(privateKey)), PLACE), keyId, now, signsFrom],
  )
  // The slot is unique: of two isolates that add a key at once, one does.
  await attempt(env.DB, [insert])
}

const nextSlot = async (db: D1Database) =>
  (await db.prepare('SELECT coalesce(max(slot), 0) + 1 AS slot FROM signing_key').first<{ slot: number }>())
    ?.slot ?? 1

/** The published keys; makes the first one where there is none. */
async function keys(env: Bindings, now: number): Promise<KeyRow[]> {
  const found = await published(env.DB, now)
  if (found.some((key) => key.signs_from <= now)) return found
  await addKey(env, now, now, await nextSlot(env.DB))
  return published(env.DB, Date.now())
}

/** The JWK Set as it is published (RFC 7517). */
export async function jwks(
  env: Bindings,
  now: number,
): Promise<{ keys: (JWK & { kid: string; alg: string })[] }> {
  const rows = await keys(env, now)
  return { keys: rows.map(({ public_jwk }) => JSON.parse(public_jwk) as JWK & { kid: string; alg: string }) }
}

/** The key that signs now. */
export async function signingKey(env: Bindings, now: number) {
  const rows = await keys(env, now)
  const row = rows.findLast((key) => key.signs_from <= now) ?? rows[0]
  if (!row) throw new Error('there is no signing key')
  const { open } = await sealer(env.SEALING_KEYS)
  const jwk = JSON.parse(await open(row.private_sealed, PLACE)) as JWK
  return { kid: row.id, alg: ALGORITHM, key: await importJWK(jwk, ALGORITHM) }
}

/** The cron's part: adds the next key in time, takes back those whose tokens no longer count. */
export async function rotateKeys(env: Bindings, now: number): Promise<void> {
  const rows = await published(env.DB, now)
  const newest = rows.at(-1)
  if (newest && now >= newest.signs_from + SIGNS_MS - PUBLISHED_BEFORE_MS)
    await addKey(env, now, newest.signs_from + SIGNS_MS, await nextSlot(env.DB))
  await retire(env.DB, now)
}

/** Marks when a key that no longer signs leaves the set, and removes the ones that left. */
async function retire(db: D1Database, now: number): Promise<void> {
  await db.batch([
    db
      .prepare(
        `UPDATE signing_key SET gone_at = ?1 + ?2 WHERE gone_at IS NULL
         AND signs_from < (SELECT max(signs_from) FROM signing_key WHERE signs_from <= ?1)`,
      )
      .bind(now, PUBLISHED_AFTER_MS),
    db.prepare('DELETE FROM signing_key WHERE gone_at < ?').bind(now),
  ])
}

export const sealedSigningKeys: SealedTable = {
  table: 'signing_key',
  key: ['id'],
  sealed: { private_sealed: PLACE },
  indexes: {},
}
