/**
 * The provider's signing keys: ES256, private halves sealed in D1. A new key is published a day before it signs,
 * so that every portal has fetched it by then, and the old one stays published until nothing signed with it counts.
 */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import type { Bindings } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { sealer } from '../lib/sealed.ts'
import * as store from './key-store.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

const ALGORITHM = 'ES256'
/** A key signs for a month: short enough to practise rotation, long enough not to fill the JWKS. */
const SIGNS_MS = 30 * DAY
/** Portals and libraries cache a JWKS for hours, not days. */
const PUBLISHED_BEFORE_MS = DAY
/** ID tokens live ten minutes; a day covers clocks that are wrong and portals that check late. */
const PUBLISHED_AFTER_MS = DAY
async function addKey(env: Bindings, now: number, signsFrom: number): Promise<void> {
  const slot = await store.nextSlot(env.DB)
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
  const publicJwk = await exportJWK(publicKey)
  const id = await calculateJwkThumbprint(publicJwk)
  const { keyId, seal } = await sealer(env.SEALING_KEYS)
  const key = {
    ...{ id, slot, algorithm: ALGORITHM, keyId, now, signsFrom },
    publicJwk: JSON.stringify({ ...publicJwk, kid: id, alg: ALGORITHM, use: 'sig' }),
    privateSealed: await seal(JSON.stringify(await exportJWK(privateKey)), store.PRIVATE),
  }
  await attempt(env.DB, [store.insertKey(env.DB, key)])
}

/** The published keys; makes the first one where there is none. */
async function keys(env: Bindings, now: number): Promise<store.KeyRow[]> {
  const found = await store.publishedKeys(env.DB, now)
  if (found.some((key) => key.signs_from <= now)) return found
  await addKey(env, now, now)
  return store.publishedKeys(env.DB, now)
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
  const jwk = JSON.parse(await open(row.private_sealed, store.PRIVATE)) as JWK
  return { kid: row.id, alg: ALGORITHM, key: await importJWK(jwk, ALGORITHM) }
}

/** The cron's part: adds the next key in time, takes back those whose tokens no longer count. */
export async function rotateKeys(env: Bindings, now: number): Promise<void> {
  const rows = await store.publishedKeys(env.DB, now)
  const newest = rows.at(-1)
  if (newest && now >= newest.signs_from + SIGNS_MS - PUBLISHED_BEFORE_MS)
    await addKey(env, now, newest.signs_from + SIGNS_MS)
  await env.DB.batch(store.retireKeys(env.DB, now, PUBLISHED_AFTER_MS))
}
