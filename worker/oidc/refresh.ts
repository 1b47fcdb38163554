/**
 * Refresh tokens: each is good once and makes way for the next (rotation, RFC 9700, section 4.14.2).
 *
 * One that comes again ends its whole family, for one of the two who hold it is a thief. A request that reached the
 * hall before the winner's tokens were kept is a double post: it gets nothing and takes nothing away, as with codes.
 * No seconds of grace beyond that: they would leave a thief who was first with the family.
 */
import type { TokenReply } from '../../schema/oidc.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { idIn, readToken, sameHash } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { SignedIn } from '../lib/session.ts'
import { sessionOf, touchSession } from '../session/store.ts'
import type { ClientCall } from './client-call.ts'
import type { StoredClient } from './client-store.ts'
import { idToken } from './id-token.ts'
import { freshTokens, keepTokens, tokenReply } from './issue.ts'
import { signingKey } from './keys.ts'
import { presentedIn } from './presented.ts'
import {
  endFamily,
  findRefreshToken,
  type RefreshToken,
  type RefreshTokenRow,
  refreshTokenOf,
  useRefreshToken,
} from './refresh-store.ts'
import { type ClientError, narrowed } from './rules.ts'

const spent = fail({
  error: 'invalid_grant',
  error_description: 'the refresh token is unknown, used or over, or the session has ended',
})

/** The client's own refresh token, used or not, of what is presented and what was found under its id. */
async function own(client: StoredClient, given: string | null, found: RefreshToken | undefined) {
  const read = await readToken(given ?? undefined)
  const same = found && read && found.id === read.id && sameHash(found.secretHash, read.secretHash)
  return same && found.clientId === client.id ? found : undefined
}

export const presented = async (env: Bindings, client: StoredClient, given: string) =>
  own(client, given, await findRefreshToken(env.DB, idIn(given)))

/** The token endpoint's `refresh_token` grant. */
export async function byRefreshToken(
  env: Bindings,
  origin: Origin,
  now: number,
  { client, form, read }: ClientCall,
): Promise<Result<TokenReply, ClientError>> {
  const given = form.get('refresh_token')
  if (!given) return fail({ error: 'invalid_request', error_description: 'refresh_token is missing' })
  const { found, session: behind, keys } = presentedIn<RefreshTokenRow>(read)
  const token = await own(client, given, found && refreshTokenOf(found))
  const session = token && sessionOf(behind, token.sessionId, now)
  if (!session || token.expiresAt <= now) return spent
  if (token.usedAt !== null) {
    if (token.usedAt < now) await endForReuse(env, origin, now, token, session)
    return spent
  }
  const scope = narrowed(form.get('scope'), token.scope)
  if (scope === undefined)
    return fail({ error: 'invalid_scope', error_description: 'more than was granted is asked for' })

  const signing = await signingKey(env, now, keys)
  const tokens = await freshTokens(now, client)
  const told = { clientId: client.id, session, nonce: null, access: tokens.access.token }
  const withId = scope.split(' ').includes('openid') ? await idToken(env, now, signing, told) : undefined
  const kept = Date.now() // the moment of the answer, by which a replay is told from a double post
  const { sessionId, codeId, scope: granted } = token
  const family = { sessionId, codeId, granted, endsAt: session.endsAt }
  const taken = await attempt(env.DB, [
    useRefreshToken(env.DB, token.id, kept),
    mustChange(env.DB),
    ...keepTokens(env.DB, tokens, { clientId: client.id, scope, now: kept, family }),
    touchSession(env.DB, sessionId, now),
  ])
  return taken.ok ? ok(tokenReply(tokens, scope, withId)) : spent
}

async function endForReuse(
  env: Bindings,
  origin: Origin,
  now: number,
  token: RefreshToken,
  session: SignedIn,
): Promise<void> {
  const who = { unitId: session.unitId, actor: `client:${token.clientId}` }
  const entry = { ...who, act: 'token_reuse', subject: `session:${session.sessionId}`, result: 'done' }
  await env.DB.batch([...endFamily(env.DB, token.codeId), await audited(env, origin, now, entry)])
}
