/** A person as the government app vouches for them: signed, for us, for this scan, once, within a minute. */
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import * as v from 'valibot'
import { type AppReason, AssertedPerson } from '../../schema/app.ts'
import type { Bindings } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { rememberAssertion } from '../oidc/store.ts'

// The phone's answer follows the scan at once; the tolerance is for clocks.
const LIFETIME_SECONDS = 60
const TOLERANCE_SECONDS = 5

const Claims = v.object({
  jti: v.pipe(v.string(), v.minLength(8), v.maxLength(128)),
  exp: v.number(),
  scan: v.string(),
  amr: v.array(v.string()),
  person: AssertedPerson,
})

export interface Asserted {
  person: v.InferOutput<typeof AssertedPerson>
  amr: string[]
}

export async function readAssertion(
  env: Bindings,
  now: number,
  client: { id: string; jwks: JSONWebKeySet | null },
  scan: string,
  assertion: string,
): Promise<Result<Asserted, AppReason>> {
  const verified = await jwtVerify(assertion, createLocalJWKSet(client.jwks ?? { keys: [] }), {
    issuer: client.id,
    audience: env.ORIGIN,
    algorithms: ['ES256'],
    maxTokenAge: LIFETIME_SECONDS,
    clockTolerance: TOLERANCE_SECONDS,
    currentDate: new Date(now),
  }).catch(() => undefined)
  const claims = v.safeParse(Claims, verified?.payload)
  if (!claims.success || claims.output.scan !== scan) return fail('assertion_invalid')
  const { jti, exp, person, amr } = claims.output
  const first = await attempt(env.DB, [rememberAssertion(env.DB, `person:${client.id}`, jti, exp * 1000)])
  return first.ok ? ok({ person, amr }) : fail('assertion_invalid')
}
