import { describe, expect, it } from 'vitest'
import { registerPerson } from '../support/builders.ts'
import { flood, tally } from '../support/client.ts'
import { ONE_EACH, ROUNDS_TIMEOUT, winnersOf } from '../support/rounds.ts'
import {
  administratorFor,
  anOldAccount,
  firstUnit,
  restMobiles,
  setAdministrator,
  startAdministrator,
} from '../support/upgrade.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const ADMINISTRATOR = '/api/v1/upgrades/current/administrator'

const unitsOf = async (creditCode: string) =>
  world.hall.db
    .prepare(
      `SELECT (SELECT count(*) FROM unit WHERE credit_code = ?1) AS units,
              (SELECT count(*) FROM operator o JOIN unit u ON u.id = o.unit_id WHERE u.credit_code = ?1) AS operators,
              (SELECT count(*) FROM audit a JOIN unit u ON u.id = a.unit_id
               WHERE u.credit_code = ?1 AND a.act = 'upgrade') AS told`,
    )
    .bind(creditCode)
    .first()

describe('one old account, upgraded many times at once', () => {
  it('from one browser becomes one unit', { timeout: ROUNDS_TIMEOUT }, async () => {
    const person = await registerPerson(world)
    const winners = await winnersOf(async () => {
      const visitor = await startAdministrator(world, await anOldAccount(world))
      await restMobiles(world)
      const body = await administratorFor(world, visitor, person)
      return async () => (await setAdministrator(visitor, body)).status === 201
    })
    expect(winners).toEqual(ONE_EACH)
  })

  it('from ten browsers becomes one unit, and the others are told why', async () => {
    const account = await anOldAccount(world)
    const ready = []
    for (let i = 0; i < 10; i++) {
      const visitor = await startAdministrator(world, account)
      const person = await registerPerson(world)
      await restMobiles(world)
      ready.push({ visitor, body: await administratorFor(world, visitor, person) })
    }
    const answers = await Promise.all(
      ready.flatMap(({ visitor, body }) => flood(visitor, 5, ADMINISTRATOR, body)),
    )
    const counts = tally(answers)
    expect(counts['201']).toBe(1)
    expect(['201', 'unit_upgraded', 'sms_code_used', 'sms_code_spent', 'flow_wrong_step']).toEqual(
      expect.arrayContaining(Object.keys(counts)),
    )
    expect(await unitsOf(firstUnit(account).creditCode)).toEqual({ units: 1, operators: 2, told: 1 })
  })
})
