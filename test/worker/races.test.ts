import { describe, expect, it } from 'vitest'
import {
  accountFor,
  aPerson,
  aUnit,
  readFace,
  registerPerson,
  sandbox,
  startAccount,
  startPerson,
  startUnit,
} from '../support/builders.ts'
import { flood, type Reply, tally, type Visitor } from '../support/client.ts'
import { registrationOf, stepOf } from '../support/registration.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true, alone: true })
const CURRENT = '/api/v1/registrations/current'

type Answer = Reply<{ reason?: string }>

const count = async (sql: string, ...values: unknown[]) =>
  (
    await world.hall.db
      .prepare(`SELECT count(*) AS n FROM ${sql}`)
      .bind(...values)
      .first<{ n: number }>()
  )?.n

const onlyOf = (counts: Record<string, number>, reasons: string[]) =>
  expect(reasons).toEqual(expect.arrayContaining(Object.keys(counts)))

describe('registrations at the same moment', () => {
  it.each([1, 2])('make one unit of fifty requests for one credit code (round %i)', async () => {
    const persons = [await registerPerson(world), await registerPerson(world)]
    const unit = aUnit()
    const ready = await Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        const person = { ...(persons[i % 2] ?? aPerson()), mobile: aPerson().mobile }
        const visitor = await startUnit(world, unit, person)
        await passOwnFace(visitor)
        return { visitor, body: await accountFor(world, visitor, person) }
      }),
    )
    const answers = await Promise.all(
      ready.flatMap(({ visitor, body }) => flood(visitor, 5, `${CURRENT}/account`, body)),
    )
    const counts = tally(answers)
    expect(counts['201']).toBe(1)
    onlyOf(counts, ['201', 'unit_registered', 'sms_code_used', 'flow_wrong_step'])
    expect(await count('unit WHERE credit_code = ?', unit.creditCode)).toBe(1)
    const inUnit = 'unit_id = (SELECT id FROM unit WHERE credit_code = ?)'
    expect(await count(`operator WHERE ${inUnit}`, unit.creditCode)).toBe(1)
    expect(await count(`audit WHERE act = 'register_unit' AND ${inUnit}`, unit.creditCode)).toBe(1)
    const steps = await Promise.all(ready.map(({ visitor }) => stepOf(visitor)))
    expect(steps.filter((step) => step === 'done')).toHaveLength(1)
  })

  it('use one code once, of twenty tries', async () => {
    const person = aPerson()
    const visitor = await startAccount(world, person)
    const body = await accountFor(world, visitor, person)
    const counts = tally(await Promise.all(flood(visitor, 20, `${CURRENT}/account`, body)))
    expect(counts['201']).toBe(1)
    onlyOf(counts, ['201', 'sms_code_used', 'sms_code_spent', 'flow_wrong_step'])
    const used = 'sms_code WHERE owner = ? AND used_at IS NOT NULL'
    expect(await count(used, registrationOf(visitor))).toBe(1)
  })

  it('register one person once, from two browsers', async () => {
    const person = aPerson()
    const mobiles = [person.mobile, aPerson().mobile]
    const before = await count('person')
    const answers = await together(mobiles.map((mobile) => ({ ...person, mobile })))
    expect(tally(answers)).toEqual({ '201': 1, person_registered: 1 })
    expect(await count('person')).toBe((before ?? 0) + 1)
  })

  it('give one mobile to one of two persons', async () => {
    const { mobile } = aPerson()
    const answers = await together([aPerson({ mobile }), aPerson({ mobile })])
    expect(tally(answers)).toEqual({ '201': 1, mobile_taken: 1 })
  })

  it('send one code to a number, of ten asked for', async () => {
    const person = aPerson()
    const visitor = await startAccount(world, person)
    const { mobile } = person
    expect(tally(await Promise.all(flood(visitor, 10, `${CURRENT}/sms`, { mobile })))).toEqual({
      ...{ '202': 1, sms_too_often: 9 },
    })
  })
})

/** Registers these persons from browsers of their own, the last step at the same moment. */
async function together(persons: ReturnType<typeof aPerson>[]): Promise<Answer[]> {
  const ready = []
  for (const person of persons) {
    const visitor = await startPerson(world, person)
    await passOwnFace(visitor)
    await world.hall.db.prepare('UPDATE sms_code SET created_at = created_at - 61000').run()
    await sandbox(world).post('sms/age', { seconds: 61 })
    ready.push({ visitor, body: await accountFor(world, visitor, person) })
  }
  return Promise.all(
    ready.map(({ visitor, body }) => visitor.post<{ reason?: string }>(`${CURRENT}/account`, body)),
  )
}

/** Settles the visitor's own check, where several of one person wait at once. */
async function passOwnFace(visitor: Visitor) {
  await visitor.post(`${CURRENT}/face`, { method: 'alipay' })
  const owner = registrationOf(visitor)
  const check = await world.hall.db
    .prepare('SELECT ticket FROM face_check WHERE owner = ?')
    .bind(owner)
    .first<{ ticket: string }>()
  await sandbox(world).post(`alipay/${check?.ticket}`, { outcome: 'passed' })
  expect(await readFace(world, visitor)).toMatchObject({ status: 'passed' })
}

describe('a face check', () => {
  it('is settled once, however many pages hear the answer at once', async () => {
    const person = aPerson()
    const visitor = await startPerson(world, person)
    await visitor.post(`${CURRENT}/face`, { method: 'alipay' })
    await sandbox(world).face(person.documentNumber, 'passed')
    await sandbox(world).post('faults', { partner: 'alipay', fault: 'late', times: 6, delayMs: 400 })
    const asking = []
    for (let i = 0; i < 6; i++) {
      await world.hall.db.prepare('UPDATE face_check SET asked_at = 0').run()
      asking.push(visitor.get<{ status: string }>(`${CURRENT}/face`))
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    const answers = await Promise.all(asking)
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
    expect(answers.filter(({ json }) => json.status === 'passed').length).toBeGreaterThanOrEqual(1)
    expect(await stepOf(visitor)).toBe('account')
  })

  it('asks Alipay once where twelve pages wait', async () => {
    const person = aPerson()
    const visitor = await startPerson(world, person)
    await visitor.post(`${CURRENT}/face`, { method: 'alipay' })
    await world.hall.db.prepare('UPDATE face_check SET asked_at = 0').run()
    const calls = async () => (await sandbox(world).get<{ alipay: number }>('calls')).alipay
    const before = await calls()
    await Promise.all(Array.from({ length: 12 }, () => visitor.get(`${CURRENT}/face`)))
    expect((await calls()) - before).toBe(1)
  })

  it('is opened five times at the most, of twelve asked for at once', async () => {
    const visitor = await startPerson(world, aPerson())
    const counts = tally(await Promise.all(flood(visitor, 12, `${CURRENT}/face`, { method: 'alipay' })))
    expect(counts).toEqual({ '201': 5, face_flow_spent: 7 })
  })
})
