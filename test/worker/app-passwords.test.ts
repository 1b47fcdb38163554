import { beforeAll, describe, expect, it } from 'vitest'
import { actsOf, aHandler, faced } from '../support/app-acts.ts'
import { anApp, type Vouched } from '../support/app-client.ts'
import { aPerson, registerPerson, registerUnit, signIn } from '../support/builders.ts'
import { tally, Visitor } from '../support/client.ts'
import { FEWER, ONE_EACH, ROUNDS_TIMEOUT, winnersOf } from '../support/rounds.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let app: Awaited<ReturnType<typeof anApp>>
let acts: ReturnType<typeof actsOf>
beforeAll(async () => {
  app = await anApp(world)
  acts = actsOf(app)
})

let made = 0
const newPassword = () => `Plum#2026b${made++}`

const enter = async (unit: string, person: string, password: string) => {
  const { status, json } = await new Visitor(world.hall.origin).post<{ reason?: string }>(
    '/api/v1/sessions',
    {
      ...{ unit, person, password },
    },
  )
  return json.reason ?? status
}

const count = async (sql: string, ...values: unknown[]) =>
  (
    await world.hall.db
      .prepare(`SELECT count(*) AS n FROM ${sql}`)
      .bind(...values)
      .first<{ n: number }>()
  )?.n

const OF_UNIT = 'unit_id = (SELECT id FROM unit WHERE unit_number = ?1)'

describe('a password set in the app', () => {
  it('is the first one of a handler, who signs in with it from then on', async () => {
    const { unit, unitNumber } = await registerUnit(world)
    const { person, operatorId } = await aHandler(world, unitNumber)
    const password = newPassword()
    expect(await enter(unit.creditCode, person.documentNumber, password)).toBe('sign_in_wrong')
    expect(await acts.setPassword(unitNumber, password, { person })).toMatchObject({
      ...{ status: 200, json: { unitName: unit.unitName, unitNumber } },
    })
    expect(await enter(unitNumber, person.documentNumber, password)).toBe(201)
    expect(await count('operator_password WHERE operator_id = ?', operatorId)).toBe(0)
  })

  it('takes the place of a forgotten one: sessions end, the lock is forgotten, the unit reads of it', async () => {
    const owner = await registerUnit(world)
    const { unit, unitNumber, person } = owner
    const handler = await aHandler(world, unitNumber)
    const own = newPassword()
    await acts.setPassword(unitNumber, own, handler)
    const [open, other] = await Promise.all([signIn(world, owner), signIn(world, owner)])
    const colleague = await signIn(world, { unit, person: { ...handler.person, password: own } })
    for (let tries = 0; tries < 5; tries++) await enter(unitNumber, person.documentNumber, 'Wrong#2026')
    expect(await enter(unitNumber, person.documentNumber, person.password)).toBe('sign_in_locked')

    const password = newPassword()
    expect(await acts.setPassword(unitNumber, password, { person })).toMatchObject({ status: 200 })
    for (const visitor of [open, other])
      expect(await visitor.get('/api/v1/session')).toMatchObject({ status: 401 })
    expect(await colleague.get('/api/v1/session')).toMatchObject({ status: 200 })
    expect(await enter(unitNumber, person.documentNumber, person.password)).toBe('sign_in_wrong')
    const again = await signIn(world, { unit, person: { ...person, password } })
    const activity = (await again.get('/center/activity')).text
    expect(activity).toContain('用手机应用设置密码')
    expect(activity).toContain('江苏智慧人社手机应用')
  })

  it('is for one unit: the other unit of the same person keeps its password and sessions', async () => {
    const person = await registerPerson(world)
    const [one, two] = [
      await registerUnit(world, undefined, person),
      await registerUnit(world, undefined, person),
    ]
    const stays = await signIn(world, two)
    await acts.setPassword(one.unitNumber, newPassword(), { person })
    expect(await stays.get('/api/v1/session')).toMatchObject({ status: 200 })
    expect(await enter(two.unitNumber, person.documentNumber, person.password)).toBe(201)
  })

  it('is none that is common, none of now, none of the five before, and may be the sixth', async () => {
    const { unitNumber, person } = await registerUnit(world)
    const set = async (password: string) => {
      const { status, json } = await acts.setPassword(unitNumber, password, { person })
      return json.reason ? `${status} ${json.errors?.[0]?.field} ${json.reason}` : status
    }
    expect(await set('P@ssw0rd')).toBe('422 password password_common')
    const all = [person.password]
    for (let i = 0; i < 6; i++) {
      expect(await set(all.at(-1) ?? '')).toBe('422 password password_former')
      all.push(newPassword())
      expect(await set(all.at(-1) ?? '')).toBe(200)
    }
    for (const former of all.slice(1)) expect(await set(former)).toBe('422 password password_former')
    expect(await set(all[0] ?? '')).toBe(200)
    expect(await count(`operator_password WHERE ${OF_UNIT}`, unitNumber)).toBe(5)
  })

  it('keeps the rule that the form shows, and no fault repeats what was typed', async () => {
    const { unitNumber, person } = await registerUnit(world)
    for (const [password, code] of [
      ['short#1', 'password.length'],
      ['alllowercase', 'password.kinds'],
      ['有汉字的密码Abc1', 'password.character'],
    ] as const) {
      const reply = await acts.setPassword(unitNumber, password, { person })
      expect(reply).toMatchObject({ status: 422, json: { errors: [{ field: 'password', code }] } })
      expect(reply.text).not.toContain(password)
    }
  })
})

