/** Further people of a unit, for tests: opened at the counter, as a real administrator is. */
import {
  aPerson,
  type MadePerson,
  type MadeUnit,
  must,
  registerPerson,
  registerUnit,
  signIn,
} from './builders.ts'
import { Visitor } from './client.ts'
import {
  aClerk,
  activationOf,
  type CounterWorld,
  OPENING,
  openingOf,
  signInClerk,
  submitFile,
} from './counter.ts'
import { restMobiles } from './upgrade.ts'

export interface Member {
  unit: MadeUnit
  unitNumber: string
  person: MadePerson
  visitor: Visitor
}

/** A new unit whose legal representative is signed in. */
export async function aRepresentative(world: CounterWorld): Promise<Member> {
  const made = await registerUnit(world)
  return { ...made, visitor: await signIn(world, made) }
}

/** The administrator of a unit that is there, signed in. */
export async function anAdministrator(world: CounterWorld, of: Omit<Member, 'visitor'>): Promise<Member> {
  const clerk = await signInClerk(world, await aClerk(world))
  const person = await registerPerson(world, aPerson())
  await restMobiles(world)
  await must(303, submitFile(clerk, OPENING, openingOf(person, of.unit)))
  const activation = await activationOf(world, person, of.unit)
  await must(303, new Visitor(world.hall.origin).submit('/activate', activation))
  return { ...of, person, visitor: await signIn(world, { unit: of.unit, person }) }
}

/** A handler of that unit, signed in. */
export async function aHandler(world: CounterWorld, of: Omit<Member, 'visitor'>): Promise<Member> {
  const member = await anAdministrator(world, of)
  await world.hall.db
    .prepare(
      `UPDATE operator SET role = 'handler'
       WHERE role = 'administrator' AND unit_id = (SELECT id FROM unit WHERE credit_code = ?)`,
    )
    .bind(of.unit.creditCode)
    .run()
  return member
}
