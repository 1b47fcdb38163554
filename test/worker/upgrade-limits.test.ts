import { expect, it } from 'vitest'
import { flood, tally, Visitor } from '../support/client.ts'
import { summaryIn } from '../support/html.ts'
import { anOldAccount, checkAccount, credentials, startUpgrade } from '../support/upgrade.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true, roomyLimits: false })

it('one address gets three hundred goes a minute, whatever the accounts, and another address is not held up', async () => {
  const account = await anOldAccount(world)
  const visitor = await startUpgrade(world, account)
  const counts = tally(await Promise.all(flood(visitor, 320, '/api/v1/upgrades', { hall: 'fund' })))
  expect(Object.keys(counts).sort()).toEqual(['201', 'upgrade_too_often'])
  expect(counts['201']).toBeLessThan(301)
  expect(await checkAccount(visitor, account)).toMatchObject({
    ...{ status: 429, json: { reason: 'upgrade_too_often' } },
  })
  const page = await visitor.submit('/upgrade/account', credentials(account))
  expect([page.status, summaryIn(page.text)]).toEqual([429, expect.stringContaining('请过一分钟再试')])
  const other = await startUpgrade(world, account, new Visitor(world.hall.origin))
  expect((await checkAccount(other, account)).status).toBe(200)
})
