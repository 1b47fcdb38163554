/** One try to sign in, bound to the browser that began it. */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { FederationReason } from '../../schema/federation.ts'
import type { Bindings, Env } from '../lib/env.ts'
import { newToken, readToken, sameHash } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import * as store from './attempt-store.ts'
import { ATTEMPT_MS } from './rules.ts'

const KEPT = 'federation_attempt.kept'

const cookieOf = (way: store.FederatedWay) => `__Host-hall-${way}` as const
// Lax: the provider's page leads back here, and the cookie must come along.
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const

export const sealKept = async (env: Bindings, kept: string) =>
  (await sealer(env.SEALING_KEYS)).seal(kept, KEPT)

export interface Attempt extends store.AttemptRow {
  /** What only we know of it. */
  kept: string
}

type Begun = Pick<store.NewAttempt, 'way' | 'issuer' | 'stateHash' | 'next' | 'expiresAt'> & { kept: string }

/** Begins a try; a former one of this browser is forgotten by it. */
export async function openAttempt(c: Context<Env>, { kept, ...begun }: Begun): Promise<void> {
  const { now } = c.var
  const { id, token, secretHash } = await newToken(now)
  const keptSealed = await sealKept(c.env, kept)
  await store.insertAttempt(c.env.DB, { ...begun, id, secretHash, keptSealed, now }).run()
  setCookie(c, cookieOf(begun.way), token, { ...OPTIONS, maxAge: ATTEMPT_MS / 1000 })
}

export const forgetAttempt = (c: Context<Env>, way: store.FederatedWay) => {
  deleteCookie(c, cookieOf(way), OPTIONS)
}

/** This browser's try, running or over. */
export async function ownAttempt(
  c: Context<Env>,
  way: store.FederatedWay,
): Promise<Result<Attempt, FederationReason>> {
  const token = await readToken(getCookie(c, cookieOf(way)))
  const row = token && (await store.findAttempt(c.env.DB, token.id))
  if (!row || row.way !== way || !sameHash(row.secret_hash, token.secretHash))
    return fail('federation_unknown')
  const { open } = await sealer(c.env.SEALING_KEYS)
  // Sealed under a key that has left the ring since: such a try can only begin again.
  const kept = await open(row.kept_sealed, KEPT).catch(() => undefined)
  return kept === undefined ? fail('federation_unknown') : ok({ ...row, kept })
}

/** Takes a try for the one exchange that it is good for. */
export async function take(
  c: Context<Env>,
  found: Attempt,
  from: 'waiting' | 'confirmed',
): Promise<Result<true, FederationReason>> {
  if (c.var.now >= found.expires_at) return fail('federation_expired')
  return (await store.takeAttempt(c.env.DB, found.id, from, c.var.now)) ? ok(true) : fail('federation_used')
}
