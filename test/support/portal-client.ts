/** A portal's server without a portal: the parameters it makes, and a visitor who signs in where it sends them. */
import * as openid from 'openid-client'
import { must } from './builders.ts'
import { Visitor } from './client.ts'
import { addClient } from './clients.ts'

export const REDIRECT_URI = 'http://127.0.0.1:8999/callback'
export const SECRET = 'a+secret/with:what%20needs encoding'

export interface SignedUp {
  unit: { creditCode: string }
  person: { documentNumber: string; password: string }
}

export interface Attempt {
  /** Path and query of the authorization request. */
  path: string
  verifier: string
  state: string
  nonce: string
}

/** Registers a portal with `client_secret_basic`; origins as a portal on 127.0.0.1 has them. */
export const addPortal = (db: D1Database, id = 'portal', redirectUri = REDIRECT_URI) =>
  addClient(db, {
    ...{ id, name: '测试门户', secret: SECRET, grantTypes: ['authorization_code'], scopes: ['openid'] },
    ...{ redirectUris: [redirectUri], origins: [new URL(redirectUri).origin] },
  })

export const configure = (issuer: string, id = 'portal') =>
  openid.discovery(new URL(issuer), id, SECRET, openid.ClientSecretBasic(SECRET), {
    execute: [openid.allowInsecureRequests],
  })

export async function begin(
  config: openid.Configuration,
  more: Record<string, string> = {},
): Promise<Attempt> {
  const verifier = openid.randomPKCECodeVerifier()
  const [state, nonce] = [openid.randomState(), openid.randomNonce()]
  const url = openid.buildAuthorizationUrl(config, {
    ...{ redirect_uri: REDIRECT_URI, scope: 'openid', state, nonce },
    ...{ code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    ...more,
  })
  return { path: url.pathname + url.search, verifier, state, nonce }
}

/** Signs in on the page that the request leads to; answers where the hall sends the browser then. */
export async function signInAt(
  origin: string,
  attempt: Attempt,
  who: SignedUp,
  visitor = new Visitor(origin),
) {
  const fields = {
    unit: who.unit.creditCode,
    person: who.person.documentNumber,
    password: who.person.password,
  }
  const { headers } = await must(303, visitor.submit(attempt.path, fields))
  return new URL(headers.get('location') ?? '')
}

export const exchange = (config: openid.Configuration, attempt: Attempt, callback: URL) =>
  openid.authorizationCodeGrant(config, callback, {
    ...{ pkceCodeVerifier: attempt.verifier, expectedState: attempt.state, expectedNonce: attempt.nonce },
    idTokenExpected: true,
  })
