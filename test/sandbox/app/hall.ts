/** The government app's backend as a client of the hall's app API. */
import { importJWK, SignJWT } from 'jose'
import * as v from 'valibot'
import type { Bindings } from '../env.ts'
import { type Fault, takeFault } from '../faults.ts'

/** The app's own assertions live this long, in seconds. */
const ASSERTION_SECONDS = 60
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export type Person = { name: string; documentType: string; documentNumber: string }
export const ACTS = ['confirm', 'cancelled', 'failed'] as const
export type Act = (typeof ACTS)[number]

/** The hall's answer, whatever it is; `body` is parsed JSON or the text. */
export type HallReply = { status: number; body: unknown }

const Discovery = v.object({ issuer: v.string(), token_endpoint: v.string() })
const Token = v.object({ access_token: v.string() })
export const Scan = v.object({
  purpose: v.picklist(['face', 'sign_in']),
  title: v.string(),
  site: v.string(),
  unitName: v.optional(v.string()),
  account: v.optional(v.picklist(['unit', 'person'])),
  /** The one unit that it may be confirmed for. */
  unitNumber: v.optional(v.string()),
  /** Its legal representative confirms, by their face. */
  representativeOnly: v.optional(v.boolean()),
  portalName: v.optional(v.string()),
  device: v.string(),
  place: v.string(),
  expiresAt: v.unknown(),
})

export const secondsNow = () => Math.floor(Date.now() / 1000)

/** A JWT of the app for the hall. */
export async function signed(env: Bindings, issuer: string, claims: Record<string, unknown>, fault?: Fault) {
  const jwk = JSON.parse(env.APP_PRIVATE_JWK)
  const broken = fault?.name === 'bad_signature'
  const other = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = broken
    ? (await crypto.subtle.generateKey(other, false, ['sign', 'verify'])).privateKey
    : await importJWK(jwk, 'ES256')
  const now = secondsNow() - (fault?.name === 'late' ? 2 * ASSERTION_SECONDS : 0)
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: jwk.kid })
    .setIssuer(env.APP_CLIENT_ID)
    .setAudience(issuer)
    .setJti(crypto.randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + ASSERTION_SECONDS)
    .sign(key)
}

/** A bearer token by client credentials and private_key_jwt (RFC 7523), and the issuer it came from. */
export async function token(env: Bindings): Promise<{ issuer: string; bearer: string }> {
  const discovery = await fetch(`${env.HALL}/.well-known/openid-configuration`)
  const { issuer, token_endpoint } = v.parse(Discovery, await discovery.json())
  const answer = await fetch(token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'app',
      client_id: env.APP_CLIENT_ID,
      client_assertion_type: JWT_BEARER,
      client_assertion: await signed(env, issuer, { sub: env.APP_CLIENT_ID }),
    }),
  })
  if (!answer.ok) throw new Error(`token refused: ${answer.status} ${await answer.text()}`)
  return { issuer, bearer: v.parse(Token, await answer.json()).access_token }
}

export async function read(response: Response): Promise<HallReply> {
  const text = await response.text()
  try {
    return { status: response.status, body: JSON.parse(text) }
  } catch {
    return { status: response.status, body: text }
  }
}

const Units = v.object({
  units: v.array(v.object({ name: v.string(), unitNumber: v.string(), role: v.string() })),
})
export type MyUnit = v.InferOutput<typeof Units>['units'][number]

const address = (env: Bindings, code: string) => `${env.HALL}/api/v1/app/scans/${encodeURIComponent(code)}`

/** The units that a person may sign in for; none where the hall knows none, or does not know the person. */
export async function unitsOf(env: Bindings, person: Person): Promise<MyUnit[]> {
  const { issuer, bearer } = await token(env)
  const personAssertion = await signed(env, issuer, { act: 'list_units', person, amr: PROVED.sign_in })
  const reply = await fetch(`${env.HALL}/api/v1/app/my-units`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ personAssertion }),
  })
  const units = v.safeParse(Units, await reply.json())
  return units.success ? units.output.units : []
}

/** What the person proved to the app (RFC 8176): the app's own key on their phone, or their face. */
const PROVED = { face: ['face'], sign_in: ['swk'], sign_in_by_face: ['swk', 'face'] }

/** Asks the hall what a scanned code is about. */
export async function resolve(env: Bindings, code: string): Promise<HallReply> {
  const { bearer } = await token(env)
  return read(await fetch(address(env, code), { headers: { authorization: `Bearer ${bearer}` } }))
}

export interface Decision {
  purpose: keyof typeof PROVED
  person: Person
  act: Act
  /** Which unit is signed in for. */
  unitNumber?: string | undefined
}

/**
 * Confirms or refuses a scanned code for a person. Faults of partner `app`: `bad_signature` signs the person
 * with another key, `late` with an assertion that has run out, `nonsense` sends none, `twice` sends the same
 * one again and returns the second answer.
 */
export async function decide(
  env: Bindings,
  code: string,
  { purpose, person, act, unitNumber }: Decision,
): Promise<HallReply> {
  const fault = await takeFault(env.DB, 'app')
  const { issuer, bearer } = await token(env)
  const amr = act === 'confirm' ? PROVED[purpose] : []
  const claims = { scan: code, person, amr, ...(amr.includes('face') && { auth_time: secondsNow() }) }
  const personAssertion = fault?.name === 'nonsense' ? 'nonsense' : await signed(env, issuer, claims, fault)
  const post = async () =>
    read(
      await fetch(`${address(env, code)}/${act === 'confirm' ? 'confirm' : 'refuse'}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify(
          act === 'confirm' ? { personAssertion, unitNumber } : { personAssertion, reason: act },
        ),
      }),
    )
  const first = await post()
  return fault?.name === 'twice' ? post() : first
}
