import { describe, expect, it } from 'vitest'
import { aHandler } from '../support/app-acts.ts'
import { aPerson, aUnit, must, registerPerson, registerUnit, sandbox } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import {
  aLicence,
  anAccount,
  begin,
  chooseAt,
  countOf,
  signInByLicence,
  signInBySso,
} from '../support/federation.ts'
import { PATIENCE } from '../support/pair.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true, patience: PATIENCE })
const newcomer = () => new Visitor(world.hall.origin)
const session = (visitor: Visitor) =>
  visitor.get<{
    unit: { name: string; creditCode: string; unitNumber: string }
    operator: { role: string }
    amr: string[]
  }>('/api/v1/session')

/** Signs in and answers the browser's session. */
async function come(account: { id: string }) {
  const visitor = newcomer()
  const back = await must(303, signInBySso(world, account, visitor))
  expect(back.headers.get('location')).toBe('/center')
  return { visitor, session: (await must(200, session(visitor))).json }
}

describe('signing in by the province’s service', () => {
  it('opens a unit at the first sign-in of its legal representative, and finds it at the next', async () => {
    const account = await anAccount(world, { amr: ['pwd', 'sms', 'own-word'] })
    const first = await come(account)
    expect(first.session).toMatchObject({
      unit: { name: account.unit.unitName, creditCode: account.unit.creditCode },
      operator: { role: 'legal_representative' },
      amr: ['pwd', 'sms'],
    })
    const second = await come(account)
    expect(second.session.unit).toEqual(first.session.unit)
    expect(await countOf(world, account.unit)).toEqual({ units: 1, operators: 1 })
  })

  it('keeps who the legal representative is sealed, with no password', async () => {
    const account = await anAccount(world)
    await come(account)
    const row = await world.hall.db
      .prepare('SELECT o.* FROM operator o JOIN unit u ON u.id = o.unit_id WHERE u.credit_code = ?')
      .bind(account.unit.creditCode)
      .first<Record<string, string>>()
    expect(row).toMatchObject({ password: null, document_type: '01', person_id: null })
    expect(row?.document_index && row.mobile_index).toBeTruthy()
    const written = JSON.stringify(row)
    const { name, documentNumber, mobile } = account.representative
    for (const plain of [name, documentNumber, mobile]) expect(written).not.toContain(plain)
  })

  it('writes down the way, and tells the unit of its opening and of the sign-in', async () => {
    const account = await anAccount(world)
    const { visitor } = await come(account)
    const ways = await world.hall.db
      .prepare('SELECT s.way FROM session s JOIN unit u ON u.id = s.unit_id WHERE u.credit_code = ?')
      .bind(account.unit.creditCode)
      .first<string>('way')
    expect(ways).toBe('sso')
    const { text } = await must(200, visitor.get('/center/activity'))
    expect(text).toContain('用江苏政务服务开通单位')
    expect(text).toContain('用江苏政务服务登录')
  })

  it('finds the unit of a credit code among many older ones of its name', async () => {
    const { unitName } = aUnit()
    for (let older = 0; older < 3; older++) await registerUnit(world, aUnit({ unitName }))
    const { unit, unitNumber, person } = await registerUnit(world, aUnit({ unitName }))
    const account = await anAccount(world, { unit, representative: person })
    expect((await come(account)).session.unit.unitNumber).toBe(unitNumber)
  })

  it('lets a registered legal representative into the unit they registered', async () => {
    const { unit, unitNumber, person } = await registerUnit(world)
    const account = await anAccount(world, { unit, representative: person })
    const { session } = await come(account)
    expect(session.unit.unitNumber).toBe(unitNumber)
    expect(await countOf(world, unit)).toEqual({ units: 1, operators: 1 })
  })

  it('gives a legal representative whom the licence named the document that came later', async () => {
    const licence = await aLicence(world)
    await must(303, signInByLicence(world, licence))
    const representative = aPerson({ name: licence.representative.name })
    const account = await anAccount(world, { unit: licence.unit, representative })
    await come(account)
    await come(account)
    expect(await countOf(world, licence.unit)).toEqual({ units: 1, operators: 1 })
    const other = await anAccount(world, {
      unit: licence.unit,
      representative: aPerson({ name: licence.representative.name }),
    })
    expect((await signInBySso(world, other)).text).toContain('法定代表人和大厅登记的不一样')
  })

  it('knows the legal representative as the person they registered as afterwards', async () => {
    const account = await anAccount(world)
    await come(account)
    const personOf = () =>
      world.hall.db
        .prepare('SELECT o.person_id FROM operator o JOIN unit u ON u.id = o.unit_id WHERE u.credit_code = ?')
        .bind(account.unit.creditCode)
        .first<string | null>('person_id')
    expect(await personOf()).toBeNull()
    await registerPerson(world, account.representative)
    await come(account)
    const acts = 'SELECT person_id FROM acts_for WHERE person_id = ?'
    expect(
      await world.hall.db
        .prepare(acts)
        .bind(await personOf())
        .first(),
    ).not.toBeNull()
  })

  it('lets nobody in by password who never set one, and is not stopped by the lock on passwords', async () => {
    const account = await anAccount(world, { amr: ['pwd'] })
    await come(account)
    const tries = []
    const { creditCode: unit } = account.unit
    for (let i = 0; i < 6; i++) {
      const typed = { unit, person: account.representative.documentNumber, password: 'Guess#2026' }
      tries.push((await newcomer().post('/api/v1/sessions', typed)).status)
    }
    expect(tries).toEqual([401, 401, 401, 401, 423, 423])
    await come(account)
  })

  it('goes on to the page that was asked for, and to none of another site', async () => {
    const account = await anAccount(world)
    for (const [next, leads] of [
      ['/center/sessions', '/center/sessions'],
      ['https://evil.example/', '/center'],
    ]) {
      const visitor = newcomer()
      const page = await begin(visitor, `?next=${encodeURIComponent(next ?? '')}`)
      const back = await must(303, visitor.get(await chooseAt(page, account.id)))
      expect(back.headers.get('location')).toBe(leads)
    }
  })

  it('ends the session that this browser had', async () => {
    const [one, two] = [await anAccount(world), await anAccount(world)]
    const { visitor } = await come(one)
    await must(303, signInBySso(world, two, visitor))
    expect((await session(visitor)).json.unit.name).toBe(two.unit.unitName)
    const left = await world.hall.db
      .prepare('SELECT count(*) AS n FROM session s JOIN unit u ON u.id = s.unit_id WHERE u.credit_code = ?')
      .bind(one.unit.creditCode)
      .first<number>('n')
    expect(left).toBe(0)
  })
})

