/** The token endpoint's grants (RFC 6749): a code, a refresh token, or a client for itself. */
import type { TicketReply } from '../../schema/embed.ts'
import type { TokenReply } from '../../schema/oidc.ts'
import { base64url, sameText, utf8 } from '../lib/bytes.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newToken, readToken, sameHash } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { mustBeOpen, sessionOf } from '../session/store.ts'
import type { ClientCall } from './client-call.ts'
import { noteUse, type StoredClient } from './client-store.ts'
import { idToken } from './id-token.ts'
import { freshTokens, keepTokens, tokenReply } from './issue.ts'
import { signingKey } from './keys.ts'
import { presentedIn } from './presented.ts'
import { byRefreshToken } from './refresh.ts'
import type { ClientError } from './rules.ts'
import { type CodeRow, useCode } from './store.ts'
import { byTokenExchange, TOKEN_EXCHANGE } from './ticket.ts'
import { revokeByCode } from './token-store.ts'

type Granted = Result<TokenReply, ClientError>
type Answered = Result<TokenReply | TicketReply, ClientError>

const no = (error: string, error_description: string) => fail({ error, error_description })

const GRANTS = ['authorization_code', 'refresh_token', 'client_credentials', TOKEN_EXCHANGE]
/** Whoever signs people in may frame what is theirs. */
const neededFor = (type: string) => (type === TOKEN_EXCHANGE ? 'authorization_code' : type)

export function grant(env: Bindings, origin: Origin, now: number, call: ClientCall): Promise<Answered> {
  const { client, form } = call
  const type = form.get('grant_type')
  if (!type) return Promise.resolve(no('invalid_request', 'grant_type is missing'))
  if (!GRANTS.includes(type))
    return Promise.resolve(no('unsupported_grant_type', 'grant_type is not supported'))
  if (!client.grantTypes.includes(neededFor(type)))
    return Promise.resolve(no('unauthorized_client', 'this client may not use this grant_type'))
  if (type === TOKEN_EXCHANGE) return byTokenExchange(env, now, client, form)
  if (type === 'refresh_token') return byRefreshToken(env, origin, now, call)
  return type === 'authorization_code' ? byCode(env, now, call) : forItself(env, now, client, form)
}

async function byCode(env: Bindings, now: number, { client, form, read }: ClientCall): Promise<Granted> {
  const given = form.get('code')
  if (!given) return no('invalid_request', 'code is missing')
  const presented = await readToken(given)
  const spent = no('invalid_grant', 'the code is unknown, expired or used')
  if (!presented) return spent
  const { id, secretHash } = presented
  const comesAgain = async () => {
    await env.DB.batch(revokeByCode(env.DB, id, secretHash, now))
    return spent
  }

  const { found: code, session: behind, keys } = presentedIn<CodeRow>(read)
  const holds = code?.used_at === null && code.expires_at > now && code.client_id === client.id
  if (!holds || !sameHash(code.secret_hash, secretHash)) return comesAgain()
  const take = (at: number) => [useCode(env.DB, id, at), mustChange(env.DB)]
  const session = sessionOf(behind, code.session_id, now)
  const wrong = await whatIsWrong(form, code)
  // The code is spent even so.
  if (wrong || !session)
    return (await attempt(env.DB, take(now))).ok
      ? no('invalid_grant', wrong ?? 'the session has ended')
      : comesAgain()

  const tokens = await freshTokens(now, client)
  const { nonce, scope } = code
  const signing = await signingKey(env, now, keys)
  const id_token = await idToken(env, now, signing, {
    ...{ clientId: client.id, session, nonce, access: tokens.access.token },
  })
  const { sessionId, endsAt } = session
  const family = { sessionId, codeId: id, granted: scope, endsAt }
  // Last of all: a replay is what arrives after this moment, which is to be that of the answer.
  const kept = Date.now()
  const taken = await attempt(env.DB, [
    ...take(kept),
    mustBeOpen(env.DB, sessionId), // the portal has heard by now of one that ended, and would keep its own for ever
    ...keepTokens(env.DB, tokens, { clientId: client.id, scope, now: kept, family }),
  ])
  return taken.ok ? ok(tokenReply(tokens, scope, id_token)) : comesAgain()
}

async function whatIsWrong(form: URLSearchParams, code: CodeRow): Promise<string | undefined> {
  if (form.get('redirect_uri') !== code.redirect_uri)
    return 'redirect_uri is not the one the code was issued for'
  return (await proves(form.get('code_verifier') ?? '', code.code_challenge))
    ? undefined
    : 'code_verifier does not match the code_challenge'
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
  const tokens = { access: await newToken(now) }
  const scope = asked.join(' ')
  await env.DB.batch([
    ...keepTokens(env.DB, tokens, { clientId: client.id, scope, now: Date.now(), family: null }),
    ...(client.unitId === null ? [] : [noteUse(env.DB, client.id, now)]),
  ])
  return ok(tokenReply(tokens, scope))
}

/** RFC 7636, section 4.6. */
async function proves(verifier: string, challenge: string): Promise<boolean> {
  if (!/^[\w.~-]{43,128}$/.test(verifier)) return false
  const digest = await crypto.subtle.digest('SHA-256', utf8(verifier))
  return sameText(base64url(new Uint8Array(digest)), challenge)
}
