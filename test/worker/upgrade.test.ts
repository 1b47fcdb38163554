import { describe, expect, it } from 'vitest'
import { aPerson, must, registerPerson, registerUnit } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import {
  administratorFor,
  anOldAccount,
  anOldUnit,
  checkAccount,
  firstUnit,
  restMobiles,
  type Stood,
  setAdministrator,
  startAdministrator,
  startRepresentative,
  startUpgrade,
  upgradeUnit,
} from '../support/upgrade.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const CURRENT = '/api/v1/upgrades/current'

const signInAs = (unit: string, person: string, password: string, visitor = new Visitor(world.hall.origin)) =>
  visitor.post('/api/v1/sessions', { unit, person, password })

const operatorsOf = async (creditCode: string) =>
  (
    await world.hall.db
      .prepare(
        `SELECT o.role, o.person_id, o.password IS NOT NULL AS has_password,
                o.mobile_index IS NOT NULL AS has_mobile FROM operator o
         JOIN unit u ON u.id = o.unit_id WHERE u.credit_code = ? ORDER BY o.role`,
      )
      .bind(creditCode)
      .all<{ role: string; person_id: string | null; has_password: number; has_mobile: number }>()
  ).results

describe('an old account', () => {
  it.each(['province', 'fund', 'taizhou'] as const)(
    'of the hall %s becomes a unit in five steps, and its administrator signs in',
    async (hall) => {
      const { account, person, password, unitNumber, visitor } = await upgradeUnit(world, { hall })
      const { creditCode } = firstUnit(account)
      expect(unitNumber).toMatch(/^[1-8]\d{7}$/)
      const stood = await visitor.get<Stood>(CURRENT)
      expect(stood.json).toMatchObject({ hall, step: 'done', unitNumber })
      for (const unit of [unitNumber, creditCode])
        for (const who of [person.documentNumber, person.mobile])
          expect(await signInAs(unit, who, password)).toMatchObject({
            ...{ status: 201, json: { operator: { role: 'administrator' }, unit: { unitNumber } } },
          })
    },
  )

  it('shows its unit with the representative masked, and never in full', async () => {
    const account = await anOldAccount(world)
    const { unitName, creditCode, name, documentType, documentNumber } = firstUnit(account)
    const visitor = await startUpgrade(world, account)
    const checked = await checkAccount(visitor, account)
    expect(checked).toMatchObject({
      status: 200,
      json: {
        step: 'representative',
        unit: {
          ...{ unitName, creditCode },
          representative: {
            ...{ name: `${name[0]}**`, documentType, documentNumber: `*****${documentNumber.slice(-4)}` },
          },
        },
      },
    })
    await visitor.post(`${CURRENT}/representative`, { documentNumber, mobile: aPerson().mobile })
    const later = await visitor.get(CURRENT)
    for (const { text } of [checked, later]) {
      expect(text).not.toContain(name)
      expect(text).not.toContain(documentNumber)
    }
  })

  it('with several units asks for the unit code, and upgrades each of them once', async () => {
    const account = await anOldAccount(world, { units: [anOldUnit(), anOldUnit()] })
    for (const unit of account.units) {
      const visitor = await startUpgrade(world, account)
      const checked = await checkAccount(visitor, account)
      expect(checked.json).toMatchObject({ step: 'unit' })
      expect(checked.json).not.toHaveProperty('unit')
      const early = { documentNumber: unit.documentNumber, mobile: aPerson().mobile }
      expect(await visitor.post(`${CURRENT}/representative`, early)).toMatchObject({
        ...{ status: 409, json: { reason: 'flow_wrong_step' } },
      })
      expect(await visitor.post(`${CURRENT}/unit`, { unitCode: '404' })).toMatchObject({
        ...{ status: 422, json: { reason: 'unit_code_unknown', errors: [{ field: 'unitCode' }] } },
      })
      const { unitCode, unitName } = unit
      const chosen = await visitor.post(`${CURRENT}/unit`, { unitCode })
      expect(chosen).toMatchObject({ status: 200, json: { step: 'representative', unit: { unitName } } })
      await must(200, visitor.post(`${CURRENT}/representative`, early))
      const person = await registerPerson(world)
      await restMobiles(world)
      const made = await setAdministrator(visitor, await administratorFor(world, visitor, person))
      expect(made).toMatchObject({ status: 201, json: { step: 'done' } })
    }
    const visitor = await startUpgrade(world, account)
    await checkAccount(visitor, account)
    const again = await visitor.post(`${CURRENT}/unit`, { unitCode: firstUnit(account).unitCode })
    expect(again).toMatchObject({ status: 409, json: { reason: 'unit_upgraded' } })
  })

  it('lets a step that was reached be done again, with other data', async () => {
    const first = await anOldAccount(world)
    const second = await anOldAccount(world)
    const visitor = await startAdministrator(world, first)
    await restMobiles(world)
    const other = await checkAccount(visitor, second)
    const { unitName, documentNumber } = firstUnit(second)
    expect(other.json).toMatchObject({ step: 'representative', unit: { unitName } })
    const person = await registerPerson(world)
    await restMobiles(world)
    // The first account's representative counts for nothing any more.
    const early = { ...person, smsCode: '123456', passwordRepeat: person.password }
    expect((await setAdministrator(visitor, early)).json.reason).toBe('flow_wrong_step')
    await must(200, visitor.post(`${CURRENT}/representative`, { documentNumber, mobile: aPerson().mobile }))
    const made = await setAdministrator(visitor, await administratorFor(world, visitor, person))
    expect(made.status).toBe(201)
    const units = 'SELECT count(*) AS n FROM unit WHERE credit_code IN (?, ?)'
    const count = await world.hall.db
      .prepare(units)
      .bind(firstUnit(first).creditCode, firstUnit(second).creditCode)
      .first<{ n: number }>()
    expect(count?.n).toBe(1)
  })
})