describe('whoever is not the legal representative', () => {
  const noticed = async (account: { id: string }, words: string) => {
    const visitor = newcomer()
    const page = await signInBySso(world, account, visitor)
    expect(page.text).toContain(words)
    expect([...visitor.cookies.keys()]).not.toContain('__Host-hall')
    return page.status
  }

  it('opens no unit', async () => {
    const account = await anAccount(world, { holder: aPerson() })
    expect(await noticed(account, '这家单位还没有在大厅开通')).toBe(403)
    expect(await countOf(world, account.unit)).toEqual({ units: 0, operators: 0 })
  })

  it('comes into a unit only as an operator that there is', async () => {
    const first = await anAccount(world)
    await come(first)
    const account = await anAccount(world, { ...first, id: 'x-delegate', holder: aPerson() })
    expect(await noticed(account, '您还不是这家单位的操作员')).toBe(403)
    expect(await countOf(world, first.unit)).toEqual({ units: 1, operators: 1 })
  })

  it('comes in as the operator whose document it is', async () => {
    const { unit, unitNumber } = await registerUnit(world)
    const { person } = await aHandler(world, unitNumber)
    const account = await anAccount(world, { unit, holder: person })
    expect((await come(account)).session.operator.role).toBe('handler')
  })

  it('is refused where the hall takes them for the legal representative still', async () => {
    const first = await anAccount(world)
    await come(first)
    const account = await anAccount(world, { unit: first.unit, holder: first.representative })
    expect(await noticed(account, '法定代表人和大厅登记的不一样')).toBe(409)
  })

  it('is refused with a personal account', async () => {
    const account = await anAccount(world, { kind: 'natural' })
    expect(await noticed(account, '这是个人账户，不能代表单位')).toBe(403)
  })
})

describe('a unit that contradicts what is registered', () => {
  it.each([
    ['the name', { unitName: '南京改了名字有限公司' }, '单位名称和大厅登记的不一样'],
    ['the credit code', { creditCode: aUnit().creditCode }, '统一社会信用代码和大厅登记的不一样'],
  ])('is refused when %s is another one, and nothing is made', async (_, other, words) => {
    const first = await anAccount(world)
    await come(first)
    const unit = { ...first.unit, ...other }
    const second = await anAccount(world, { ...first, id: `x-${unit.creditCode}-${unit.unitName}`, unit })
    const before = await world.hall.db.prepare('SELECT count(*) AS n FROM unit').first<number>('n')
    const page = await signInBySso(world, second)
    expect([page.status, page.text]).toEqual([409, expect.stringContaining(words)])
    expect(page.text).toContain('登录不了怎么办')
    expect(await world.hall.db.prepare('SELECT count(*) AS n FROM unit').first<number>('n')).toBe(before)
    expect(page.text).not.toContain(first.representative.documentNumber)
  })

  it('is refused when the legal representative is another one, which the unit sees', async () => {
    const first = await anAccount(world)
    const { visitor } = await come(first)
    const second = await anAccount(world, { unit: first.unit })
    expect((await signInBySso(world, second)).status).toBe(409)
    expect((await visitor.get('/center/activity')).text).toContain('法定代表人和登记的不一样，没有登录')
  })

  it('is the same unit when only the width of brackets differs', async () => {
    const unit = aUnit({ unitName: '南京（江北）演练有限公司' })
    const first = await anAccount(world, { unit })
    await come(first)
    await come(await anAccount(world, { ...first, unit: { ...unit, unitName: '南京(江北)演练有限公司' } }))
    expect(await countOf(world, unit)).toEqual({ units: 1, operators: 1 })
  })
})

it('the sandbox’s own accounts can be used by a newcomer', async () => {
  const visitor = newcomer()
  const page = await begin(visitor)
  expect(await (await fetch(page)).text()).toContain('南京鼓楼联合登录演练有限公司')
  await must(303, visitor.get(await chooseAt(page, 'demo-1')))
  expect(await sandbox(world).get('calls')).toMatchObject({ sso: expect.any(Number) })
})
