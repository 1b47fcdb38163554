import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { addMonths } from '../../schema/fields/month.ts'
import { must } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { alwaysOpen, enrolmentOf, terminationOf } from '../support/filings.ts'
import { errorsIn, headingOf, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { aKnownPerson, aLedgerUnit, anEnrolment, file, wordOf } from '../support/ledger.ts'
import { runMonth } from '../support/ledger-history.ts'
import { ONE_EACH, ROUNDS_TIMEOUT, winnersOf } from '../support/rounds.ts'
import { anInfo, versionIn } from '../support/unit-info.ts'
import { aHandler, anAdministrator, aRepresentative, type Member } from '../support/unit-people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const UNIT = '/center/unit'
const EDIT = `${UNIT}/edit`
let who: Member
beforeAll(async () => {
  who = await aRepresentative(world)
})

const words = async ({ visitor }: Member, path = UNIT) => wordsOf((await visitor.get(path)).text)

describe('a unit’s own data', () => {
  it('is shown as it was registered, with its legal representative masked', async () => {
    const { status, text } = await who.visitor.get(UNIT)
    const said = wordsOf(text)
    expect([status, headingOf(text)]).toEqual([200, '单位信息'])
    for (const part of [who.unit.unitName, who.unit.creditCode, who.unitNumber, '南京市', '还没有填写'])
      expect(said).toContain(part)
    expect(said).toContain(who.unit.creditCode.slice(8, 17))
    expect(said).toContain(`${who.person.name[0]}**`)
    expect(said).toContain(`*****${who.person.documentNumber.slice(-4)}`)
    for (const secret of [who.person.documentNumber, who.person.mobile]) expect(text).not.toContain(secret)
  })

  it('is changed by the legal representative and by the administrator', async () => {
    const mine = await aRepresentative(world)
    const reply = await mine.visitor.submit(EDIT, anInfo())
    expect([reply.status, reply.headers.get('location')]).toEqual([303, `${UNIT}?saved=yes`])
    const said = await words(mine, `${UNIT}?saved=yes`)
    for (const part of [
      '单位信息已经保存',
      '私营有限责任（公司）',
      '南京市鼓楼区',
      '企业',
      '其他',
      '一般用人单位',
    ])
      expect(said).toContain(part)
    expect(said).toContain('南京市鼓楼区中山北路 1 号')
    const administrator = await anAdministrator(world, mine)
    const form = await administrator.visitor.get(EDIT)
    expect(valuesIn(form.text)).toMatchObject({ economicType: '173', industry: 'I', region: '320106' })
    const changed = anInfo({ version: versionIn(form.text), industry: 'M', region: '329900' })
    expect((await administrator.visitor.submit(EDIT, changed)).status).toBe(303)
    expect(await words(mine)).toContain('科学研究和技术服务业')
    expect(await words(mine)).toContain('省本级')
    expect(await words(mine, '/center/activity')).toContain('修改单位信息')
  })

  it('is looked at by a handler, who cannot change it', async () => {
    const mine = await aRepresentative(world)
    const handler = await aHandler(world, mine)
    const page = await handler.visitor.get(UNIT)
    expect([page.status, wordsOf(page.text)]).toEqual([200, expect.stringContaining('您是经办人，可以查看')])
    expect(page.text).not.toContain(`href="${EDIT}"`)
    for (const reply of [
      await handler.visitor.get(EDIT),
      await handler.visitor.submit(EDIT, {}),
      await handler.visitor.submit(EDIT, anInfo()),
    ])
      expect([reply.status, wordsOf(reply.text)]).toEqual([
        403,
        expect.stringContaining('法定代表人或管理员'),
      ])
    expect(await words(mine)).toContain('还没有填写')
  })

  it('comes back with what was typed and what is wrong', async () => {
    const empty = await who.visitor.submit(EDIT, { version: '0' })
    expect(empty.status).toBe(422)
    expect(Object.keys(errorsIn(empty.text)).sort()).toEqual(
      ['address', 'affiliation', 'category', 'economicType', 'industry', 'nature', 'region'].sort(),
    )
    const typed = anInfo({ organisationCode: '19220382A', nature: 'castle', address: '<b>中山北路</b>' })
    const page = await who.visitor.submit(EDIT, typed)
    expect(Object.keys(errorsIn(page.text))).toEqual(['address', 'nature'])
    expect(valuesIn(page.text)).toMatchObject({ organisationCode: '19220382A', industry: 'I' })
    expect(page.text).not.toContain('<b>中山')
  })

  it('has an organisation code with its own check digit, or the one inside the credit code', async () => {
    const mine = await aRepresentative(world)
    const wrong = await mine.visitor.submit(EDIT, anInfo({ organisationCode: '192203822' }))
    expect([wrong.status, errorsIn(wrong.text).organisationCode]).toEqual([
      422,
      expect.stringContaining('最后一位不对'),
    ])
    const inside = mine.unit.creditCode.slice(8, 17)
    expect((await mine.visitor.submit(EDIT, anInfo({ organisationCode: inside }))).status).toBe(303)
    const other = anInfo({ version: '1', organisationCode: '19220382-1' })
    expect((await mine.visitor.submit(EDIT, other)).status).toBe(303)
    expect(await words(mine)).toContain('192203821')
  })

  it('keeps what the second typed of two who change it at once, and says what was saved meanwhile', async () => {
    const mine = await aRepresentative(world)
    const administrator = await anAdministrator(world, mine)
    expect((await mine.visitor.submit(EDIT, anInfo({ industry: 'P' }))).status).toBe(303)
    const late = await administrator.visitor.submit(
      EDIT,
      anInfo({ industry: 'Q', address: '晚来的地址 8 号' }),
    )
    expect([late.status, summaryIn(late.text)]).toEqual([409, expect.stringContaining('有人先保存了修改')])
    expect(valuesIn(late.text)).toMatchObject({ industry: 'Q', address: '晚来的地址 8 号' })
    expect(wordsOf(late.text)).toContain('现在登记的是所属行业教育')
    expect(versionIn(late.text)).toBe('1')
    const again = anInfo({ version: versionIn(late.text), industry: 'Q', address: '晚来的地址 8 号' })
    expect((await administrator.visitor.submit(EDIT, again)).status).toBe(303)
    expect(await words(mine)).toContain('晚来的地址 8 号')
  })

  it('keeps its region while anybody is insured there, or a month of it is not settled', async () => {
    await alwaysOpen(world, '320000')
    const mine = await aRepresentative(world)
    await must(303, mine.visitor.submit(EDIT, anInfo({ region: '321202' })))
    const someone = await aKnownPerson(world)
    const today = dayInChina(Date.now())
    const enrol = { ...enrolmentOf(someone, `${today.slice(0, 7)}-01`) }
    const moved = (version: string) =>
      mine.visitor.submit(EDIT, anInfo({ version, region: '320106', industry: 'P' }))
    await must(201, mine.visitor.post('/api/v1/filings/enrolment', enrol))
    const refused = await moved('1')
    expect([refused.status, errorsIn(refused.text).region]).toEqual([
      409,
      expect.stringContaining('请先为职工办好退工停保'),
    ])
    expect(valuesIn(refused.text)).toMatchObject({ region: '320106', industry: 'P' })
    // All else is saved, the region left as it is.
    await must(303, mine.visitor.submit(EDIT, anInfo({ version: '1', region: '321202', industry: 'P' })))
    await must(201, mine.visitor.post('/api/v1/filings/termination', terminationOf(someone, today)))
    expect((await moved('2')).status).toBe(409)
    // It begins at the last month that is over, and has nothing to settle once that of the filings is.
    await runMonth(world, Date.now())
    expect((await moved('2')).status).toBe(409)
    await runMonth(world, Date.parse(`${addMonths(today.slice(0, 7), 2)}-15T04:00:00Z`))
    expect((await moved('2')).status).toBe(303)
    const direct = (region: string) =>
      world.hall.db
        .prepare('UPDATE unit SET region = ? WHERE credit_code = ?')
        .bind(region, mine.unit.creditCode)
        .run()
    // Nor to where a month is not begun that was settled here: it would be owed nowhere.
    await world.hall.db.prepare("INSERT INTO settlement_begun VALUES ('320106', '2099-12', 0)").run()
    await expect(direct('321202')).rejects.toThrow('guard')
    await world.hall.db.prepare("DELETE FROM settlement_begun WHERE month = '2099-12'").run()
    await direct('321202')
  })

  it('is in the region that a filing was judged by, or that is not written', async () => {
    const unit = await aLedgerUnit(world, '321202')
    const { person } = await aKnownPerson(world)
    await world.hall.db.prepare("UPDATE unit SET region = '320106' WHERE id = ?").bind(unit.unitId).run()
    const day = `${addMonths(dayInChina(Date.now()).slice(0, 7), 4)}-15`
    expect(
      wordOf(await file(world, unit, day, 'enrolment', anEnrolment(person, { contractStart: day }))),
    ).toBe('filing_busy')
    const now = { ...unit, region: '320106' }
    expect(
      wordOf(await file(world, now, day, 'enrolment', anEnrolment(person, { contractStart: day }))),
    ).toBe('filed')
  })

  it('is saved once by fifty who opened the same state', { timeout: ROUNDS_TIMEOUT }, async () => {
    const mine = await aRepresentative(world)
    const prepare = async () => {
      const version = versionIn((await mine.visitor.get(EDIT)).text)
      return async () => (await mine.visitor.submit(EDIT, anInfo({ version }))).status === 303
    }
    expect(await winnersOf(prepare)).toEqual(ONE_EACH)
  })

  it('has tabs beside it, which say honestly where there is nothing', async () => {
    for (const [tab, said] of Object.entries({
      insurance: '没有在保人员',
      payments: '还没有应缴的记录',
      benefits: '没有这样的职工',
      injuries: '没有工伤认定的办件',
      subunits: '没有登记下级的机构',
    })) {
      const page = await who.visitor.get(`${UNIT}/${tab}`)
      expect([page.status, wordsOf(page.text)]).toEqual([200, expect.stringContaining(said)])
    }
    for (const tab of ['nothing', 'toString', '__proto__'])
      expect((await who.visitor.get(`${UNIT}/${tab}`)).status).toBe(404)
  })

  it('is nobody’s who is not signed in, and never another unit’s', async () => {
    const stranger = new Visitor(world.hall.origin)
    for (const path of [UNIT, EDIT, `${UNIT}/insurance`])
      expect((await stranger.get(path)).headers.get('location')).toContain('/login')
    const other = await aRepresentative(world)
    expect(await words(other)).not.toContain(who.unit.creditCode)
  })

  it('seals the address and moves it to a new key', async () => {
    const mine = await aRepresentative(world)
    await mine.visitor.submit(EDIT, anInfo({ address: '封存的地址 9 号' }))
    const { keys } = JSON.parse(world.secrets.SEALING_KEYS) as { keys: Record<string, string> }
    const both = { ...keys, k2: randomBytes(32).toString('base64') }
    await world.hall.reload({ SEALING_KEYS: JSON.stringify({ current: 'k2', keys: both }) })
    await world.hall.tick()
    const rowsNow = async () => (await world.hall.db.prepare('SELECT * FROM unit_info').all()).results
    await expect
      .poll(async () => (await rowsNow()).every((row) => String(row.address_sealed).startsWith('k2.')))
      .toBe(true)
    const rows = await rowsNow()
    expect(JSON.stringify(rows)).not.toContain('封存的地址')
    expect(await words(mine)).toContain('封存的地址 9 号')
  })
})
