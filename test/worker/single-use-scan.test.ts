/** A code that is scanned takes one answer and lets one page in, however many come at the same moment. */
import { beforeAll, describe, expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import { type MadePerson, must, registerPerson, registerUnit } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { ONE_EACH, ROUNDS_TIMEOUT, winnersOf } from '../support/rounds.ts'
import { usePair } from '../support/use-pair.ts'
import { comeIn, confirmScan, openPage } from '../support/waiting.ts'

const world = usePair({ light: true })
let app: Awaited<ReturnType<typeof anApp>>
let person: MadePerson
beforeAll(async () => {
  app = await anApp(world)
  person = await registerPerson(world)
  await registerUnit(world, undefined, person)
})

describe('fifty at once, round after round', () => {
  it('confirm a sign-in once', { timeout: ROUNDS_TIMEOUT }, async () => {
    const winners = await winnersOf(async () => {
      const page = await openPage(world)
      return async () => (await confirmScan(app, page, person)).status === 200
    })
    expect(winners).toEqual(ONE_EACH)
  })

  it('come in by one confirmation once', { timeout: ROUNDS_TIMEOUT }, async () => {
    const winners = await winnersOf(async () => {
      const page = await openPage(world)
      await must(200, confirmScan(app, page, person))
      return async () => {
        const reply = await comeIn({ ...page, visitor: new Visitor(world.hall.origin) })
        return reply.headers.get('location') === '/center'
      }
    })
    expect(winners).toEqual(ONE_EACH)
  })
})