describe('the legal representative of an upgraded unit', () => {
  it('has no password, so that nobody signs in as them by one', async () => {
    const { account, password, unitNumber } = await upgradeUnit(world)
    const { creditCode, documentNumber } = firstUnit(account)
    expect(await operatorsOf(creditCode)).toEqual([
      { role: 'administrator', person_id: expect.any(String), has_password: 1, has_mobile: 1 },
      { role: 'legal_representative', person_id: null, has_password: 0, has_mobile: 0 },
    ])
    for (const typed of [password, account.password, ''])
      expect((await signInAs(unitNumber, documentNumber, typed)).status).toBeGreaterThanOrEqual(400)
  })

  it('acts for it at once if they have an account of their own', async () => {
    const person = await registerPerson(world)
    const { name, documentNumber } = person
    const { account } = await upgradeUnit(world, { units: [anOldUnit({ name, documentNumber })] })
    const [, representative] = await operatorsOf(firstUnit(account).creditCode)
    expect(representative?.person_id).toEqual(expect.any(String))
    expect(await actsFor(representative?.person_id)).toBe(1)
  })

  it('is known by the mobile that was typed only if it is the one of their own account', async () => {
    const person = await registerPerson(world)
    const { name, documentNumber } = person
    for (const mobile of [person.mobile, aPerson().mobile]) {
      const account = await anOldAccount(world, { units: [anOldUnit({ name, documentNumber })] })
      const visitor = await startAdministrator(world, account, mobile)
      const administrator = await registerPerson(world)
      await restMobiles(world)
      await must(201, setAdministrator(visitor, await administratorFor(world, visitor, administrator)))
      const [, representative] = await operatorsOf(firstUnit(account).creditCode)
      expect(representative?.has_mobile).toBe(mobile === person.mobile ? 1 : 0)
    }
  })

  it('acts for all that they represent as soon as they register as a person', async () => {
    const person = aPerson()
    const { name, documentNumber } = person
    const units = () => ({ units: [anOldUnit({ name, documentNumber })] })
    const { account } = await upgradeUnit(world, units())
    const { account: other } = await upgradeUnit(world, { ...units(), hall: 'fund' })
    await registerPerson(world, person)
    const [, representative] = await operatorsOf(firstUnit(account).creditCode)
    const [, again] = await operatorsOf(firstUnit(other).creditCode)
    expect(representative?.person_id).toEqual(expect.any(String))
    expect(again?.person_id).toBe(representative?.person_id)
    expect(await actsFor(representative?.person_id)).toBe(2)
    const waiting = await world.hall.db
      .prepare(
        `SELECT count(*) AS n FROM legacy_upgrade l JOIN unit u ON u.id = l.unit_id
         WHERE u.credit_code IN (?, ?) AND l.representative_sealed IS NOT NULL`,
      )
      .bind(firstUnit(account).creditCode, firstUnit(other).creditCode)
      .first<{ n: number }>()
    expect(waiting?.n).toBe(0)
  })

  it('acts for it even if they register at the very moment of the upgrade', async () => {
    const person = aPerson()
    const { name, documentNumber } = person
    const { account } = await upgradeUnit(world, { units: [anOldUnit({ name, documentNumber })] })
    const { creditCode } = firstUnit(account)
    const ofUnit = 'unit_id = (SELECT id FROM unit WHERE credit_code = ?)'
    // As if the person came between the look for them and the upgrade's own row.
    const row = await world.hall.db
      .prepare(`DELETE FROM legacy_upgrade WHERE ${ofUnit} RETURNING *`)
      .bind(creditCode)
      .first<Record<string, string>>()
    await registerPerson(world, person)
    expect((await operatorsOf(creditCode))[1]?.person_id).toBe(null)
    const columns = Object.keys(row ?? {})
    await world.hall.db
      .prepare(`INSERT INTO legacy_upgrade (${columns}) VALUES (${columns.map(() => '?')})`)
      .bind(...Object.values(row ?? {}))
      .run()
    const [, representative] = await operatorsOf(creditCode)
    expect(await actsFor(representative?.person_id)).toBe(1)
  })

  const actsFor = async (personId: string | null | undefined) =>
    (
      await world.hall.db
        .prepare('SELECT count(*) AS n FROM acts_for WHERE person_id = ?')
        .bind(personId)
        .first<{ n: number }>()
    )?.n
})

