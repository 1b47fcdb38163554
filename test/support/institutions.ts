/** Institutions for tests: registered by a clerk, opened by their unit, signed in by their number. */
import { aPerson, type MadePerson, must, registerPerson } from './builders.ts'
import { Visitor } from './client.ts'
import { aClerk, type CounterWorld, signInClerk } from './counter.ts'
import type { Member } from './unit-people.ts'
import { restMobiles } from './upgrade.ts'

export const LIST = '/center/institutions'
export const COUNTER = '/counter/institutions'

let made = 0
export const anInstitution = (creditCode: string, own: Record<string, string> = {}) => ({
  ...{ creditCode, institutionName: `云锦职业培训学校${++made}`, type: 'training', level: 'city', ...own },
})

export interface MadeInstitution {
  id: string
  number: string
  name: string
}

/** Registered by a clerk. */
export async function registerInstitution(
  world: CounterWorld,
  { unit }: Pick<Member, 'unit'>,
  clerk?: Visitor,
): Promise<MadeInstitution> {
  const by = clerk ?? (await signInClerk(world, await aClerk(world)))
  const fields = anInstitution(unit.creditCode)
  await must(303, by.submit(`${COUNTER}/new`, fields))
  const row = await world.hall.db
    .prepare('SELECT id, number, name FROM institution WHERE name = ?')
    .bind(fields.institutionName)
    .first<MadeInstitution>()
  if (!row) throw new Error('it was registered')
  return row
}

export const administratorOf = ({ name, documentType, documentNumber, mobile }: MadePerson) => ({
  ...{ name, documentType, documentNumber, mobile },
})

/** Registered, and opened for a new person. */
export async function openInstitution(world: CounterWorld, who: Member) {
  const institution = await registerInstitution(world, who)
  const person = await registerPerson(world, aPerson())
  await restMobiles(world)
  await must(303, who.visitor.submit(`${LIST}/open?id=${institution.id}`, administratorOf(person)))
  return { institution, person }
}

export const initialOf = ({ documentNumber }: MadePerson) => `Js${documentNumber.slice(-6)}`

/** The form of the unit's sign-in, with an institution's number. */
export const enter = (
  world: { hall: { origin: string } },
  unit: string,
  person: string,
  password: string,
  visitor = new Visitor(world.hall.origin),
) => visitor.submit('/login', { unit, person, password })

/** Signed in, with a password of the administrator's own. */
export async function signInInstitution(world: CounterWorld, who: Member) {
  const { institution, person } = await openInstitution(world, who)
  const visitor = new Visitor(world.hall.origin)
  await must(303, enter(world, institution.number, person.documentNumber, initialOf(person), visitor))
  const { password } = person
  const typed = { oldPassword: initialOf(person), password, passwordRepeat: password }
  await must(303, visitor.submit('/institution/password', typed))
  return { institution, person, visitor }
}

/** Every answer of the institutions' API: to nobody, and to one that is signed in. */
export async function walkInstitutions(world: CounterWorld, who: Member, visitor: Visitor): Promise<void> {
  await visitor.post('/api/v1/institution/session/renew')
  const own = await signInInstitution(world, who)
  for (const [name, value] of own.visitor.cookies) visitor.cookies.set(name, value)
  await visitor.post('/api/v1/institution/session/renew')
}
