/** Persons who sign in by themselves, for tests. */
import { aPerson, type MadePerson, must, type Outside, registerPerson } from './builders.ts'
import { Visitor } from './client.ts'

export const PERSON_COOKIE = '__Host-hall-person'
export const personTokenOf = (visitor: Visitor) => visitor.cookies.get(PERSON_COOKIE) ?? ''
export const personSessionOf = (visitor: Visitor) => personTokenOf(visitor).split('.')[0] ?? ''

/** Signs a visitor in as a person. */
export async function signInPerson(
  world: Outside,
  { documentNumber, password }: MadePerson,
  visitor = new Visitor(world.hall.origin),
) {
  await must(201, visitor.post('/api/v1/person/sessions', { person: documentNumber, password }))
  return visitor
}

/** Every call of the personal API, each in its ways to succeed and to be refused. */
export async function walkPerson(world: Outside, visitor: Visitor): Promise<void> {
  const api = '/api/v1/person'
  const strangers = async () => {
    for (const path of ['', '/session', '/sessions', '/grants/face']) await visitor.get(api + path)
    for (const path of ['/session', '/sessions', '/sessions/x']) await visitor.delete(api + path)
    await visitor.post(`${api}/session/renew`)
    await setHousehold(visitor, '11')
  }
  await strangers()
  const person = await registerPerson(world, aPerson())
  const typed = { person: person.mobile, password: 'Wrong#2026' }
  await visitor.post(`${api}/sessions`, {})
  for (let tries = 0; tries < 6; tries++) await visitor.post(`${api}/sessions`, typed)
  await world.hall.db?.prepare('DELETE FROM sign_in_attempt').run()
  const other = await signInPerson(world, person)
  await signInPerson(world, person, visitor)
  for (const code of ['', '99', '21']) await setHousehold(visitor, code)
  for (const path of ['', '/session', '/sessions', '/grants/face']) await visitor.get(api + path)
  await visitor.post(`${api}/session/renew`)
  for (let tries = 0; tries < 2; tries++) await visitor.delete(`${api}/sessions/${personSessionOf(other)}`)
  await visitor.delete(`${api}/session`)
  await signInPerson(world, person, visitor)
  await visitor.delete(`${api}/sessions`)
}

export const setHousehold = (visitor: Visitor, household: string) =>
  visitor.send<{ reason?: string }>('/api/v1/person/household', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ household }),
  })