describe('a unit that is here already', () => {
  it('is not upgraded a second time, by whatever account', async () => {
    const { account } = await upgradeUnit(world)
    const twin = await anOldAccount(world, { hall: 'fund', units: account.units })
    for (const one of [account, twin]) {
      const visitor = await startUpgrade(world, one)
      expect(await checkAccount(visitor, one)).toMatchObject({
        ...{ status: 409, json: { reason: 'unit_upgraded' } },
      })
      expect((await visitor.get<Stood>(CURRENT)).json.step).toBe('account')
    }
  })

  it('is not upgraded under another credit code either', async () => {
    const { account } = await upgradeUnit(world)
    const renamed = await anOldAccount(world, {
      ...account,
      units: [{ ...firstUnit(account), creditCode: anOldUnit().creditCode }],
    })
    const visitor = await startUpgrade(world, renamed)
    expect((await checkAccount(visitor, renamed)).json.reason).toBe('unit_upgraded')
  })

  it('by registration is told the way in', async () => {
    const { unit } = await registerUnit(world)
    const account = await anOldAccount(world, { units: [anOldUnit({ creditCode: unit.creditCode })] })
    const visitor = await startUpgrade(world, account)
    expect(await checkAccount(visitor, account)).toMatchObject({
      ...{ status: 409, json: { reason: 'unit_registered_here', title: expect.stringContaining('登录') } },
    })
  })

  it('since step two is noticed at the last one, which changes nothing', async () => {
    const account = await anOldAccount(world)
    const { creditCode, unitName } = firstUnit(account)
    const visitor = await startAdministrator(world, account)
    await registerUnit(world, { creditCode, unitName })
    const person = await registerPerson(world)
    await restMobiles(world)
    const made = await setAdministrator(visitor, await administratorFor(world, visitor, person))
    expect(made).toMatchObject({ status: 409, json: { reason: 'unit_registered_here' } })
    expect(await operatorsOf(creditCode)).toHaveLength(1)
  })
})

describe('the audit', () => {
  it('tells of every step, the old account named nowhere', async () => {
    const account = await anOldAccount(world)
    const visitor = await startRepresentative(world, account)
    await visitor.post(`${CURRENT}/account`, { userName: account.userName, oldPassword: 'wrong' })
    const { results } = await world.hall.db
      .prepare("SELECT act, result FROM audit WHERE act LIKE 'upgrade%' ORDER BY seq DESC LIMIT 3")
      .all()
    expect(results).toEqual([
      { act: 'upgrade_check', result: 'old_account_wrong' },
      { act: 'upgrade_check', result: 'done' },
      { act: 'upgrade_start', result: 'done' },
    ])
    await upgradeUnit(world)
    const last = await world.hall.db
      .prepare("SELECT actor, unit_id, subject FROM audit WHERE act = 'upgrade' ORDER BY seq DESC LIMIT 1")
      .first<{ actor: string; unit_id: string; subject: string }>()
    expect(last?.actor).toMatch(/^operator:/)
    expect(last?.subject).toBe(`unit:${last?.unit_id}`)
  })
})
