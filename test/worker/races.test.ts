import { describe, expect, it } from 'vitest'
import {
  accountFor,
  aPerson,
  aUnit,
  passFace,
  readFace,
  registerPerson,
  registerUnit,
  sandbox,
  startAccount,
  startPerson,
  startUnit,
} from '../support/builders.ts'
import { type Reply, Visitor } from '../support/client.ts'
import { registrationOf, stepOf } from '../support/registration.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair()
const CURRENT = '/api/v1/registrations/current'

type Answer = Reply<{ reason?: string }>

/** How often each answer was given: `201`, or the reason of a refusal. */
function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, json } of answers) {
    const key = json?.reason ?? String(status)
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

const count = async (sql: string, ...values: unknown[]) =>
  (
    await world.hall.db
      .prepare(`SELECT count(*) AS n FROM ${sql}`)
      .bind(...values)
      .first<{ n: number }>()
  )?.n

/** Sends the same body many times at once. */
const flood = (times: number, visitor: Visitor, path: string, body: object) =>
  Array.from({ length: times }, () => visitor.post<{ reason?: string }>(path, body))

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
        await passFaceAlone(visitor, person)
        return { visitor, body: await accountFor(world, visitor, person) }
      }),
    )
    const answers = await Promise.all(
      ready.flatMap(({ visitor, body }) => flood(5, visitor, `${CURRENT}/account`, body)),
    )
    const counts = tally(answers)
    expect(counts['201']).toBe(1)
    onlyOf(counts, ['201', 'unit_registered', 'sms_code_used', 'registration_wrong_step'])
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
    const counts = tally(await Promise.all(flood(20, visitor, `${CURRENT}/account`, body)))
    expect(counts['201']).toBe(1)
    onlyOf(counts, ['201', 'sms_code_used', 'sms_code_spent', 'registration_wrong_step'])
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
    expect(tally(await Promise.all(flood(10, visitor, `${CURRENT}/sms`, { mobile })))).toEqual({
      ...{ '202': 1, sms_too_often: 9 },
    })
  })
})

/** Registers these persons from browsers of their own, the last step at the same moment. */
async function together(persons: ReturnType<typeof aPerson>[]): Promise<Answer[]> {
  const ready = []
  for (const person of persons) {
    const visitor = await startPerson(world, person)
    await passFaceAlone(visitor, person)
    await world.hall.db.prepare('UPDATE sms_code SET created_at = created_at - 61000').run()
    await sandbox(world).post('sms/age', { seconds: 61 })
    ready.push({ visitor, body: await accountFor(world, visitor, person) })
  }
  return Promise.all(
    ready.map(({ visitor, body }) => visitor.post<{ reason?: string }>(`${CURRENT}/account`, body)),
  )
}

/** Settles the visitor's own check, where several of one person wait at once. */
async function passFaceAlone(visitor: Visitor, person: ReturnType<typeof aPerson>) {
  await visitor.post(`${CURRENT}/face`, { method: 'alipay' })
  const owner = registrationOf(visitor)
  const check = await world.hall.db
    .prepare('SELECT ticket FROM face_check WHERE owner = ?')
    .bind(owner)
    .first<{ ticket: string }>()
  await sandbox(world).post(`alipay/${check?.ticket}`, { outcome: 'passed' })
  while ((await readFace(world, visitor)).status !== 'passed') await passFace(world, visitor, person)
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
    const counts = tally(await Promise.all(flood(12, visitor, `${CURRENT}/face`, { method: 'alipay' })))
    expect(counts).toEqual({ '201': 5, face_too_often: 7 })
  })
})

describe('passwords tried at the same moment', () => {
  it('count five failures of fifty, lock the account, and let the right one in no more', async () => {
    const { unit, person } = await registerUnit(world)
    const body = { unit: unit.creditCode, person: person.documentNumber, password: 'Wrong#2026' }
    const visitor = new Visitor(world.hall.origin)
    const counts = tally(await Promise.all(flood(50, visitor, '/api/v1/sessions', body)))
    expect(counts.sign_in_wrong).toBe(4)
    expect(counts.sign_in_locked).toBe(46)
    const right = flood(5, visitor, '/api/v1/sessions', { ...body, password: person.password })
    expect(tally(await Promise.all(right))).toEqual({ sign_in_locked: 5 })
  })

  it('never open a session for an account that is locked by then', async () => {
    const { unit, person } = await registerUnit(world)
    const body = { unit: unit.creditCode, person: person.documentNumber, password: 'Wrong#2026' }
    const visitor = new Visitor(world.hall.origin)
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => {
        const password = i % 8 === 7 ? person.password : body.password
        return visitor.post<{ reason?: string }>('/api/v1/sessions', { ...body, password })
      }),
    )
    const counts = tally(answers)
    const unitId = '(SELECT id FROM unit WHERE credit_code = ?)'
    expect(await count(`session WHERE unit_id = ${unitId}`, unit.creditCode)).toBe(counts['201'] ?? 0)
    const state = await world.hall.db
      .prepare('SELECT failures, locked_until FROM sign_in_attempt ORDER BY updated_at DESC LIMIT 1')
      .first<{ failures: number; locked_until: number }>()
    expect(state?.failures ?? 0).toBeLessThanOrEqual(5)
    const locked = (state?.locked_until ?? 0) > Date.now()
    const after = await visitor.post('/api/v1/sessions', { ...body, password: person.password })
    expect(after.status).toBe(locked ? 423 : 201)
  })
})
