/** Tokens as they are made, kept and handed out together. */
import type { TokenReply } from '../../schema/oidc.ts'
import { newToken, type Token } from '../lib/ids.ts'
import type { StoredClient } from './client-store.ts'
import { insertRefreshToken } from './refresh-store.ts'
import { insertAccessToken } from './token-store.ts'

/** Long enough to greet somebody, short enough that a lost one is worth little. */
const ACCESS_TOKEN_SECONDS = 10 * 60

export interface Tokens {
  access: Token
  /** Only for clients that may refresh, and only while somebody is signed in. */
  refresh?: Token
}

/** Fresh tokens for a code or a refresh token of this client. */
export async function freshTokens(now: number, client: StoredClient): Promise<Tokens> {
  const access = await newToken(now)
  return client.grantTypes.includes('refresh_token') ? { access, refresh: await newToken(now) } : { access }
}

export interface From {
  clientId: string
  /** What the access token is good for. */
  scope: string
  now: number
  /** Whom the tokens stand for; null for a client by itself. */
  family: {
    sessionId: string
    codeId: string
    /** What was granted in all: a refresh token keeps it (RFC 6749, section 6). */
    granted: string
    /** The session's last moment. */
    endsAt: number
  } | null
}

/** The statements that keep them, for one batch. */
export function keepTokens(db: D1Database, { access, refresh }: Tokens, from: From): D1PreparedStatement[] {
  const { clientId, scope, now, family } = from
  const [sessionId, codeId] = [family?.sessionId ?? null, family?.codeId ?? null]
  const expiresAt = now + ACCESS_TOKEN_SECONDS * 1000
  const { id, secretHash } = access
  const kept = insertAccessToken(db, { id, secretHash, clientId, scope, now, expiresAt, sessionId, codeId })
  return refresh && family
    ? [
        kept,
        insertRefreshToken(db, { ...family, id: refresh.id, secretHash: refresh.secretHash, clientId, now }),
      ]
    : [kept]
}

export const tokenReply = ({ access, refresh }: Tokens, scope: string, id_token?: string): TokenReply => ({
  ...{ access_token: access.token, token_type: 'Bearer', expires_in: ACCESS_TOKEN_SECONDS, scope },
  ...(refresh && { refresh_token: refresh.token }),
  ...(id_token !== undefined && { id_token }),
})
