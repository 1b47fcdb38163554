/** Who does something in the app itself: vouched for, for this act on this unit, with a face that was just verified. */
import type { JSONWebKeySet } from 'jose'
import type { AppAct } from '../../schema/app.ts'
import type { AppProofReason } from '../../schema/app-acts.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { PersonRow } from '../people/store.ts'
import { type Asserted, readAssertion } from './assertion.ts'
import { registered } from './person.ts'

export interface Caller {
  env: Bindings
  now: number
  client: { id: string; jwks: JSONWebKeySet | null }
}

export interface Proved {
  row: PersonRow
  asserted: Asserted['person']
}

/** The registered person behind an assertion, which is used up by being read. */
export async function provedPerson(
  { env, now, client }: Caller,
  agreed: { act: AppAct; unit: string },
  assertion: string,
): Promise<Result<Proved, AppProofReason>> {
  const asserted = await readAssertion(env, now, client, agreed, assertion)
  if (!asserted.ok) return fail('app_assertion_wrong')
  const { person, amr } = asserted.value
  if (!amr.includes('face')) return fail('app_face_needed')
  const found = await registered(env, person)
  if (!found.ok) return fail('app_person_unknown')
  // Each try costs hashes; the app's backend is one address for everybody, so the person is counted.
  const within = await env.LIMIT_ACCOUNT.limit({ key: `app-act:${found.value.id}` })
  return within.success ? ok({ row: found.value, asserted: person }) : fail('app_too_often')
}

/** The request comes from the app's backend: what the unit reads of it is that it was the app. */
export const inApp = (origin: Origin): Origin => ({
  address: origin.address,
  network: origin.network,
  device: '江苏智慧人社手机应用',
  place: origin.place,
})
