/** A sign-in that a page waits for, confirmed in the app by the person who signs in. */
import type { AppReason } from '../../schema/app.ts'
import { actsNow } from '../grants/rules.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { type ActsForRow, unitsOf } from '../people/store.ts'
import { confirmWaiting } from '../waiting/acts.ts'
import type { WaitingRow } from '../waiting/store.ts'
import type { Asserted } from './assertion.ts'
import { registered } from './person.ts'

/** The units that the person may sign in for, now. */
export async function unitsFor(
  env: Bindings,
  now: number,
  asserted: Asserted,
): Promise<Result<ActsForRow[], AppReason>> {
  const person = await registered(env, asserted.person)
  return person.ok ? ok(await actingFor(env, now, person.value.id)) : person
}

const actingFor = async (env: Bindings, now: number, personId: string) =>
  (await unitsOf(env.DB, personId)).filter((row) => actsNow(row, now))

/** `unitNumber` may be left out by whoever acts for one unit only. */
export async function confirmSignIn(
  env: Bindings,
  origin: Origin,
  now: number,
  { id, account }: WaitingRow,
  asserted: Asserted,
  unitNumber: string | undefined,
): Promise<Result<'confirmed', AppReason>> {
  // A session says by what it was proved.
  if (asserted.amr.length === 0) return fail('assertion_invalid')
  const person = await registered(env, asserted.person)
  if (!person.ok) return person
  const who =
    account === 'person'
      ? ok({ personId: person.value.id })
      : chosen(await actingFor(env, now, person.value.id), unitNumber)
  if (!who.ok) return who
  const done = await confirmWaiting(env, origin, now, id, who.value, asserted.amr)
  return done ? ok('confirmed') : fail('scan_settled')
}

function chosen(
  units: ActsForRow[],
  unitNumber: string | undefined,
): Result<{ unitId: string; operatorId: string }, AppReason> {
  const [first, ...more] = units
  if (!first) return fail('app_no_unit')
  if (unitNumber === undefined && more.length > 0) return fail('app_choose_unit')
  const unit = unitNumber === undefined ? first : units.find((one) => one.unit_number === unitNumber)
  return unit ? ok({ unitId: unit.unit_id, operatorId: unit.operator_id }) : fail('app_other_unit')
}
