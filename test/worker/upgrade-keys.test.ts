import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { aPerson, registerPerson } from '../support/builders.ts'
import {
  anOldAccount,
  anOldUnit,
  checkAccount,
  firstUnit,
  startUpgrade,
  upgradeUnit,
} from '../support/upgrade.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })

const keysOf = async () =>
  (
    await world.hall.db
      .prepare(
        `SELECT DISTINCT key_id || substr(account_index, 1, 3) || substr(account_sealed, 1, 3)
                  || coalesce(substr(representative_index, 1, 3), '') AS keys FROM legacy_upgrade`,
      )
      .all<{ keys: string }>()
  ).results.map(({ keys }) => keys)

/** The same old account with another credit code: only what was kept of the account can tell. */
async function triesAgain({ account }: Awaited<ReturnType<typeof upgradeUnit>>) {
  const { creditCode } = anOldUnit()
  const again = await anOldAccount(world, { ...account, units: [{ ...firstUnit(account), creditCode }] })
  return (await checkAccount(await startUpgrade(world, again), again)).json.reason
}

const actsFor = async (creditCode: string) =>
  world.hall.db
    .prepare('SELECT count(*) AS n FROM acts_for a JOIN unit u ON u.id = a.unit_id WHERE u.credit_code = ?')
    .bind(creditCode)
    .first<{ n: number }>()

it('an upgrade is known, and its representative found, before, while and after a sealing key is replaced', async () => {
  const person = aPerson()
  const { name, documentNumber } = person
  const upgraded = await upgradeUnit(world, { units: [anOldUnit({ name, documentNumber })] })
  expect(await keysOf()).toEqual(['k1k1.k1.k1.'])

  const { keys } = JSON.parse(world.secrets.SEALING_KEYS) as { keys: Record<string, string> }
  const k2 = randomBytes(32).toString('base64')
  const ring = (all: Record<string, string>) => ({
    SEALING_KEYS: JSON.stringify({ current: 'k2', keys: all }),
  })
  await world.hall.reload(ring({ ...keys, k2 }))
  expect(await triesAgain(upgraded)).toBe('unit_upgraded')
  await world.hall.tick()
  await expect.poll(keysOf).toEqual(['k2k2.k2.k2.'])
  await world.hall.reload(ring({ k2 }))
  expect(await triesAgain(upgraded)).toBe('unit_upgraded')

  const { creditCode } = firstUnit(upgraded.account)
  expect(await actsFor(creditCode)).toEqual({ n: 1 })
  await registerPerson(world, person)
  expect(await actsFor(creditCode)).toEqual({ n: 2 })
})
