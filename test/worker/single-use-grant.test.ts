/** A grant makes one operator, however many confirmations of it come at the same moment, in the hall or in the app. */
import { describe, expect, it } from 'vitest'
import { must, registerPerson, sandbox } from '../support/builders.ts'
import { aUnitWithNotice, type Granting, offer, settle } from '../support/operators.ts'
import { signInPerson } from '../support/people.ts'
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
const GRANTS = '/person/grants'
const NEW = { password: 'Plum#2026first', passwordRepeat: 'Plum#2026first' }

/** Grants to a new person each time, and by a new unit where the last one has its ten handlers. */
function granting() {
  let unit: Granting | undefined
  let granted = 0
  return async () => {
    if (!unit || granted++ % 10 === 0) unit = await aUnitWithNotice(world)
    const person = await registerPerson(world)
    await must(303, offer(unit.visitor, person))
    return { unit, person }
  }
}

/** Signed in as themselves, at the password that their face led to. */
async function atPassword(person: Awaited<ReturnType<typeof registerPerson>>) {
  const visitor = await signInPerson(world, person)
  const [, page = ''] = /href="(\/person\/grants\/\w+)"/.exec((await visitor.get(GRANTS)).text) ?? []
  await must(303, visitor.submit(page, { face: 'alipay' }))
  await sandbox(world).face(person.documentNumber, 'passed')
  await world.hall.db.prepare('UPDATE face_check SET asked_at = 0').run()
  expect((await visitor.get(page)).headers.get('location')).toBe(`${page}/password`)
  return { visitor, path: `${page}/password` }
}

describe('fifty at once, round after round', () => {
  it('confirm a grant once in the hall', { timeout: ROUNDS_TIMEOUT }, async () => {
    const grant = granting()
    const winners = await winnersOf(
      async () => {
        const { visitor, path } = await atPassword((await grant()).person)
        return async () =>
          (await visitor.submit(path, NEW)).headers.get('location') === `${GRANTS}?saved=confirmed`
      },
      AT_ONCE,
      DEAR_ROUNDS,
    )
    expect(winners).toEqual(ONE_EACH_DEAR)
  })

  it('confirm a grant once in the app', { timeout: ROUNDS_TIMEOUT }, async () => {
    const grant = granting()
    const winners = await winnersOf(async () => {
      const { unit, person } = await grant()
      return async () => (await settle(unit.app, 'confirm', unit.unitNumber, person)).status === 200
    })
    expect(winners).toEqual(ONE_EACH)
  })
})
