/** The token endpoint's grants (RFC 6749): a code, or a client for itself. */
import { SignJWT } from 'jose'
import { maskName } from '../../schema/fields/mask.ts'
import type { TokenReply, UserInfo } from '../../schema/oidc.ts'
import { base64url, sameText, utf8 } from '../lib/bytes.ts'
import type { Bindings } from '../lib/env.ts'
import { newToken, readToken, type Token } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import type { SignedIn } from '../lib/session.ts'
import { loadSession } from '../session/store.ts'
import type { StoredClient } from './client-store.ts'
import { signingKey } from './keys.ts'
import { acrOf, type ClientError } from './rules.ts'
import { takeCode } from './store.ts'
import { insertAccessToken, revokeByCode, type TokenHolder } from './token-store.ts'

/** Long enough to greet somebody, short enough that a lost one is worth little. */
const ACCESS_TOKEN_SECONDS = 10 * 60
const ID_TOKEN_SECONDS = 10 * 60

type Granted = Result<TokenReply, ClientError>

const no = (error: string, error_description: string) => fail({ error, error_description })

export function grant(
  env: Bindings,
  now: number,
  client: StoredClient,
  form: URLSearchParams,
): Promise<Granted> {
  const type = form.get('grant_type')
  if (!type) return Promise.resolve(no('invalid_request', 'grant_type is missing'))
  const known = type === 'authorization_code' || type === 'client_credentials'
  if (!known) return Promise.resolve(no('unsupported_grant_type', 'grant_type is not supported'))
  if (!client.grantTypes.includes(type))
    return Promise.resolve(no('unauthorized_client', 'this client may not use this grant_type'))
  return type === 'authorization_code' ? byCode(env, now, client, form) : forItself(env, now, client, form)
}

async function byCode(
  env: Bindings,
  now: number,
  client: StoredClient,
  form: URLSearchParams,
): Promise<Granted> {
  const given = form.get('code')
  if (!given) return no('invalid_request', 'code is missing')
  const presented = await readToken(given)
  const spent = no('invalid_grant', 'the code is unknown, expired or used')
  if (!presented) return spent
  const { id, secretHash } = presented
  const code = await takeCode(env.DB, id, secretHash, client.id, now)
  if (!code) {
    await revokeByCode(env.DB, id, secretHash, now).run()
    return spent
  }
  if (form.get('redirect_uri') !== code.redirect_uri)
    return no('invalid_grant', 'redirect_uri is not the one the code was issued for')
  if (!(await proves(form.get('code_verifier') ?? '', code.code_challenge)))
    return no('invalid_grant', 'code_verifier does not match the code_challenge')
  const session = await loadSession(env.DB, code.session_id, now)
  if (!session) return no('invalid_grant', 'the session has ended')

  const access = await newToken(now)
  const id_token = await idToken(env, now, client.id, session, code.nonce, access.token)
  const from = { sessionId: session.sessionId, codeId: code.id }
  // Kept last of all: a replay is what arrives after this moment, which is to be that of the answer.
  return ok({ ...(await keep(env, client.id, code.scope, access, from)), id_token })
}

async function forItself(
  env: Bindings,
  now: number,
  client: StoredClient,
  form: URLSearchParams,
): Promise<Granted> {
  const asked = (form.get('scope') ?? client.scopes.join(' ')).split(' ').filter(Boolean)
  if (asked.length === 0 || asked.some((scope) => !client.scopes.includes(scope)))
    return no('invalid_scope', 'this client may not have the scope asked for')
  const from = { sessionId: null, codeId: null }
  return ok(await keep(env, client.id, asked.join(' '), await newToken(now), from))
}

/** RFC 7636, section 4.6. */
async function proves(verifier: string, challenge: string): Promise<boolean> {
  if (!/^[\w.~-]{43,128}$/.test(verifier)) return false
  const digest = await crypto.subtle.digest('SHA-256', utf8(verifier))
  return sameText(base64url(new Uint8Array(digest)), challenge)
}

async function keep(
  env: Bindings,
  clientId: string,
  scope: string,
  { id, token, secretHash }: Token,
  from: { sessionId: string | null; codeId: string | null },
): Promise<TokenReply> {
  const now = Date.now()
  const expiresAt = now + ACCESS_TOKEN_SECONDS * 1000
  await insertAccessToken(env.DB, { id, secretHash, clientId, scope, now, expiresAt, ...from }).run()
  return { access_token: token, token_type: 'Bearer', expires_in: ACCESS_TOKEN_SECONDS, scope }
}

/** What a portal learns of the unit and of who acts for it. */
export async function userInfo(env: Bindings, session: TokenHolder): Promise<UserInfo> {
  const { open } = await sealer(env.SEALING_KEYS)
  const { creditCode, name, unitNumber, region } = session.unit
  return {
    sub: session.operatorId,
    unit: { credit_code: creditCode, name, unit_number: unitNumber, region },
    operator: {
      role: session.role,
      scope: [],
      name: maskName(await open(session.nameSealed, 'operator.name')),
    },
  }
}

async function idToken(
  env: Bindings,
  now: number,
  clientId: string,
  session: SignedIn,
  nonce: string | null,
  access: string,
): Promise<string> {
  const { kid, alg, key } = await signingKey(env, now)
  const { sub, ...claims } = await userInfo(env, session)
  const half = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(access))).slice(0, 16)
  const seconds = Math.floor(now / 1000)
  return new SignJWT({
    ...claims,
    ...(nonce !== null && { nonce }),
    amr: session.amr,
    acr: acrOf(session.amr),
    auth_time: Math.floor(session.signedInAt / 1000),
    sid: session.sessionId,
    at_hash: base64url(half),
  })
    .setProtectedHeader({ alg, kid, typ: 'JWT' })
    .setIssuer(env.ORIGIN)
    .setSubject(sub)
    .setAudience(clientId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + ID_TOKEN_SECONDS)
    .sign(key)
}
