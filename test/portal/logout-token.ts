/** Reads logout tokens as OpenID Connect Back-Channel Logout 1.0, section 2.6 asks a client to. */
import type { IncomingMessage } from 'node:http'
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'
import type { Configuration } from 'openid-client'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const LONGEST = 16 * 1024
const MOST_REMEMBERED = 1_000

/** Answers the session that a logout token ends; undefined for whatever is no good token of the hall, or an old one. */
export function logoutTokens(config: () => Promise<Configuration>, clientId: string) {
  const seen = new Set<string>()
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined

  return async (request: IncomingMessage): Promise<string | undefined> => {
    const token = new URLSearchParams(await bodyOf(request)).get('logout_token') ?? ''
    const { issuer, jwks_uri = '' } = (await config()).serverMetadata()
    keys ??= createRemoteJWKSet(new URL(jwks_uri))
    const rules = { issuer, audience: clientId, typ: 'logout+jwt', maxTokenAge: '5m' }
    const verified = await jwtVerify(token, keys, rules).catch(() => undefined)
    const { sid, jti } = claimsOf(verified?.payload)
    if (sid === undefined || jti === undefined || seen.has(jti)) return undefined
    if (seen.size >= MOST_REMEMBERED) seen.clear()
    seen.add(jti)
    return sid
  }
}

function claimsOf(payload: JWTPayload | undefined): { sid?: string; jti?: string } {
  const events = payload?.events as Record<string, unknown> | undefined
  if (!payload || !events || typeof events[EVENT] !== 'object' || 'nonce' in payload) return {}
  const { sid, jti } = payload
  return typeof sid === 'string' && typeof jti === 'string' ? { sid, jti } : {}
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) {
    body += String(chunk)
    if (body.length > LONGEST) return ''
  }
  return body
}
