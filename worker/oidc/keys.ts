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

/** `known`: the keys as they stood when another was found to be needed. */
async function newKey(env: Bindings, now: number, signsFrom: number, known: store.KeyRow[]) {
  const slot = Math.max(0, ...known.map((key) => key.slot)) + 1
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
  const publicJwk = await exportJWK(publicKey)
  const id = await calculateJwkThumbprint(publicJwk)
  const { keyId, seal } = await sealer(env.SEALING_KEYS)
  return store.insertKey(env.DB, {
    id,
    slot,
    algorithm: ALGORITHM,
    keyId,
    now,
    signsFrom,
    publicJwk: JSON.stringify({ ...publicJwk, kid: id, alg: ALGORITHM, use: 'sig' }),
    privateSealed: await seal(JSON.stringify(await exportJWK(privateKey)), store.PRIVATE),
  })
}

const published = (keys: store.KeyRow[], now: number) =>
  keys.filter(({ gone_at }) => gone_at === null || gone_at > now)

/** The published ones of the keys that are known; makes the first where there is none. */
async function keys(env: Bindings, now: number, known: store.KeyRow[]): Promise<store.KeyRow[]> {
  const found = published(known, now)
  if (found.some((key) => key.signs_from <= now)) return found
  await attempt(env.DB, [await newKey(env, now, now, known)])
  return published(await store.allKeys(env.DB), now)
}

/** The JWK Set as it is published (RFC 7517). */
export async function jwks(
  env: Bindings,
  now: number,
): Promise<{ keys: (JWK & { kid: string; alg: string })[] }> {
  const rows = await keys(env, now, await store.allKeys(env.DB))
  return { keys: rows.map(({ public_jwk }) => JSON.parse(public_jwk) as JWK & { kid: string; alg: string }) }
}

/** Private halves, opened once an isolate: to read one takes longer than to sign with it. A month brings one more. */
const opened = new Map<string, Promise<CryptoKey | Uint8Array>>()

async function openPrivate(env: Bindings, sealed: string) {
  const { open } = await sealer(env.SEALING_KEYS)
  return importJWK(JSON.parse(await open(sealed, store.PRIVATE)) as JWK, ALGORITHM)
}

/** The key that signs now, of those that were read with whatever else was. */
export async function signingKey(env: Bindings, now: number, known?: store.KeyRow[]) {
  const rows = await keys(env, now, known ?? (await store.allKeys(env.DB)))
  const row = rows.findLast((key) => key.signs_from <= now) ?? rows[0]
  if (!row) throw new Error('there is no signing key')
  const key = opened.get(row.private_sealed) ?? openPrivate(env, row.private_sealed)
  opened.set(row.private_sealed, key)
  // One that did not open is tried again: the ring may be another after the next deployment.
  key.catch(() => opened.delete(row.private_sealed))
  return { kid: row.id, alg: ALGORITHM, key: await key }
}

/** The cron's part: adds the next key in time, takes back those whose tokens no longer count. */
export async function rotateKeys(env: Bindings, now: number): Promise<void> {
  const known = await store.allKeys(env.DB)
  const newest = published(known, now).at(-1)
  if (newest && now >= newest.signs_from + SIGNS_MS - PUBLISHED_BEFORE_MS) {
    // After a cron that stood still the turn may be long past: the new key is published first all the same.
    const signsFrom = Math.max(newest.signs_from + SIGNS_MS, now + PUBLISHED_BEFORE_MS)
    await attempt(env.DB, [await newKey(env, now, signsFrom, known)])
  }
  await env.DB.batch(store.retireKeys(env.DB, now, PUBLISHED_AFTER_MS))
}

/**
 * For the day a private key may be in other hands: a new key signs from this moment and no other is published.
 * ID tokens signed before verify no longer; a portal that cached the set trusts the old key until its copy is an
 * hour old at the most. Sessions and access tokens are signed by no key and stay.
 */
export async function replaceKeys(env: Bindings, now: number): Promise<void> {
  const known = await store.allKeys(env.DB)
  const replaced = await attempt(env.DB, [store.dropAllKeys(env.DB, now), await newKey(env, now, now, known)])
  // Somebody added a key meanwhile, which must go as well.
  if (!replaced.ok) await replaceKeys(env, now)
}
