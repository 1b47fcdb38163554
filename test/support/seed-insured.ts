/** Employees of the units to look around in, with months behind them, and people to try each refusal on. */
import { identityCheckCharacter } from '../../schema/fields/identity-number.ts'
import { addMonths, monthOf } from '../../schema/fields/month.ts'
import { fileRow } from '../../worker/filings/acts.ts'
import { aPerson, type MadePerson } from './builders.ts'
import {
  aFlexible,
  aKnownPerson,
  anEnrolment,
  aTermination,
  file,
  type KnownPerson,
  noonOf,
  taskOf,
} from './ledger.ts'
import { runMonth } from './ledger-history.ts'
import { day } from './operators.ts'
import { EMPLOYEE } from './seed-words.ts'
import type { World } from './world.ts'

/** Known by the same name and number in every demonstration, so that the readme can say whom to try. */
const fixed = (name: string, first17: string): MadePerson =>
  aPerson({ name, documentNumber: first17 + identityCheckCharacter(first17) })

const TRIED = {
  /** Nothing is in the way. */
  ready: fixed('许可办', '32120219900307101'),
  flexible: fixed('沈灵活', '32120219910412102'),
  benefit: fixed('林待业', '32120219920518103'),
  household: fixed('何无户', '32120219930623104'),
  several: fixed('马双份', '32120219940728105'),
  elsewhere: fixed('朱在岗', '32120219950830106'),
}

/** Months that the employees of the busy unit have behind them. */
const MONTHS = 7
const WAGES = [620_000, 785_050, 940_000, 1_250_000, 2_600_000, 480_000]

/** A day on which filings are taken, in the month that lies so many months back. */
const filingDay = (monthsBack: number) => `${addMonths(monthOf(day()), -monthsBack)}-12`

export async function seedInsured(world: World, busyNumber: string, smallNumber: string): Promise<void> {
  const [busy, small] = [await unitOf(world, busyNumber), await unitOf(world, smallNumber)]
  const made = [aPerson(EMPLOYEE), ...Array.from({ length: 5 }, () => aPerson())]
  const staff = await Promise.all(made.map((person) => aKnownPerson(world, { person })))
  const enrol = (unit: typeof busy, on: string, known: readonly KnownPerson[], wages: readonly number[]) =>
    Promise.all(
      known.map(({ person }, at) => {
        const own = { contractStart: `${monthOf(on)}-01`, wageFen: wages[at] ?? 620_000 }
        return file(world, unit, on, 'enrolment', anEnrolment(person, own))
      }),
    )
  await enrol(busy, filingDay(MONTHS), staff, [495_200, ...WAGES])
  const elsewhere = await aKnownPerson(world, { person: TRIED.elsewhere })
  await enrol(small, filingDay(3), [elsewhere, await aKnownPerson(world), await aKnownPerson(world)], WAGES)
  // The clock's work of the months since: from now on it goes on by itself.
  for (let back = MONTHS; back >= 0; back--) {
    const eighth = noonOf(`${addMonths(monthOf(day()), -back)}-08`)
    if (eighth < Date.now()) await runMonth(world, eighth)
  }
  const [leaver] = staff.slice(-1)
  const stopDay = `${addMonths(monthOf(day()), -1)}-28`
  // Just now: noon of today may lie before us.
  const task = { ...taskOf(world, busy, day()), now: Date.now() }
  if (leaver) await fileRow(task, 'termination', aTermination(leaver.person, { stopDay }))
  await peopleToTry(world)
}

async function peopleToTry(world: World): Promise<void> {
  await aKnownPerson(world, { person: TRIED.ready })
  await aFlexible(world, TRIED.flexible)
  await aKnownPerson(world, { person: TRIED.household, household: false })
  await aKnownPerson(world, { person: TRIED.several, createdAt: noonOf('2011-03-01') })
  await aKnownPerson(world, { person: TRIED.several, copy: 1, createdAt: noonOf('2019-08-20') })
  const { insuredId } = await aKnownPerson(world, { person: TRIED.benefit })
  const months = [1, 0].map((back) => addMonths(monthOf(day()), -back))
  await world.hall.db.batch(
    months.map((month) =>
      world.hall.db.prepare('INSERT INTO benefit_month VALUES (?, ?)').bind(insuredId, month),
    ),
  )
}

async function unitOf(world: World, unitNumber: string): Promise<{ unitId: string; region: string }> {
  const found = await world.hall.db
    .prepare('SELECT id AS unitId, region FROM unit WHERE unit_number = ?')
    .bind(unitNumber)
    .first<{ unitId: string; region: string }>()
  if (!found) throw new Error('the unit was made just before')
  return found
}
