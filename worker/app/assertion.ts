/** A person as the government app vouches for them: signed, for us, for this one thing, once, within a minute. */
import type { JSONWebKeySet } from 'jose'
import * as v from 'valibot'
import { type AppAct, type AppReason, AssertedPerson } from '../../schema/app.ts'
import { registeredMethods } from '../lib/amr.ts'
import type { Bindings } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { signedClaims } from '../lib/signed-claims.ts'
import { rememberAssertion } from '../oidc/store.ts'
import { freshOf } from './rules.ts'

// The phone's answer follows the scan at once; the tolerance is for clocks.
const LIFETIME_SECONDS = 60
const TOLERANCE_SECONDS = 5

const Claims = v.object({
  jti: v.pipe(v.string(), v.minLength(8), v.maxLength(128)),
  iat: v.number(),
  exp: v.number(),
  scan: v.optional(v.string()),
  act: v.optional(v.string()),
  unit: v.optional(v.string()),
  auth_time: v.optional(v.number()),
  amr: v.array(v.string()),
  person: AssertedPerson,
})

/** What the person agreed to: the code that was scanned, or something done in the app itself. */
export type Agreed = { scan: string } | { act: AppAct; unit?: string }

export interface Asserted {
  person: v.InferOutput<typeof AssertedPerson>
  /** What was proved to the app, by RFC 8176; `face` only where that was just now. */
  amr: string[]
}

export async function readAssertion(
  env: Bindings,
  now: number,
  client: { id: string; jwks: JSONWebKeySet | null },
  agreed: Agreed,
  assertion: string,
): Promise<Result<Asserted, AppReason>> {
  const signed = await signedClaims(assertion, client.jwks ?? { keys: [] }, {
    issuer: client.id,
    audience: [env.ORIGIN],
    algorithms: ['ES256'],
    maxTokenAge: LIFETIME_SECONDS,
    clockTolerance: TOLERANCE_SECONDS,
    currentDate: new Date(now),
  })
  const claims = v.safeParse(Claims, signed)
  if (!claims.success || !isFor(claims.output, agreed)) return fail('assertion_invalid')
  const { jti, iat, exp, person, amr, auth_time: authTime } = claims.output
  // The library bounds how old it is. Its id is kept until it ends, and so not for longer than a minute.
  if (exp - iat > LIFETIME_SECONDS) return fail('assertion_invalid')
  const first = await attempt(env.DB, [rememberAssertion(env.DB, `person:${client.id}`, jti, exp * 1000)])
  return first.ok
    ? ok({ person, amr: freshOf(registeredMethods(amr), authTime, now) })
    : fail('assertion_invalid')
}

/** An assertion is for a code or for an act on a unit, never for both and never for another one. */
const isFor = ({ scan, act, unit }: v.InferOutput<typeof Claims>, agreed: Agreed) =>
  'scan' in agreed
    ? scan === agreed.scan && act === undefined
    : act === agreed.act && unit === agreed.unit && scan === undefined
