/** What a client asks and says of its own tokens: introspection (RFC 7662) and revocation (RFC 7009). */
import type { IntrospectionReply } from '../../schema/oidc.ts'
import type { Bindings } from '../lib/env.ts'
import { readToken, sameHash } from '../lib/ids.ts'
import { loadSession } from '../session/store.ts'
import type { StoredClient } from './client-store.ts'
import { presented } from './refresh.ts'
import { endFamily } from './refresh-store.ts'
import { dropAccessToken, findAccessToken } from './token-store.ts'

/** The client's own access token; of another's it learns as much as of one that never was. */
export async function ownAccess(env: Bindings, client: StoredClient, given: string) {
  const read = await readToken(given)
  const token = read && (await findAccessToken(env.DB, read.id))
  return token && sameHash(token.secretHash, read.secretHash) && token.client.id === client.id
    ? token
    : undefined
}

const seconds = (ms: number) => Math.floor(ms / 1000)

/** Whether a token holds now, and for what. */
export async function introspect(
  env: Bindings,
  now: number,
  client: StoredClient,
  given: string,
): Promise<IntrospectionReply> {
  const access = await ownAccess(env, client, given)
  const token = access ?? (await presented(env, client, given))
  if (!token || token.expiresAt <= now || ('usedAt' in token && token.usedAt !== null))
    return { active: false }
  const session = token.sessionId === null ? undefined : await loadSession(env.DB, token.sessionId, now)
  if (token.sessionId !== null && !session) return { active: false }
  return {
    active: true,
    scope: Array.isArray(token.scope) ? token.scope.join(' ') : token.scope,
    client_id: client.id,
    // A refresh token is none of RFC 6749's access token types.
    ...(access && { token_type: 'Bearer' as const }),
    exp: seconds(token.expiresAt),
    iat: seconds(token.createdAt),
    sub: session?.operatorId ?? client.id,
    ...(session && { sid: session.sessionId }),
    aud: client.id,
    iss: env.ORIGIN,
  }
}

/** Ends a token of the client's own: an access token alone, a refresh token with all its family. */
export async function revoke(env: Bindings, client: StoredClient, given: string): Promise<void> {
  const access = await ownAccess(env, client, given)
  if (access) await dropAccessToken(env.DB, access.id).run()
  const refresh = access ? undefined : await presented(env, client, given)
  if (refresh) await env.DB.batch(endFamily(env.DB, refresh.codeId))
}
