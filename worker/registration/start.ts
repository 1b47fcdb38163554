/** Step one: who registers, and whether they may. */

import { samePersonName } from '../../schema/fields/person-name.ts'
import type { RegistrationReason, StartPerson, StartUnit } from '../../schema/registration.ts'
import { type Subject, subjectOf } from '../challenges/face.ts'
import { beginFlow } from '../flows/acts.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { type PartnerFault, partners } from '../partners/index.ts'
import { findPerson } from '../people/store.ts'
import { unitExists } from '../units/store.ts'
import type { Typed } from './current.ts'

type Started = Result<{ token: string }, RegistrationReason | PartnerFault>

const IDENTITY_CARD = '01'

/** A person: not registered yet, and name and number belong together by the population register. */
export async function startPerson(
  env: Bindings,
  origin: Origin,
  now: number,
  input: StartPerson,
): Promise<Started> {
  if (!(await withinLimit(env, origin))) return fail('registration_too_often')
  const { name, documentType, documentNumber } = input
  if (await registered(env, input)) return fail('person_registered')
  if (documentType === IDENTITY_CARD) {
    const answer = await partners(env).population.check({ name, documentNumber })
    if (!answer.ok) return answer
    if (answer.value === 'no_match') return fail('identity_mismatch')
  }
  return begin(env, origin, now, 'register_person', { name, documentType, documentNumber })
}

/** A unit: not registered yet, by a legal representative who is a registered person of this very name. */
export async function startUnit(
  env: Bindings,
  origin: Origin,
  now: number,
  input: StartUnit,
): Promise<Started> {
  if (!(await withinLimit(env, origin))) return fail('registration_too_often')
  const { creditCode, unitName, name, documentType, documentNumber } = input
  if (await unitExists(env.DB, creditCode)) return fail('unit_registered')
  const person = await registered(env, input)
  if (!person) return fail('person_unknown')
  const { open } = await sealer(env.SEALING_KEYS)
  if (!samePersonName(await open(person.name_sealed, 'person.name'), name)) return fail('name_mismatch')
  return begin(env, origin, now, 'register_unit', {
    creditCode,
    unitName,
    name,
    documentType,
    documentNumber,
  })
}

async function registered(env: Bindings, subject: Subject) {
  const { indexes } = await sealer(env.SEALING_KEYS)
  return findPerson(env.DB, await indexes(subjectOf(subject), 'person.document'))
}

async function begin(
  env: Bindings,
  origin: Origin,
  now: number,
  kind: 'register_person' | 'register_unit',
  data: Typed,
): Promise<Started> {
  return ok({ token: (await beginFlow(env, origin, now, { kind, step: 'face', data })).token })
}

const withinLimit = async (env: Bindings, origin: Origin) =>
  (await env.LIMIT_ADDRESS.limit({ key: `register:${origin.network}` })).success
