import { describe, expect, it } from 'vitest'
import type { FaultName } from '../sandbox/faults.ts'
import { aPerson, aUnit, must, registerUnit, sandbox } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import {
  aLicence,
  answerOnPhone,
  askAgain,
  countOf,
  finish,
  landed,
  showCode,
  signInByLicence,
} from '../support/federation.ts'
import { PATIENCE } from '../support/pair.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true, patience: PATIENCE })
const newcomer = () => new Visitor(world.hall.origin)
const status = async (visitor: Visitor) => {
  await askAgain(world)
  return (await visitor.get<{ status: string; trouble?: string }>('/api/v1/licence-sign-in')).json
}
const order = (fault: FaultName, times = 1) =>
  sandbox(world).post('faults', { partner: 'licence', fault, times, delayMs: 50 })
const signedIn = (visitor: Visitor) => visitor.cookies.has('__Host-hall')
/** Fresh settings give fresh partners, with closed circuits. */
let turn = 0
const freshHall = () => {
  const all = JSON.parse(world.secrets.PARTNERS)
  const licence = { ...all.licence, timeoutMs: PATIENCE + ++turn }
  return world.hall.reload({ PARTNERS: JSON.stringify({ ...all, licence }) })
}

describe('signing in by the electronic business licence', () => {
  it('opens the unit at the first time and finds it at the next, with a representative known by name', async () => {
    const licence = await aLicence(world)
    for (let i = 0; i < 2; i++) {
      const visitor = newcomer()
      const done = await must(303, signInByLicence(world, licence, { visitor }))
      expect(done.headers.get('location')).toBe('/center')
      const session = await visitor.get('/api/v1/session')
      expect(session.json).toMatchObject({
        unit: { name: licence.unit.unitName, creditCode: licence.unit.creditCode },
        ...{ operator: { role: 'legal_representative' }, amr: [] },
      })
    }
    expect(await countOf(world, licence.unit)).toEqual({ units: 1, operators: 1 })
    const row = await world.hall.db
      .prepare(
        `SELECT o.document_index, o.mobile_index, o.password, s.way FROM unit u JOIN operator o ON o.unit_id = u.id
         JOIN session s ON s.unit_id = u.id WHERE u.credit_code = ?`,
      )
      .bind(licence.unit.creditCode)
      .first()
    expect(row).toEqual({ document_index: null, mobile_index: null, password: null, way: 'licence' })
  })

  it('follows the phone: waiting, confirmed, and then a form of the page', async () => {
    const licence = await aLicence(world)
    const visitor = newcomer()
    const link = await showCode(visitor)
    expect(await status(visitor)).toEqual({ status: 'waiting' })
    expect((await must(303, finish(visitor))).headers.get('location')).toBe('/login/licence')
    await answerOnPhone(world, link, licence.id)
    expect(await status(visitor)).toEqual({ status: 'confirmed' })
    expect(signedIn(visitor)).toBe(false)
    await must(303, finish(visitor))
    expect(signedIn(visitor)).toBe(true)
    expect((await visitor.get('/center/activity')).text).toContain('用电子营业执照开通单位')
  })

  it('shows on the phone which site and device ask', async () => {
    const visitor = newcomer()
    const page = await (await fetch(await showCode(visitor))).text()
    expect(page).toContain('江苏人社网上办事大厅')
    expect(page).toContain('其他程序')
  })

  it('asks the licence system once, however many pages ask', async () => {
    const visitor = newcomer()
    await showCode(visitor)
    await askAgain(world)
    const calls = async () => (await sandbox(world).get<{ licence: number }>('calls')).licence
    const before = await calls()
    await Promise.all(Array.from({ length: 12 }, () => visitor.get('/api/v1/licence-sign-in')))
    expect((await calls()) - before).toBe(1)
  })

  it('lets the registered legal representative of this name in, and no other name', async () => {
    const { unit, unitNumber, person } = await registerUnit(world)
    const visitor = newcomer()
    await must(
      303,
      signInByLicence(world, await aLicence(world, { unit, representative: person }), { visitor }),
    )
    expect((await visitor.get('/api/v1/session')).json).toMatchObject({ unit: { unitNumber } })
    const other = await signInByLicence(
      world,
      await aLicence(world, { unit, representative: aPerson({ name: '欧阳不同' }) }),
    )
    expect([other.status, other.text]).toEqual([409, expect.stringContaining('法定代表人和大厅登记的不一样')])
    expect(await countOf(world, unit)).toEqual({ units: 1, operators: 1 })
  })

  it.each([
    ['name', { unitName: '南京另一个名字有限公司' }, '单位名称和大厅登记的不一样'],
    ['credit code', { creditCode: aUnit().creditCode }, '统一社会信用代码和大厅登记的不一样'],
  ])('is refused when the unit’s %s contradicts the register', async (_, other, words) => {
    const first = await aLicence(world)
    await must(303, signInByLicence(world, first))
    const second = await aLicence(world, { ...first, id: `x-${words}`, unit: { ...first.unit, ...other } })
    const page = await signInByLicence(world, second)
    expect([page.status, page.text]).toEqual([409, expect.stringContaining(words)])
  })
})

