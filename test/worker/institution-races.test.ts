/** What happens to an institution once happens once, however many try at the same moment. */
import { beforeAll, describe, expect, it } from 'vitest'
import { aPerson, type MadePerson, registerPerson } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { errorsIn } from '../support/html.ts'
import {
  administratorOf,
  anInstitution,
  COUNTER,
  enter,
  initialOf,
  LIST,
  openInstitution,
  registerInstitution,
  signInInstitution,
} from '../support/institutions.ts'
import { FEWER, FEWER_ROUNDS, ONE_EACH, ROUNDS_TIMEOUT, winnersOf } from '../support/rounds.ts'
import { anAdministrator, aRepresentative, type Member } from '../support/unit-people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const people: MadePerson[] = []
let clerk: Visitor
let who: Member
let colleague: Member
beforeAll(async () => {
  clerk = await signInClerk(world, await aClerk(world))
  who = await aRepresentative(world)
  colleague = await anAdministrator(world, who)
  for (let i = 0; i < 2; i++) people.push(await registerPerson(world, aPerson()))
})

/** Both who may, for both who could be it, in turn. */
function takingTurns(path: string, saved: string) {
  let turn = 0
  return async () => {
    const visitor = turn % 2 === 0 ? who.visitor : colleague.visitor
    const person = people[(turn >> 1) % 2]
    turn += 1
    if (!person) return false
    const { status, headers } = await visitor.submit(path, administratorOf(person))
    expect([303, 409]).toContain(status)
    return headers.get('location') === `${LIST}?saved=${saved}`
  }
}

describe('fifty at once, round after round', () => {
  it('register one institution of a name', { timeout: ROUNDS_TIMEOUT }, async () => {
    const prepare = async () => {
      const fields = anInstitution(who.unit.creditCode)
      return async () => (await clerk.submit(`${COUNTER}/new`, fields)).status === 303
    }
    expect(await winnersOf(prepare)).toEqual(ONE_EACH)
  })

  it('open an institution once', { timeout: ROUNDS_TIMEOUT }, async () => {
    const winners = await winnersOf(
      async () => {
        const { id } = await registerInstitution(world, who, clerk)
        return takingTurns(`${LIST}/open?id=${id}`, 'open')
      },
      FEWER,
      FEWER_ROUNDS,
    )
    expect(winners).toEqual({ 1: FEWER_ROUNDS })
  })

  // Of eighty at once the last comes first now and then.
  it('guess the old password no more often than the lock allows', { retry: 2 }, async () => {
    const { person, visitor } = await signInInstitution(world, who)
    const right = person.password
    const guesses = [...Array.from({ length: 79 }, (_, n) => `Wrong#${2000 + n}`), right]
    const replies = await Promise.all(
      guesses.map((oldPassword) =>
        visitor.submit('/institution/password', { oldPassword, password: right, passwordRepeat: right }),
      ),
    )
    const [wrong, locked] = [422, 423].map((status) => replies.filter((reply) => reply.status === status))
    expect(wrong?.map(({ text }) => Object.keys(errorsIn(text)))).toEqual(Array(4).fill(['oldPassword']))
    expect(locked).toHaveLength(76)
  })

  it('set one password in the place of the initial one', { timeout: ROUNDS_TIMEOUT }, async () => {
    const { institution, person } = await openInstitution(world, who)
    const winners = await winnersOf(
      async () => {
        await who.visitor.submit(`${LIST}/reset`, { id: institution.id })
        const visitor = new Visitor(world.hall.origin)
        await enter(world, institution.number, person.mobile, initialOf(person), visitor)
        const cookie = `__Host-hall-institution=${visitor.cookies.get('__Host-hall-institution')}`
        let made = 0
        return async () => {
          const password = `Fresh#${Date.now() % 1_000_000}${made++ % 10}x`
          const fields = { oldPassword: initialOf(person), password, passwordRepeat: password }
          const reply = await new Visitor(world.hall.origin).send('/institution/password', {
            method: 'POST',
            headers: { cookie, 'sec-fetch-site': 'same-origin' },
            body: new URLSearchParams(fields),
          })
          return reply.headers.get('location') === '/institution?saved=password'
        }
      },
      FEWER,
      FEWER_ROUNDS,
    )
    expect(winners).toEqual({ 1: FEWER_ROUNDS })
  })
})
