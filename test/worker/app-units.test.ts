import { beforeAll, describe, expect, it } from 'vitest'
import { sealer } from '../../worker/lib/sealed.ts'
import type { ApiDocument } from '../support/api-document.ts'
import { actsOf, faced } from '../support/app-acts.ts'
import { anApp, type Vouched } from '../support/app-client.ts'
import {
  accountFor,
  aPerson,
  aUnit,
  type MadePerson,
  registerPerson,
  registerUnit,
  signIn,
  startPerson,
} from '../support/builders.ts'
import { tally, Visitor } from '../support/client.ts'
import { ROUNDS, ROUNDS_TIMEOUT } from '../support/rounds.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })

/** A body as the API document describes it. */
interface Shown {
  properties: Record<string, { description?: string }>
  required: string[]
  examples: object[]
}

let app: Awaited<ReturnType<typeof anApp>>
let acts: ReturnType<typeof actsOf>
let person: MadePerson
beforeAll(async () => {
  app = await anApp(world)
  acts = actsOf(app)
  person = await registerPerson(world)
})

const madeOf = async (creditCode: string) => {
  const inUnit = 'unit_id = (SELECT id FROM unit WHERE credit_code = ?1)'
  return world.hall.db
    .prepare(
      `SELECT (SELECT count(*) FROM unit WHERE credit_code = ?1) AS units,
              (SELECT count(*) FROM operator WHERE ${inUnit}) AS operators,
              (SELECT count(*) FROM acts_for WHERE ${inUnit}) AS acts,
              (SELECT count(*) FROM audit WHERE act = 'register_unit_app' AND ${inUnit}) AS told`,
    )
    .bind(creditCode)
    .first()
}

describe('a unit registered in the app', () => {
  it('gets a number, and its legal representative signs in with their own mobile and the password', async () => {
    const unit = aUnit()
    const password = 'Plum#2026unit'
    const made = await acts.register(unit, { person }, { password })
    expect(made).toMatchObject({ status: 201, json: { unitName: unit.unitName } })
    expect(made.json.unitNumber).toMatch(/^[1-8]\d{7}$/)
    const visitor = await signIn(world, { unit, person: { ...person, password } })
    const { json } = await visitor.get<{ unit: object; operator: object }>('/api/v1/session')
    expect(json.operator).toMatchObject({ role: 'legal_representative' })
    expect(json.unit).toMatchObject({ creditCode: unit.creditCode, region: expect.stringMatching(/^3201/) })
    const typed = { unit: made.json.unitNumber, person: person.mobile, password }
    expect(await new Visitor(world.hall.origin).post('/api/v1/sessions', typed)).toMatchObject({
      status: 201,
    })
    expect((await visitor.get('/center/activity')).text).toContain('用手机应用注册单位')
    const personAssertion = await app.vouch({ person, act: 'list_units' })
    const mine = await app.ask<{ units: object[] }>('my-units', { personAssertion })
    expect(mine.json.units).toContainEqual({
      ...{ name: unit.unitName, unitNumber: made.json.unitNumber, role: 'legal_representative' },
    })
    expect(await madeOf(unit.creditCode)).toEqual({ units: 1, operators: 1, acts: 1, told: 1 })
  })

  it('bears the name as it is registered, however the app spells it', async () => {
    const documentNumber = `P${Math.random().toString().slice(2, 10)}`
    const foreigner = aPerson({ name: 'MA YUN', documentType: '08', documentNumber })
    const app = await registerByApp(foreigner)
    const unit = aUnit()
    expect(await app.register(unit, { person: { ...foreigner, name: 'Ma  Yun' } })).toMatchObject({
      status: 201,
    })
    await signIn(world, { unit, person: foreigner })
    const row = await world.hall.db
      .prepare('SELECT name_sealed FROM operator WHERE unit_id = (SELECT id FROM unit WHERE credit_code = ?)')
      .bind(unit.creditCode)
      .first<{ name_sealed: string }>()
    const { open } = await sealer(world.secrets.SEALING_KEYS)
    expect(await open(row?.name_sealed ?? '', 'operator.name')).toBe('MA YUN')
  })
})

