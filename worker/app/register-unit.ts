/** Registering a unit in the app: the person whose face was just verified is its legal representative. */
import type { AppUnitReason, RegisterUnitInApp, UnitRegistered } from '../../schema/app-acts.ts'
import { isCommonPassword } from '../../schema/fields/common-passwords.ts'
import { audited } from '../lib/audit.ts'
import type { Origin } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { readPerson } from '../people/store.ts'
import { newUnit } from '../registration/new-unit.ts'
import { unitExists } from '../units/store.ts'
import { type Caller, inApp, provedPerson } from './proved.ts'

export async function registerUnit(
  caller: Caller,
  origin: Origin,
  { personAssertion, creditCode, unitName, password }: RegisterUnitInApp,
): Promise<Result<UnitRegistered, AppUnitReason>> {
  const { env, now } = caller
  const proved = await provedPerson(caller, { act: 'register_unit', unit: creditCode }, personAssertion)
  if (!proved.ok) return proved
  if (await unitExists(env.DB, creditCode)) return fail('unit_registered')
  if (isCommonPassword(password)) return fail('password_common')

  const own = await readPerson(env.DB, proved.value.row.id)
  if (!own) return fail('app_person_unknown')
  // Their own name and mobile as registered: the app does not ask for them again.
  const { open } = await sealer(env.SEALING_KEYS)
  const { documentType, documentNumber } = proved.value.asserted
  const name = await open(own.name_sealed, 'person.name')
  const mobile = await open(own.mobile_sealed, 'person.mobile')
  const typed = { creditCode, unitName, name, documentType, documentNumber }
  const made = await newUnit(env, now, typed, { mobile, password })
  if (!made.ok) return fail('app_person_unknown')

  const done = await attempt<{ unit_number?: string }>(env.DB, [
    ...made.value.statements,
    await audited(env, inApp(origin), now, {
      ...{ ...made.value.entry, act: 'register_unit_app', result: 'done' },
    }),
  ])
  if (!done.ok) return fail('unit_registered')
  const unitNumber = done.value.flatMap(({ results }) => results).find((row) => row.unit_number)?.unit_number
  if (!unitNumber) throw new Error('a unit that was made has a number')
  return ok({ unitName, unitNumber })
}
