/** A sign-in that a page waits for, confirmed in the app by the person who signs in. */
import type { AppReason } from '../../schema/app.ts'
import { whenConfirmed } from '../ca/wait.ts'
import { actsNow } from '../grants/rules.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { type ActsForRow, unitsOf } from '../people/store.ts'
import { confirmWaiting } from '../waiting/acts.ts'
import { judgeConfirmer } from '../waiting/rules.ts'
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

/** `unitNumber` may be left out by whoever acts for one unit only, and where the page has proved which. */
export async function confirmSignIn(
  env: Bindings,
  origin: Origin,
  now: number,
  row: WaitingRow,
  asserted: Asserted,
  unitNumber: string | undefined,
): Promise<Result<'confirmed', AppReason>> {
  // A session says by what it was proved; a face of another day proves nothing.
  if (asserted.amr.length === 0) return fail('app_face_needed')
  const person = await registered(env, asserted.person)
  if (!person.ok) return person
  const who =
    row.account === 'person'
      ? ok({ personId: person.value.id })
      : chosen(await actingFor(env, now, person.value.id), row, asserted.amr, unitNumber)
  if (!who.ok) return who
  const also =
    'unitId' in who.value && row.way === 'ca' ? await whenConfirmed(env, origin, now, row.id, who.value) : []
  const done = await confirmWaiting(env, origin, now, row.id, who.value, asserted.amr, also)
  return done ? ok('confirmed') : fail('scan_settled')
}

/** As whom the person confirms: for the unit that the page has proved, or for the one that they chose. */
function chosen(
  units: ActsForRow[],
  row: WaitingRow,
  amr: string[],
  unitNumber: string | undefined,
): Result<{ unitId: string; operatorId: string }, AppReason> {
  const own = row.only_unit === null ? units : units.filter(({ unit_id }) => unit_id === row.only_unit)
  const [first, ...more] = own
  if (!first) return fail(row.only_unit === null ? 'app_no_unit' : 'app_not_of_key')
  if (unitNumber === undefined && more.length > 0) return fail('app_choose_unit')
  const unit = unitNumber === undefined ? first : own.find((one) => one.unit_number === unitNumber)
  if (!unit) return fail(row.only_unit === null ? 'app_other_unit' : 'app_not_of_key')
  const judged = judgeConfirmer(row, { unitId: unit.unit_id, role: unit.role }, amr)
  return judged.ok ? ok({ unitId: unit.unit_id, operatorId: unit.operator_id }) : judged
}
