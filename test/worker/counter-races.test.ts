/** What the counter lets happen once happens once, however many try at the same moment. */
import { beforeAll, describe, expect, it } from 'vitest'
import { aPerson, aUnit, registerPerson } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import {
  aClerk,
  activationOf,
  OPENING,
  openAccount,
  openingOf,
  signInClerk,
  submitFile,
} from '../support/counter.ts'
import {
  AT_ONCE,
  DEAR_ROUNDS,
  ONE_EACH,
  ONE_EACH_DEAR,
  ROUNDS_TIMEOUT,
  winnersOf,
} from '../support/rounds.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const newcomer = () => new Visitor(world.hall.origin)
const clerks: Visitor[] = []
beforeAll(async () => {
  for (let i = 0; i < 2; i++) clerks.push(await signInClerk(world, await aClerk(world)))
})
const count = async (sql: string) => (await world.hall.db.prepare(sql).first<{ n: number }>())?.n

describe('fifty at once, round after round', () => {
  it('open one account of a unit, whichever clerk and for whichever person', {
    timeout: ROUNDS_TIMEOUT,
  }, async () => {
    const people = await Promise.all([1, 2].map(() => registerPerson(world, aPerson())))
    const winners = await winnersOf(
      async () => {
        const unit = aUnit()
        let turn = 0
        return async () => {
          const [clerk, person] = [clerks[turn % 2], people[(turn >> 1) % 2]]
          turn += 1
          if (!clerk || !person) return false
          const { status } = await submitFile(clerk, OPENING, openingOf(person, unit))
          expect([303, 409]).toContain(status)
          return status === 303
        }
      },
      AT_ONCE,
      DEAR_ROUNDS,
    )
    expect(winners).toEqual(ONE_EACH_DEAR)
    // Of those that came second nothing is left: one operator, one opening, one file for each unit.
    const kept = await count('SELECT count(*) AS n FROM counter_opening')
    expect(await count('SELECT count(*) AS n FROM operator')).toBe(kept)
    expect(await count('SELECT count(*) AS n FROM unit')).toBe(kept)
    const { objects } = await world.hall.files.list({ prefix: 'letters/' })
    expect(objects.length).toBe(kept)
  })

  it('set one first password with one code', { timeout: ROUNDS_TIMEOUT }, async () => {
    const [clerk] = clerks
    if (!clerk) throw new Error('a clerk is there')
    const person = await registerPerson(world, aPerson())
    const winners = await winnersOf(async () => {
      const { unit } = await openAccount(world, clerk, {}, person)
      const body = await activationOf(world, person, unit)
      return async () => (await newcomer().submit('/activate', body)).status === 303
    })
    expect(winners).toEqual(ONE_EACH)
  })
})
