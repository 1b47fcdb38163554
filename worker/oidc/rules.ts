/** What the provider decides, without I/O: authorization requests, embedding, claims. */
import type { AuthorizeQuery, AuthorizeReason, EmbedReason } from '../../schema/oidc.ts'
import type { Theme } from '../../schema/theme.ts'
import { fail, ok, type Result } from '../lib/result.ts'

export interface Client {
  id: string
  name: string
  redirectUris: string[]
  /** Origins whose pages may frame the sign-in. */
  origins: string[]
  /** How its frames look. */
  theme: Theme
  scopes: string[]
  grantTypes: string[]
}

export interface AuthorizationRequest {
  redirectUri: string
  mode: 'query' | 'web_message'
  scope: string
  state: string | undefined
  nonce: string | undefined
  codeChallenge: string
  prompt: 'none' | 'login' | undefined
  /** Seconds since the sign-in that the client accepts; undefined for any. */
  maxAge: number | undefined
}

/** An error that goes back to the client (RFC 6749, section 4.1.2.1). */
export interface ClientError {
  error: string
  error_description: string
}

export type Judged =
  | { kind: 'valid'; request: AuthorizationRequest }
  /** Told to the visitor: the link is not the client's, so nothing is sent to where it leads. */
  | { kind: 'refused'; reason: AuthorizeReason }
  /** Told to the client, at its registered address. */
  | {
      kind: 'error'
      redirectUri: string
      mode: 'query' | 'web_message'
      state: string | undefined
      error: ClientError
    }

const CHALLENGE = /^[\w-]{43}$/ // base64url of SHA-256 (RFC 7636, section 4.2)

export function judge(query: AuthorizeQuery, client: Client | undefined): Judged {
  if (!client?.grantTypes.includes('authorization_code')) return { kind: 'refused', reason: 'client_unknown' }
  const redirectUri = query.redirect_uri
  if (!redirectUri || !client.redirectUris.includes(redirectUri))
    return { kind: 'refused', reason: 'redirect_uri_wrong' }
  const framed = query.response_mode === 'web_message'
  if (framed && !client.origins.includes(new URL(redirectUri).origin))
    return { kind: 'refused', reason: 'redirect_uri_wrong' }

  const mode = framed ? 'web_message' : 'query'
  const { state } = query
  const no = (error: string, error_description: string): Judged => ({
    ...{ kind: 'error', redirectUri, mode, state, error: { error, error_description } },
  })
  if (query.request) return no('request_not_supported', 'request objects are not supported')
  if (query.request_uri) return no('request_uri_not_supported', 'request_uri is not supported')
  if (!query.response_type) return no('invalid_request', 'response_type is missing')
  if (query.response_type !== 'code') return no('unsupported_response_type', 'response_type must be code')
  if (query.response_mode && !['query', 'web_message'].includes(query.response_mode))
    return no('invalid_request', 'response_mode must be query or web_message')
  const asked = (query.scope ?? '').split(' ').filter(Boolean)
  if (!asked.includes('openid')) return no('invalid_scope', 'scope must contain openid')
  if (!client.scopes.includes('openid')) return no('invalid_scope', 'this client may not have openid')
  if (query.code_challenge_method !== 'S256' || !CHALLENGE.test(query.code_challenge ?? ''))
    return no('invalid_request', 'PKCE with code_challenge_method S256 is required')
  if (query.prompt && !['none', 'login'].includes(query.prompt))
    return no('invalid_request', 'prompt must be none or login')
  if (query.max_age !== undefined && !/^\d{1,9}$/.test(query.max_age))
    return no('invalid_request', 'max_age must be seconds')

  const request: AuthorizationRequest = {
    redirectUri,
    mode,
    state,
    nonce: query.nonce,
    codeChallenge: query.code_challenge ?? '',
    // Scopes the client may not have are left out, and the token reply says what was granted.
    scope: asked.filter((scope) => client.scopes.includes(scope)).join(' '),
    prompt: query.prompt as 'none' | 'login' | undefined,
    maxAge: query.max_age === undefined ? undefined : Number(query.max_age),
  }
  return { kind: 'valid', request }
}

/** Whether a session that is already open answers the request. Never in a frame: there it would be a trap for clicks. */
export function sessionAnswers(
  request: AuthorizationRequest,
  session: { operatorId: string; signedInAt: number },
  hinted: string | null | undefined,
  now: number,
): boolean {
  if (request.mode === 'web_message' || request.prompt === 'login') return false
  if (hinted !== undefined && hinted !== session.operatorId) return false
  return request.maxAge === undefined || now - session.signedInAt <= request.maxAge * 1000
}

/** The sign-in leads to a redirect URI; what shows itself to somebody signed in leads nowhere. */
export function judgeEmbedding(
  client: Client | undefined,
  origin: string | undefined,
  { redirectUri, widget }: { redirectUri?: string | undefined; widget: string },
): Result<Client, EmbedReason> {
  if (!client) return fail('unknown_client')
  if (!origin || !client.origins.includes(origin)) return fail('unregistered_origin')
  if (widget !== 'login') return ok(client)
  const registered = redirectUri !== undefined && client.redirectUris.includes(redirectUri)
  return registered && new URL(redirectUri).origin === origin ? ok(client) : fail('wrong_redirect_uri')
}

/** How sure we are, by the way the person came in (OpenID Connect Core, `acr`). */
export const acrOf = (way: string) => `urn:unit-hall:acr:${way}`

/** The scope of a refreshed token: all that was granted, or the part that is asked for; undefined for more. */
export function narrowed(asked: string | null, granted: string): string | undefined {
  if (asked === null) return granted
  const wanted = asked.split(' ').filter(Boolean)
  const had = granted.split(' ')
  return wanted.length > 0 && wanted.every((scope) => had.includes(scope)) ? wanted.join(' ') : undefined
}

/** Told at least this often before the hall gives up: the last try comes about a day after the first. */
export const MOST_TRIES = 12

/** How long until the next try to tell a client of a logout: a minute, then twice as long each time, six hours at most. */
export const pauseAfter = (tries: number) => Math.min(60_000 * 2 ** (tries - 1), 6 * 60 * 60_000)

/** Whether we send anything there: over TLS, or to this very machine from a hall without TLS, which is one in development. */
export function mayBeTold(uri: string, ownOrigin: string): boolean {
  const { protocol, hostname } = URL.canParse(uri) ? new URL(uri) : { protocol: '', hostname: '' }
  if (protocol === 'https:') return true
  return (
    ownOrigin.startsWith('http:') && protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname)
  )
}

/** Requests after which portals hear at once that sessions ended; of all others within the minute. */
const ENDING =
  /^(POST \/(logout|recovery\/.*|center\/sessions\/.*|oidc\/logout.*|embed\/account\/sign-out)|GET \/oidc\/logout|(POST|DELETE) \/api\/v1\/(session|sessions\/.+|recover.*|app\/passwords)|DELETE \/api\/v1\/sessions)$/

export const mayEndSessions = (method: string, path: string) => ENDING.test(`${method} ${path}`)