it('a link scanned with the sandbox’s phone opens the licence there', async () => {
  const link = await showCode(newcomer())
  const body = new URLSearchParams({ link })
  const scanned = await fetch(`${world.sandbox.origin}/scan`, { method: 'POST', body, redirect: 'manual' })
  expect(scanned.headers.get('location')).toBe(new URL(link).pathname)
})

describe('a licence that does not let in', () => {
  it.each([1, 2])('confirmed at trust level %i is refused, and nothing is made', async (trust) => {
    const licence = await aLicence(world)
    const visitor = newcomer()
    const page = await signInByLicence(world, licence, { trust, visitor })
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('可信等级不够')])
    expect(signedIn(visitor)).toBe(false)
    expect(await countOf(world, licence.unit)).toEqual({ units: 0, operators: 0 })
  })

  it('confirmed at trust level 4 lets in as 3 does', async () => {
    await must(303, signInByLicence(world, await aLicence(world), { trust: 4 }))
  })

  it('is one whose holder refused', async () => {
    const visitor = newcomer()
    await answerOnPhone(world, await showCode(visitor))
    expect(await status(visitor)).toEqual({ status: 'refused' })
    const page = await must(403, finish(visitor))
    expect(page.text).toContain('手机上没有同意')
    await showCode(visitor) // a new code is a new try
    expect(await status(visitor)).toEqual({ status: 'waiting' })
  })

  it('is one that came too late', async () => {
    const licence = await aLicence(world)
    const visitor = newcomer()
    await answerOnPhone(world, await showCode(visitor), licence.id)
    await world.hall.db.prepare('UPDATE federation_attempt SET expires_at = 1').run()
    expect(await status(visitor)).toEqual({ status: 'expired' })
    expect((await must(200, visitor.get('/login/licence'))).text).toContain('二维码过期了')
    expect((await must(410, finish(visitor))).text).toContain('超过了时间')
    expect(await countOf(world, licence.unit)).toEqual({ units: 0, operators: 0 })
  })

  it('is one that another browser shows: without its cookie there is nothing to finish', async () => {
    const licence = await aLicence(world)
    await answerOnPhone(world, await showCode(newcomer()), licence.id)
    const other = newcomer()
    await must(403, finish(other))
    expect((await other.get('/api/v1/licence-sign-in')).status).toBe(403)
  })

  it('is one that was used', async () => {
    const licence = await aLicence(world)
    const visitor = newcomer()
    await answerOnPhone(world, await showCode(visitor), licence.id)
    await askAgain(world)
    const cookie = visitor.cookies.get('__Host-hall-licence') ?? ''
    await must(303, finish(visitor))
    visitor.cookies.set('__Host-hall-licence', cookie)
    await must(409, finish(visitor))
  })
})

const WORDS: Partial<Record<FaultName, string>> = {
  timeout: '电子营业执照系统暂时没有回应',
  '500': '电子营业执照系统这会儿连不上',
  nonsense: '电子营业执照系统的答复不完整',
  bad_signature: '没有通过安全核对',
  deny: '没有认可这次登录',
}
const FAULTED = Object.keys(WORDS) as FaultName[]

describe('the licence system out of order', () => {
  it.each(FAULTED)('(%s) is said when the code is asked for', async (fault) => {
    await freshHall()
    await sandbox(world).post('reset', {})
    await order(fault, 2)
    const visitor = newcomer()
    const page = await must(
      503,
      visitor.submit('/login/licence', {}).then((reply) => landed(visitor, reply)),
    )
    expect(page.text).toContain(WORDS[fault])
    await sandbox(world).post('reset', {})
    await showCode(visitor)
  })

  it.each(FAULTED)('(%s) is said while the page waits, which goes on waiting', async (fault) => {
    await freshHall()
    const licence = await aLicence(world)
    const visitor = newcomer()
    const link = await showCode(visitor)
    await order(fault)
    expect(await status(visitor)).toEqual({
      status: 'waiting',
      trouble: expect.stringContaining(WORDS[fault] ?? ''),
    })
    await answerOnPhone(world, link, licence.id)
    expect(await status(visitor)).toEqual({ status: 'confirmed' })
    await must(303, finish(visitor))
  })

  it.each([...FAULTED, 'twice' as const])(
    '(%s) is said at the exchange; nothing is made, and a new code works',
    async (fault) => {
      await freshHall()
      const licence = await aLicence(world)
      const visitor = newcomer()
      await answerOnPhone(world, await showCode(visitor), licence.id)
      expect(await status(visitor)).toEqual({ status: 'confirmed' })
      await order(fault)
      const page = await must(503, finish(visitor))
      expect(page.text).toContain(WORDS[fault] ?? '没有认可这次登录')
      expect(signedIn(visitor)).toBe(false)
      expect(await countOf(world, licence.unit)).toEqual({ units: 0, operators: 0 })
      await must(303, signInByLicence(world, licence, { visitor }))
    },
  )

  it('late but in time changes nothing, and a code opened twice is one to scan', async () => {
    await freshHall()
    await order('late')
    await order('twice')
    const visitor = newcomer()
    await showCode(visitor)
    const licence = await aLicence(world)
    await must(303, signInByLicence(world, licence, { visitor }))
  })
})
