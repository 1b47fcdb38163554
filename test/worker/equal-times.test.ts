/** Who exists is told by no time: each way to fail hashes a password, at what a hash costs where the hall is deployed. */
import { argon2Sync, randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { COST } from '../../worker/lib/password-cost.ts'
import { aPerson, aUnit, registerUnit } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, fieldsOf } from '../support/counter.ts'
import { mediansOf, ratioOf } from '../support/timing.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair()
const password = 'Wrong#2026'
const newcomer = () => new Visitor(world.hall.origin)
const between = () => world.hall.db.prepare('DELETE FROM sign_in_attempt').run()

let account: Awaited<ReturnType<typeof registerUnit>>
beforeAll(async () => {
  account = await registerUnit(world)
})

/** The work of one hash, outside the hall: OpenSSL is quicker at it than what the Worker has. */
async function hash(): Promise<void> {
  const { memorySize: memory, ...others } = COST
  argon2Sync('argon2id', { message: password, nonce: randomBytes(16), memory, ...others })
}

/**
 * The times lie together, and all of them above that of a hash, taken in turn with them so that a busy machine is as
 * busy for it.
 */
async function expectEqual(ways: (() => Promise<unknown>)[], within: number): Promise<void> {
  const [hashed = 0, ...medians] = await mediansOf([hash, ...ways], (way) => way(), {
    settled: ([, ...times]) => ratioOf(times) < within,
    between,
  })
  expect(Math.min(...medians)).toBeGreaterThan(hashed)
  expect(ratioOf(medians)).toBeLessThan(within)
}

it('a unit, a person of it or a password', async () => {
  const typed = { unit: account.unit.creditCode, person: account.person.documentNumber, password }
  const tries = [{ unit: aUnit().creditCode }, { person: aPerson().documentNumber }, {}]
  const ways = tries.map((own) => () => newcomer().post('/api/v1/sessions', { ...typed, ...own }))
  await expectEqual(ways, 1.3)
})

it('a person, by document number or mobile', async () => {
  const unknown = aPerson()
  const names = [unknown.documentNumber, unknown.mobile, account.person.documentNumber]
  const ways = names.map((person) => () => newcomer().post('/api/v1/person/sessions', { person, password }))
  await expectEqual(ways, 1.4)
})

it('a clerk', async () => {
  const clerk = await aClerk(world)
  const tries = [{}, { loginName: `nobody-${Math.random()}` }]
  const ways = tries.map(
    (own) => () => newcomer().submit('/counter/login', { ...fieldsOf(clerk), password, ...own }),
  )
  await expectEqual(ways, 1.4)
})
