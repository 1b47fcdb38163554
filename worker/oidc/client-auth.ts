/** Which client calls: `client_secret_basic` (RFC 6749, 2.3.1) or `private_key_jwt` (RFC 7523). */
import { decodeJwt } from 'jose'
import { fromBase64, sha256, text } from '../lib/bytes.ts'
import type { Bindings } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { sameHash } from '../lib/ids.ts'
import { signedClaims } from '../lib/signed-claims.ts'
import type { StoredClient } from './client-store.ts'
import { rememberAssertion } from './store.ts'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const ALGORITHMS = ['ES256', 'PS256', 'RS256', 'EdDSA']
/** An assertion is made for one call; minutes cover clocks, not storage. */
const MAX_LIFETIME_SECONDS = 5 * 60
const TOLERANCE_SECONDS = 30

/** Which client a request says it is from, and whether it proves it once that client is known. */
export interface Claim {
  clientId: string
  proves(client: StoredClient): Promise<boolean>
}

/** What the request claims; undefined where it names no client, or proves itself in more than one way. */
export function claimOf(
  env: Bindings,
  now: number,
  authorization: string | undefined,
  form: URLSearchParams,
  path: string,
): Claim | undefined {
  const assertion = form.get('client_assertion')
  // More than one way at once is forbidden (RFC 6749, section 2.3).
  if (authorization && (assertion || form.has('client_secret'))) return undefined
  if (authorization) return bySecret(authorization, form.get('client_id'))
  if (assertion && form.get('client_assertion_type') === ASSERTION_TYPE)
    return byAssertion(env, now, assertion, form.get('client_id'), path)
  return undefined
}

function bySecret(authorization: string, named: string | null): Claim | undefined {
  const [, encoded] = /^Basic ([\w+/=-]+)$/i.exec(authorization) ?? []
  const [clientId, secret = ''] = credentials(encoded ?? '')
  if (!clientId) return undefined
  const proves = async ({ id, authMethod, secretHash }: StoredClient) => {
    if (!secretHash || authMethod !== 'client_secret_basic' || (named !== null && named !== id)) return false
    return sameHash(await sha256(secret), secretHash)
  }
  return { clientId, proves }
}

/** Both halves are form-encoded before they are joined, which many clients forget only for characters that need none. */
function credentials(encoded: string): string[] {
  try {
    const decoded = text(fromBase64(encoded))
    const colon = decoded.indexOf(':')
    if (colon < 0) return []
    return [decoded.slice(0, colon), decoded.slice(colon + 1)].map((part) =>
      decodeURIComponent(part.replaceAll('+', ' ')),
    )
  } catch {
    return []
  }
}

function byAssertion(
  env: Bindings,
  now: number,
  assertion: string,
  named: string | null,
  path: string,
): Claim | undefined {
  const clientId = claimedIssuer(assertion)
  if (!clientId) return undefined
  const proves = async ({ id, authMethod, jwks }: StoredClient) => {
    if (!jwks || authMethod !== 'private_key_jwt' || (named !== null && named !== id)) return false
    const claims = await signedClaims(assertion, jwks, {
      // Clients name the issuer, the token endpoint or the one that they call (RFC 9126, section 2).
      audience: [env.ORIGIN, `${env.ORIGIN}/oidc/token`, env.ORIGIN + path],
      ...{ issuer: id, subject: id },
      algorithms: ALGORITHMS,
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'jti'],
    })
    const { exp = 0, jti } = claims ?? {}
    const longest = now / 1000 + MAX_LIFETIME_SECONDS + TOLERANCE_SECONDS
    if (typeof jti !== 'string' || !jti || jti.length > 128 || exp > longest) return false
    const keepUntil = (exp + TOLERANCE_SECONDS) * 1000
    return (await attempt(env.DB, [rememberAssertion(env.DB, `client:${id}`, jti, keepUntil)])).ok
  }
  return { clientId, proves }
}

/** Not verified yet, and so of any type, whatever the library's types say. */
function claimedIssuer(assertion: string): string | undefined {
  try {
    const iss: unknown = decodeJwt(assertion).iss
    return typeof iss === 'string' ? iss : undefined
  } catch {
    return undefined
  }
}