describe('a unit is not registered', () => {
  it.each([
    ['with a wrong check digit', { creditCode: '91320100MA10000251' }, 'creditCode'],
    ['without a name', { unitName: '' }, 'unitName'],
    ['with a weak password', { password: 'alllowercase' }, 'password'],
    ['without the agreement', { agreement: false }, 'agreement'],
    ['with a box ticked by a form', { agreement: 'yes' }, 'agreement'],
  ])('%s', async (_why, typed, field) => {
    const unit = aUnit()
    const reply = await acts.register(unit, { person }, typed)
    expect(reply).toMatchObject({ status: 422, json: { reason: 'invalid' } })
    expect(reply.json.errors?.map((one) => one.field)).toEqual([field])
    expect(await madeOf(unit.creditCode)).toMatchObject({ units: 0 })
  })

  it('with a common password, and then with another by the same face', async () => {
    const unit = aUnit()
    const claims = { auth_time: faced(60) }
    expect(
      await acts.register(unit, { person, vouched: { claims } }, { password: 'P@ssw0rd' }),
    ).toMatchObject({ status: 422, json: { reason: 'password_common', errors: [{ field: 'password' }] } })
    expect(await acts.register(unit, { person, vouched: { claims } })).toMatchObject({ status: 201 })
  })

  it('twice, whoever was first and wherever', async () => {
    const { unit } = await registerUnit(world)
    const again = await acts.register(unit, { person })
    expect(again).toMatchObject({
      ...{ status: 409, json: { reason: 'unit_registered', errors: [{ field: 'creditCode' }] } },
    })
    const own = aUnit()
    expect(await acts.register(own, { person })).toMatchObject({ status: 201 })
    expect(await acts.register(own, { person })).toMatchObject({ json: { reason: 'unit_registered' } })
  })

  it('by somebody who is no registered person of that name', async () => {
    const unit = aUnit()
    for (const stranger of [aPerson(), { ...person, name: '诸葛不同' }])
      expect(await acts.register(unit, { person: stranger })).toMatchObject({
        ...{ status: 409, json: { reason: 'app_person_unknown' } },
      })
    expect(await madeOf(unit.creditCode)).toMatchObject({ units: 0 })
  })

  it('on an assertion for another act or unit, of another time or for another hall', async () => {
    const unit = aUnit()
    const bad: Partial<Vouched>[] = [
      ...[{ act: 'set_password' }, { act: 'list_units' }, { scan: 'a-code' }, { age: 120 }],
      ...[{ claims: { unit: aUnit().creditCode } }, { claims: { unit: undefined } }],
      ...[{ claims: { aud: 'https://elsewhere.example' } }, { claims: { jti: 'short' } }],
    ]
    for (const vouched of bad)
      expect(await acts.register(unit, { person, vouched }), JSON.stringify(vouched)).toMatchObject({
        ...{ status: 401, json: { reason: 'app_assertion_wrong' } },
      })
    for (const claims of [{ amr: ['pwd'] }, { auth_time: faced(310) }, { auth_time: undefined }])
      expect(await acts.register(unit, { person, vouched: { claims } })).toMatchObject({
        ...{ status: 401, json: { reason: 'app_face_needed' } },
      })
    expect(await madeOf(unit.creditCode)).toMatchObject({ units: 0 })
  })

  it('twice by the same assertion', async () => {
    const claims = { jti: crypto.randomUUID() }
    const unit = aUnit()
    expect(
      await acts.register(unit, { person, vouched: { claims } }, { password: 'P@ssw0rd' }),
    ).toMatchObject({ status: 422 })
    expect(await acts.register(unit, { person, vouched: { claims } })).toMatchObject({
      ...{ status: 401, json: { reason: 'app_assertion_wrong' } },
    })
  })

  it('for a program without the scope of apps', async () => {
    expect(await new Visitor(world.hall.origin).post('/api/v1/app/units')).toMatchObject({ status: 401 })
    expect(await (await anApp(world, ['filings'])).ask('units', {})).toMatchObject({ status: 403 })
  })
})

describe('the API document', () => {
  it.each(['units', 'passwords'])(
    'shows for %s what may be sent as it stands, but for the assertion',
    async (path) => {
      const { json } = await new Visitor(world.hall.origin).get<ApiDocument>('/openapi.json')
      const post = json.paths[`/api/v1/app/${path}`]?.post
      const schema = post?.requestBody?.content['application/json']?.schema as Shown | undefined
      expect(Object.keys(schema?.examples[0] ?? {})).toEqual(schema?.required)
      expect(schema?.properties.personAssertion?.description).toContain('used once')
      const reply = await app.ask(path, schema?.examples[0])
      expect(reply).toMatchObject({ status: 401, json: { reason: 'app_assertion_wrong' } })
    },
  )
})

describe('two persons who register one credit code at once', () => {
  it('get one unit between them, round after round', { timeout: ROUNDS_TIMEOUT }, async () => {
    const both = [person, await registerPerson(world)]
    const rounds: Record<string, number> = {}
    for (let round = 0; round < ROUNDS; round++) {
      const unit = aUnit()
      const replies = await Promise.all(both.map((one) => acts.register(unit, { person: one })))
      const came = JSON.stringify([tally(replies), await madeOf(unit.creditCode)])
      rounds[came] = (rounds[came] ?? 0) + 1
      const winner = both[replies.findIndex(({ status }) => status === 201)] ?? person
      if (round % 10 === 0) await signIn(world, { unit, person: winner })
    }
    const one = { units: 1, operators: 1, acts: 1, told: 1 }
    expect(rounds).toEqual({ [JSON.stringify([{ '201': 1, unit_registered: 1 }, one])]: ROUNDS })
  })
})

/** Passports are known to the app alone: the person registers by it. */
async function registerByApp(foreigner: MadePerson) {
  const visitor = await startPerson(world, foreigner)
  const current = '/api/v1/registrations/current'
  const { json } = await visitor.post<{ url: string }>(`${current}/face`, { method: 'app' })
  const code = new URL(json.url).pathname.split('/').at(-1) ?? ''
  await app.call(`${code}/confirm`, { personAssertion: await app.vouch({ person: foreigner, scan: code }) })
  await visitor.post(`${current}/account`, await accountFor(world, visitor, foreigner))
  return acts
}
