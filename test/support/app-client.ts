/** The government app's backend as a test holds it: its keys, its bearer token, and the persons it vouches for. */
import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { identityOf, type MadePerson } from './builders.ts'
import { type Reply, Visitor } from './client.ts'
import { addClient } from './clients.ts'
import type { Pair } from './pair.ts'

/** Well before the hall's ten minutes. */
const RENEW_MS = 5 * 60_000
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

const seconds = () => Math.floor(Date.now() / 1000)

export interface Vouched {
  person: MadePerson
  /** The scanned code, or what is done in the app itself. */
  scan?: string
  act?: string
  /** Claims over those that the app sends. */
  claims?: Record<string, unknown>
  /** The age of the assertion, in seconds. */
  age?: number
}

/** `issuer`: what the hall calls itself, where that is not the address it is asked at. */
export async function anApp(
  { hall }: { hall: Pick<Pair['hall'], 'origin' | 'db'> },
  scopes = ['app'],
  issuer = hall.origin,
) {
  const id = `app-${randomUUID()}`
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' }] })
  await addClient(hall.db, { id, name: '测试应用', jwks, scopes, grantTypes: ['client_credentials'] })

  const signed = (claims: Record<string, unknown>, age = 0) => {
    const now = seconds() - age
    const all = { iss: id, aud: issuer, jti: randomUUID(), iat: now, exp: now + 60, ...claims }
    return new SignJWT(all).setProtectedHeader({ alg: 'ES256', kid: 'k' }).sign(privateKey)
  }

  /** Its proof at the token endpoint, made so many seconds ago. */
  const assertion = async (age = 0) => ({
    ...{ client_assertion_type: JWT_BEARER, client_assertion: await signed({ sub: id }, age) },
  })

  /** A bearer token by client credentials. */
  async function token(scope = 'app'): Promise<string> {
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope, ...(await assertion()) })
    const reply = await fetch(`${hall.origin}/oidc/token`, { method: 'POST', body })
    return ((await reply.json()) as { access_token: string }).access_token
  }

  let bearer = { value: await token(scopes[0]), from: Date.now() }
  /** The token while it is young, else a new one: a long run outlives it. */
  const currentBearer = async () => {
    if (Date.now() - bearer.from > RENEW_MS) bearer = { value: await token(scopes[0]), from: Date.now() }
    return bearer.value
  }
  const visitor = new Visitor(hall.origin)

  /** Calls the app API; `path` begins after `/api/v1/app/`. */
  async function ask<T = Answer>(path: string, body?: object, by = visitor): Promise<Reply<T>> {
    const headers = { authorization: `Bearer ${await currentBearer()}`, 'content-type': 'application/json' }
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {}
    return by.send<T>(`/api/v1/app/${path}`, { headers, ...init })
  }

  return {
    assertion,
    token,
    /** The person, asserted for one scan or one act. */
    vouch: ({ person, scan, act, claims, age }: Vouched) =>
      signed({ scan, act, person: identityOf(person), amr: ['face'], auth_time: seconds(), ...claims }, age),
    ask,
    /** Calls the app API on a scan; `path` begins after `/api/v1/app/scans/`. */
    call: <T = Answer>(path: string, body?: object, by = visitor) => ask<T>(`scans/${path}`, body, by),
  }
}

interface Answer {
  reason?: string
  status?: string
}
