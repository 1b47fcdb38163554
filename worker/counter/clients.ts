/** Registering, changing, stopping embedding clients; each act audited with who did it. */
import { createLocalJWKSet, importJWK, type JWK } from 'jose'
import type { AddClient, ChangeClient } from '../../schema/counter-clients.ts'
import { themeChosen } from '../../schema/counter-theme.ts'
import { audited } from '../lib/audit.ts'
import { base64url, randomBytes, sha256 } from '../lib/bytes.ts'
import type { SignedInClerk } from '../lib/clerk-session.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import * as store from './client-store.ts'

/** Who acts, from where, when. */
export interface Acting {
  env: Bindings
  origin: Origin
  now: number
  clerk: SignedInClerk
}

const entry = ({ env, origin, now, clerk }: Acting, act: string, id: string) =>
  audited(env, origin, now, {
    ...{ unitId: null, actor: `clerk:${clerk.clerkId}`, act, subject: `client:${id}`, result: 'done' },
  })

/** As many keys as the provider takes are of the right shape; whether they are keys at all, only importing tells. */
async function keysWork(jwks: string): Promise<boolean> {
  if (jwks === '') return true
  try {
    const set = JSON.parse(jwks) as { keys: JWK[] }
    createLocalJWKSet(set)
    await Promise.all(set.keys.map((key) => importJWK(key, key.alg ?? algorithmOf(key))))
    return true
  } catch {
    return false
  }
}

const algorithmOf = ({ kty }: JWK) => (kty === 'RSA' ? 'PS256' : kty === 'OKP' ? 'EdDSA' : 'ES256')

const settingsOf = (input: ChangeClient) => ({
  ...{ name: input.clientName, redirectUris: input.redirectUris, origins: input.origins },
  postLogoutRedirectUris: input.postLogoutRedirectUris,
  ...{ backchannelLogoutUri: input.backchannelLogoutUri || null, theme: themeChosen(input) },
})

const newSecret = async () => {
  const secret = base64url(randomBytes(32))
  return { secret, secretHash: await sha256(secret) }
}

/** Registers one; answers its secret, if that is how it proves itself, which nobody can read again. */
export async function addClient(
  acting: Acting,
  input: AddClient,
): Promise<Result<{ secret: string | undefined }, 'client_id_taken' | 'jwks.format'>> {
  const { DB } = acting.env
  const { clientId: id, authMethod } = input
  const byKeys = authMethod === 'private_key_jwt'
  if (byKeys && !(await keysWork(input.jwks))) return fail('jwks.format')
  const made = byKeys ? undefined : await newSecret()
  const row = { id, authMethod, ...settingsOf(input), jwks: byKeys ? input.jwks : null, now: acting.now }
  const added = await attempt(DB, [
    store.insertClient(DB, { ...row, secretHash: made?.secretHash ?? null }),
    await entry(acting, 'client_add', id),
  ])
  return added.ok ? ok({ secret: made?.secret }) : fail('client_id_taken')
}

/** Changes where a client lives and by which keys it is known. */
export async function changeClient(
  acting: Acting,
  client: store.Registered,
  input: ChangeClient,
): Promise<Result<void, 'jwks.format' | 'jwks.required' | 'client_gone'>> {
  const { DB } = acting.env
  const byKeys = client.authMethod === 'private_key_jwt'
  if (byKeys && input.jwks === '') return fail('jwks.required')
  if (byKeys && !(await keysWork(input.jwks))) return fail('jwks.format')
  const changed = await attempt(DB, [
    store.changeClient(DB, { id: client.id, ...settingsOf(input), jwks: input.jwks }),
    mustChange(DB),
    await entry(acting, 'client_change', client.id),
  ])
  return changed.ok ? ok(undefined) : fail('client_gone')
}

/** A new secret in place of the old one, which is worth nothing from now on. */
export async function changeSecret(acting: Acting, id: string): Promise<Result<string, 'client_gone'>> {
  const { DB } = acting.env
  const { secret, secretHash } = await newSecret()
  const changed = await attempt(DB, [
    store.changeSecret(DB, id, secretHash),
    mustChange(DB),
    await entry(acting, 'client_secret', id),
  ])
  return changed.ok ? ok(secret) : fail('client_gone')
}

/** Stops a client, or lets it go on; false where it stood so already. */
export async function switchClient(acting: Acting, id: string, to: 'stop' | 'resume'): Promise<boolean> {
  const { DB } = acting.env
  const done = await attempt(DB, [
    to === 'stop' ? store.stopClient(DB, id, acting.now) : store.resumeClient(DB, id),
    mustChange(DB),
    await entry(acting, `client_${to}`, id),
  ])
  return done.ok
}