describe('whoever asks for it', () => {
  it('hears the same of a unit of others and of none, and nothing changes', async () => {
    const { unit, unitNumber, person: owner } = await registerUnit(world)
    const person = await registerPerson(world)
    const answers = [unitNumber, '80000001'].map((number) =>
      acts.setPassword(number, newPassword(), { person }).then(({ status, text }) => `${status} ${text}`),
    )
    const [others, none] = await Promise.all(answers)
    expect(others).toBe(none)
    expect(others).toContain('app_not_your_unit')
    expect(await enter(unit.creditCode, owner.documentNumber, owner.password)).toBe(201)
  })

  it('is nobody while they are no registered person of that name', async () => {
    const { unitNumber, person } = await registerUnit(world)
    for (const stranger of [aPerson(), { ...person, name: '诸葛不同' }, { ...person, documentType: '08' }])
      expect(await acts.setPassword(unitNumber, newPassword(), { person: stranger })).toMatchObject({
        ...{ status: 409, json: { reason: 'app_person_unknown' } },
      })
  })

  it('is believed only as signed, for us, for this act on this unit, and of now', async () => {
    const { unitNumber, person } = await registerUnit(world)
    const now = faced(0)
    const bad: Partial<Vouched>[] = [
      ...[{ claims: { aud: 'https://elsewhere.example' } }, { claims: { iss: 'somebody' } }, { age: 120 }],
      ...[{ act: 'register_unit' }, { act: 'list_units' }, { claims: { act: undefined } }],
      ...[{ scan: 'a-code' }, { act: 'set_password', scan: 'a-code' }],
      ...[{ claims: { unit: '80000001' } }, { claims: { unit: undefined } }],
      ...[{ claims: { exp: now - 60 } }, { claims: { iat: undefined } }, { claims: { jti: undefined } }],
    ]
    for (const vouched of bad)
      expect(
        await acts.setPassword(unitNumber, newPassword(), { person, vouched }),
        JSON.stringify(vouched),
      ).toMatchObject({ status: 401, json: { reason: 'app_assertion_wrong' } })
    const claims = { unit: unitNumber, auth_time: now }
    const foreign = await (await anApp(world)).vouch({ person, act: 'set_password', claims })
    for (const personAssertion of [foreign, 'x', ''])
      expect(
        await app.ask('passwords', { personAssertion, unitNumber, password: newPassword() }),
      ).toMatchObject({ status: 401 })
    expect(await acts.setPassword(unitNumber, newPassword(), { person })).toMatchObject({ status: 200 })
  })

  it('has shown their face, and within five minutes', async () => {
    const { unitNumber, person } = await registerUnit(world)
    const bad = [
      { amr: [] },
      { amr: ['pwd'] },
      { auth_time: undefined },
      { auth_time: faced(310) },
      { auth_time: faced(-30) },
    ]
    for (const claims of bad)
      expect(
        await acts.setPassword(unitNumber, newPassword(), { person, vouched: { claims } }),
        JSON.stringify(claims),
      ).toMatchObject({ status: 401, json: { reason: 'app_face_needed' } })
    const claims = { auth_time: faced(290) }
    expect(await acts.setPassword(unitNumber, newPassword(), { person, vouched: { claims } })).toMatchObject({
      status: 200,
    })
  })

  it('is heard from a client of the scope for apps alone', async () => {
    const body = { personAssertion: 'x', unitNumber: '80000001', password: newPassword() }
    expect(await new Visitor(world.hall.origin).post('/api/v1/app/passwords', body)).toMatchObject({
      status: 401,
    })
    expect(await (await anApp(world, ['filings'])).ask('passwords', body)).toMatchObject({ status: 403 })
  })
})

describe('at the same moment', () => {
  it('one assertion sets one password, many at once, round after round', {
    timeout: ROUNDS_TIMEOUT,
  }, async () => {
    const { unitNumber, person } = await registerUnit(world)
    const winners = await winnersOf(async () => {
      const claims = { unit: unitNumber, auth_time: faced() }
      const personAssertion = await app.vouch({ person, act: 'set_password', claims })
      const body = { personAssertion, unitNumber, password: newPassword() }
      return async () => (await app.ask('passwords', body)).status === 200
    }, FEWER)
    expect(winners).toEqual(ONE_EACH)
  })

  it('of several passwords one is set at a time, and the others hear of it', async () => {
    const { unitNumber, person } = await registerUnit(world)
    const counts: Record<string, number> = {}
    for (let round = 0; round < 10; round++) {
      const passwords = Array.from({ length: 4 }, newPassword)
      const replies = await Promise.all(passwords.map((one) => acts.setPassword(unitNumber, one, { person })))
      for (const [key, count] of Object.entries(tally(replies))) counts[key] = (counts[key] ?? 0) + count
      const entered = await Promise.all(passwords.map((one) => enter(unitNumber, person.documentNumber, one)))
      expect(entered.filter((one) => one === 201)).toHaveLength(1)
      // A hash that was kept twice would mean that two were set in place of the same one.
      const hashes = `SELECT password FROM operator_password WHERE ${OF_UNIT} UNION ALL SELECT password FROM operator WHERE ${OF_UNIT}`
      const { results } = await world.hall.db.prepare(hashes).bind(unitNumber).all<{ password: string }>()
      expect(new Set(results.map((one) => one.password)).size).toBe(results.length)
      await world.hall.db.prepare('DELETE FROM sign_in_attempt').run()
    }
    expect(Object.keys(counts).sort()).toEqual(['200', 'password_just_changed'])
  })
})
