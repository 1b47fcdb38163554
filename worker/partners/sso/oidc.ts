import { errors, jwtVerify } from 'jose'
import * as v from 'valibot'
import { base64url, randomBytes, sameText, text, utf8 } from '../../lib/bytes.ts'
import { ok, type Result } from '../../lib/result.ts'
import { call, fault, type Line } from '../call.ts'
import { base64, readJson } from '../crypto.ts'
import { type PartnerFault, safeCode } from '../fault.ts'
import { Claims, outcomeOf, UserInfo } from './claims.ts'
import { type KeySet, provider } from './metadata.ts'
import type { ProvincialSignIn } from './port.ts'

export type OidcConfig = { issuer: string; clientId: string; scope: string; signInPage?: string | undefined }
export type OidcKeys = { clientSecret: string }

/** Signatures by a key pair alone: a shared secret could sign in the provider's name on our side, too. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256']
/** How far the provider's clock may be from ours, in seconds. */
const CLOCK_DRIFT_S = 60

const Kept = v.pipe(v.string(), v.parseJson(), v.object({ nonce: v.string(), verifier: v.string() }))
const Tokens = v.looseObject({ access_token: v.string(), token_type: v.string(), id_token: v.string() })
const Refusal = v.looseObject({ error: v.string() })
const random = () => base64url(randomBytes(32))

/** The province's OpenID provider: authorization code with PKCE, state and nonce; the ID token verified. */
export function oidc(config: OidcConfig, keys: OidcKeys, line: Line): ProvincialSignIn {
  if (keys.clientSecret === '') throw new Error('PARTNER_SECRETS: sso.clientSecret is missing')
  const { issuer, clientId } = config
  const about = provider(issuer, line)
  const secret = [clientId, keys.clientSecret].map(encodeURIComponent).join(':')

  async function exchange(address: string, form: Record<string, string>) {
    return call<v.InferOutput<typeof Tokens>>(line, {
      attempts: 1, // a code is good for one exchange
      request: async () =>
        new Request(address, {
          method: 'POST',
          headers: {
            accept: 'application/json',
            authorization: `Basic ${base64(utf8(secret))}`,
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: new URLSearchParams(form).toString(),
        }),
      async read({ status, bytes }) {
        const body = readJson(text(bytes))
        const refusal = v.safeParse(Refusal, body)
        if (status !== 200 && refusal.success) return fault('sso', 'refused', safeCode(refusal.output.error))
        const tokens = v.safeParse(Tokens, body)
        return status === 200 && tokens.success && tokens.output.token_type.toLowerCase() === 'bearer'
          ? ok(tokens.output)
          : fault('sso', 'nonsense', `tokens, status ${status}`)
      },
    })
  }

  /** The ID token's claims, if it is the provider's, for us, of now and of this very visit. */
  async function verified(
    token: string,
    nonce: string,
    renew = false,
  ): Promise<Result<Claims, PartnerFault>> {
    const found = await about.keys(renew)
    if (!found.ok) return found
    try {
      const claims = await read(token, found.value)
      return sameText(claims.nonce, nonce) ? ok(claims) : fault('sso', 'bad_signature', 'another nonce')
    } catch (cause) {
      if (!renew && cause instanceof errors.JWKSNoMatchingKey) return verified(token, nonce, true)
      return fault('sso', 'bad_signature', cause instanceof errors.JOSEError ? cause.code : 'id token')
    }
  }

  async function read(token: string, known: KeySet): Promise<Claims> {
    const { payload } = await jwtVerify(token, known, {
      ...{ issuer, audience: clientId, algorithms: ALGORITHMS, clockTolerance: CLOCK_DRIFT_S },
      ...{ requiredClaims: ['sub', 'exp', 'iat', 'nonce'], currentDate: new Date(line.now()) },
    })
    const { aud, azp } = payload
    // OpenID Connect Core 3.1.3.7: a token for several must have been made for us.
    if (azp === undefined ? Array.isArray(aud) && aud.length > 1 : azp !== clientId)
      throw new errors.JWTClaimValidationFailed('azp', payload)
    return v.parse(Claims, payload)
  }

  const userinfo = (address: string, token: string) =>
    call<UserInfo>(line, {
      attempts: 2,
      request: async () => new Request(address, { headers: { authorization: `Bearer ${token}` } }),
      async read({ status, bytes }) {
        if (status === 401 || status === 403) return fault('sso', 'refused', `userinfo ${status}`)
        const body = v.safeParse(UserInfo, readJson(text(bytes)))
        return status === 200 && body.success
          ? ok(body.output)
          : fault('sso', 'nonsense', `userinfo, status ${status}`)
      },
    })

  return {
    issuer,
    origin: new URL(config.signInPage ?? issuer).origin,
    async begin({ state, returnUrl }) {
      const metadata = await about.metadata()
      if (!metadata.ok) return metadata
      const [nonce, verifier] = [random(), random()]
      const digest = await crypto.subtle.digest('SHA-256', utf8(verifier))
      const url = new URL(metadata.value.authorization_endpoint)
      const parameters = {
        ...{ response_type: 'code', client_id: clientId, redirect_uri: returnUrl, scope: config.scope },
        ...{ state, nonce, code_challenge: base64url(new Uint8Array(digest)), code_challenge_method: 'S256' },
      }
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
      return ok({ url: url.href, kept: JSON.stringify({ nonce, verifier }) })
    },

    async finish({ kept, returnUrl, answer }) {
      const metadata = await about.metadata()
      if (!metadata.ok) return metadata
      // RFC 9207: an answer that names another issuer was begun with that one, whatever else it holds.
      const mustName = metadata.value.authorization_response_iss_parameter_supported
      if (answer.iss === undefined ? mustName : answer.iss !== issuer)
        return fault('sso', 'bad_signature', 'answer of another issuer')
      if (answer.error === 'access_denied') return ok({ kind: 'cancelled' })
      if (answer.error !== undefined) return fault('sso', 'refused', safeCode(answer.error))
      const own = v.safeParse(Kept, kept)
      if (!answer.code || !own.success) return fault('sso', 'nonsense', 'answer without a code')

      const tokens = await exchange(metadata.value.token_endpoint, {
        ...{ grant_type: 'authorization_code', code: answer.code, redirect_uri: returnUrl },
        ...{ code_verifier: own.output.verifier },
      })
      if (!tokens.ok) return tokens
      const claims = await verified(tokens.value.id_token, own.output.nonce)
      if (!claims.ok) return claims
      const info = await userinfo(metadata.value.userinfo_endpoint, tokens.value.access_token)
      if (!info.ok) return info
      if (info.value.sub !== claims.value.sub) return fault('sso', 'bad_signature', 'userinfo of another')
      return outcomeOf(info.value, claims.value)
    },
  }
}
