/** What a page has a key sign: given out to a page, taken back once. */
import { CA_NONCE_BYTES, type Challenge } from '../../schema/ca.ts'
import type { CaReason } from '../../schema/ca-refusals.ts'
import { base64url, randomBytes } from '../lib/bytes.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { newToken, readToken } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { CHALLENGE_MS } from './rules.ts'
import { insertChallenge, takeChallenge } from './store.ts'

/** Whose page it is: that of a portal's sign-in, of a session that binds a key, or the hall's own sign-in. */
export interface For {
  purpose: 'login' | 'bind'
  clientId?: string | undefined
  sessionId?: string | undefined
}

export async function giveChallenge(
  env: Bindings,
  origin: Origin,
  now: number,
  { purpose, clientId, sessionId }: For,
): Promise<Result<Challenge, CaReason>> {
  const { success } = await env.LIMIT_ADDRESS.limit({ key: `ca:${origin.network}` })
  if (!success) return fail('ca_too_often')
  const { id, token, secretHash } = await newToken(now)
  const nonce = base64url(randomBytes(CA_NONCE_BYTES))
  const whose = { purpose, clientId: clientId ?? null, sessionId: sessionId ?? null }
  const row = { id, secretHash, nonce, ...whose, now, expiresAt: now + CHALLENGE_MS }
  await insertChallenge(env.DB, row).run()
  return ok({ challenge: token, nonce, secondsLeft: CHALLENGE_MS / 1000 })
}

/** The nonce, once, for the page that it was given to: whatever comes of it, it is gone. */
export async function redeemChallenge(
  env: Bindings,
  now: number,
  presented: string,
  { purpose, clientId, sessionId }: For,
): Promise<Result<string, CaReason>> {
  const token = await readToken(presented)
  const taken = token && (await takeChallenge(env.DB, token.id, token.secretHash))
  const fits =
    taken?.purpose === purpose &&
    taken.client_id === (clientId ?? null) &&
    taken.session_id === (sessionId ?? null) &&
    now < taken.expires_at
  return fits ? ok(taken.nonce) : fail('ca_challenge_over')
}
