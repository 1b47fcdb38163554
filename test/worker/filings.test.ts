import { beforeAll, describe, expect, it } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { addMonths, monthOf } from '../../schema/fields/month.ts'
import { anApp } from '../support/app-client.ts'
import { aPerson, aUnit, registerUnit, sandbox, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { alwaysOpen, basicDataOf, enrolmentOf, NEW, terminationOf } from '../support/filings.ts'
import { errorsIn, headingOf, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { aKnownPerson, kept, rebuilt } from '../support/ledger.ts'
import { anOperator } from '../support/operators.ts'
import { aHandler, type Member } from '../support/unit-people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const today = dayInChina(Date.now())
const FIRST = `${monthOf(today)}-01`
let who: Member
beforeAll(async () => {
  await alwaysOpen(world, '320000')
  const made = await registerUnit(world, aUnit({}, '3212'))
  who = { ...made, visitor: await signIn(world, made) }
})

const post = (item: string, fields: Record<string, string>, by = who.visitor) => by.submit(NEW(item), fields)
const pageOf = async (reply: { headers: Headers }) =>
  wordsOf((await who.visitor.get(reply.headers.get('location') ?? '')).text)
const newcomer = () => ({ person: aPerson() })

describe('one person', () => {
  it('is collected, enrolled, ended and taken back, page by page', async () => {
    const someone = newcomer()
    const refused = await post('enrolment', enrolmentOf(someone, FIRST))
    expect([refused.status, summaryIn(refused.text)]).toEqual([
      409,
      expect.stringContaining('未获取到人员基本信息'),
    ])
    expect(refused.text).toContain('href="/items/basic-data"')
    expect(valuesIn(refused.text)).toMatchObject({ name: someone.person.name, wage: '8000' })

    const collected = await post('basic-data', basicDataOf(someone))
    expect([collected.status, await pageOf(collected)]).toEqual([303, expect.stringContaining('已经办好')])
    const enrolled = await post('enrolment', enrolmentOf(someone, FIRST))
    expect(enrolled.status).toBe(303)
    const said = await pageOf(enrolled)
    for (const part of ['以后每月缴费', '2,016.00 元', '单位 1,336.00', '个人 680.00', '8,000.00 元'])
      expect(said).toContain(part)
    expect(said).not.toContain(someone.person.documentNumber)

    const ended = await post('termination', terminationOf(someone, today))
    expect(await pageOf(ended)).toContain('缴费缴到')
    const list = await who.visitor.get('/center/filings')
    expect([headingOf(list.text), wordsOf(list.text)]).toEqual([
      ...['本期的申报', expect.stringContaining('退工停保登记')],
    ])
    const path = (ended.headers.get('location') ?? '').replace(/\?.*/, '/undo')
    expect(wordsOf((await who.visitor.get(path)).text)).toContain('要回退这笔申报吗')
    expect((await who.visitor.submit(path, {})).status).toBe(303)
    expect((await who.visitor.submit(path, {})).status).toBe(409)
    const first = (enrolled.headers.get('location') ?? '').replace(/\?.*/, '/undo')
    expect((await who.visitor.submit(first, {})).status).toBe(303)
    expect(await kept(world)).toEqual(await rebuilt(world))
    const activity = wordsOf((await who.visitor.get('/center/activity')).text)
    for (const act of ['采集人员基础信息', '申报用工参保登记', '回退人员变更'])
      expect(activity).toContain(act)
  })

  it('is collected once with the same data, however often the button is pressed', async () => {
    const someone = newcomer()
    const data = basicDataOf(someone)
    const collect = (more = {}) =>
      who.visitor.post<{ filingId: string; reason: string }>('/api/v1/filings/basic-data', {
        ...data,
        ...more,
      })
    const replies = await Promise.all(Array.from({ length: 12 }, () => collect()))
    const taken = replies.filter(({ status }) => status === 201)
    expect(taken).toHaveLength(1)
    for (const { json } of replies)
      if (!taken.some((one) => one.json === json)) expect(json.reason).toMatch(/^(data_same|filing_busy)$/)
    expect((await collect()).json.reason).toBe('data_same')
    const changed = await collect({ mobile: '13905260001' })
    expect(changed.status).toBe(201)
    // What was said before is new again once it does not hold any more.
    expect((await collect()).status).toBe(201)
  })

  it('has each wrong field pointed out, and nothing typed said again in an error', async () => {
    const reply = await post('enrolment', {
      ...enrolmentOf(newcomer(), FIRST),
      ...{ name: '王1', contractKind: '41', wage: '' },
    })
    expect([reply.status, errorsIn(reply.text)]).toEqual([
      422,
      expect.objectContaining({
        name: expect.stringContaining('姓名只能用'),
        contractEnd: expect.stringContaining('固定期限的合同要有终止日期'),
        wage: expect.stringContaining('请填写月缴费工资'),
      }),
    ])
    const unknown = await post('termination', { ...terminationOf(newcomer(), today), reason: '9999' })
    expect(errorsIn(unknown.text).reason).toContain('变更原因不在列表里')
  })

  it('is not collected where the police know no such name, or do not answer', async () => {
    const stranger = newcomer()
    await sandbox(world).post('population', { mismatches: [stranger.person.documentNumber] })
    const reply = await post('basic-data', basicDataOf(stranger))
    expect(errorsIn(reply.text).documentNumber).toContain('公安部门的登记里')
    await sandbox(world).post('faults', { partner: 'population', fault: '500', times: 2, delayMs: 0 })
    const silent = await post('basic-data', basicDataOf(newcomer()))
    expect([silent.status, summaryIn(silent.text)]).toEqual([
      503,
      expect.stringContaining('请稍后或第二天再试'),
    ])
  })

  it('has a contract follow another after it begins, and told of no earlier than it settles', async () => {
    const someone = await aKnownPerson(world)
    expect((await post('enrolment', enrolmentOf(someone, FIRST))).status).toBe(303)
    const renew = (start: string) =>
      post('enrolment', { ...enrolmentOf(someone, start), contractReason: '3' })
    const settles = addMonths(monthOf(today), Number(today.slice(8)) >= 28 ? 1 : 0)
    for (const start of ['1900-01-01', FIRST])
      expect(errorsIn((await renew(start)).text).contractStart, start).toContain('不比它晚')
    for (const start of ['2099-01-01', `${addMonths(settles, 1)}-01`])
      expect(errorsIn((await renew(start)).text).contractStart, start).toContain(`现在最晚可以填 ${settles}`)
    expect((await renew(`${settles}-15`)).status).toBe(303)
    // The same once more follows nothing.
    expect(errorsIn((await renew(`${settles}-15`)).text).contractStart).toContain('已经报过的，不用再报')
  })

  it('is told that months paid back in this period are owed though it ended', async () => {
    const someone = await aKnownPerson(world)
    const start = addMonths(monthOf(today), -4)
    await post('enrolment', enrolmentOf(someone, `${start}-01`))
    const ended = await post('termination', terminationOf(someone, `${addMonths(start, 1)}-15`))
    const said = await pageOf(ended)
    expect(said).toContain(`${addMonths(start, 2)} 至`)
    expect(said).toContain('还没有结算，停保后照样在')
    expect(said).not.toContain('已经结算')
  })

  it('is chosen where a number has several records', async () => {
    const someone = await aKnownPerson(world)
    const since = Date.parse('2019-08-20T12:00:00+08:00')
    await aKnownPerson(world, { person: someone.person, copy: 1, data: false, createdAt: since })
    const reply = await post('enrolment', enrolmentOf(someone, FIRST))
    expect([reply.status, summaryIn(reply.text)]).toEqual([409, expect.stringContaining('多条人员信息')])
    expect(reply.text).toContain(someone.insuredId)
    // Each of them is told apart, and software is given the same to choose from.
    const labels = [...reply.text.matchAll(/>(第 \d 条[^<]*)</g)].map(([, label]) => label)
    expect(labels).toEqual([
      expect.stringMatching(/^第 1 条：.*1970-01-01 登记，采集过基础信息$/),
      expect.stringMatching(/^第 2 条：.*2019-08-20 登记，没有采集过基础信息$/),
    ])
    const asked = await who.visitor.post<{ reason: string; choices: { insuredId: string }[] }>(
      ...(['/api/v1/filings/enrolment', enrolmentOf(someone, FIRST)] as const),
    )
    expect(asked.json.reason).toBe('insured_several')
    expect(asked.json.choices.map(({ insuredId }) => insuredId)).toContain(someone.insuredId)
    expect(asked.text).not.toContain(someone.person.documentNumber)
    const chosen = { ...enrolmentOf(someone, FIRST), insuredId: someone.insuredId }
    expect((await post('enrolment', chosen)).status).toBe(303)
  })
})

describe('who files', () => {
  it('is whoever was granted the item', async () => {
    const handler = await aHandler(world, who)
    expect((await handler.visitor.get(NEW('enrolment'))).status).toBe(403)
    expect((await post('enrolment', enrolmentOf(newcomer(), FIRST), handler.visitor)).status).toBe(403)
    expect(
      (await handler.visitor.post('/api/v1/filings/enrolment', enrolmentOf(newcomer(), FIRST))).status,
    ).toBe(403)
    expect(wordsOf((await handler.visitor.get('/center/filings')).text)).toContain('您看不到本单位的申报')
    // To look at the form is no act; the two that were posted are told of.
    const told =
      "SELECT count(*) AS n FROM audit WHERE act = 'filing_enrolment' AND result = 'filing_not_allowed'"
    expect(await world.hall.db.prepare(told).first('n')).toBe(2)
    expect(wordsOf((await who.visitor.get('/center/activity')).text)).toContain('没有这个事项的授权')
  })

  it('undoes nothing of a kind that they may not file, on the page or by a program', async () => {
    const own = await registerUnit(world, aUnit({}, '3212'))
    const unit = { ...own, visitor: await signIn(world, own), app: await anApp(world) }
    await unit.visitor.submit('/center/operators/agree', {})
    const someone = await aKnownPerson(world)
    const enrolled = await unit.visitor.post<{ filingId: string }>(
      '/api/v1/filings/enrolment',
      enrolmentOf(someone, FIRST),
    )
    const { filingId: id } = enrolled.json
    const { visitor: handler } = await anOperator(world, unit, { items: ['rollback', 'termination'] })
    const undone = await handler.post(`/api/v1/filings/${id}/rollback`, {})
    expect([undone.status, undone.json]).toEqual([
      404,
      expect.objectContaining({ reason: 'rollback_unknown' }),
    ])
    expect((await handler.submit(`/center/filings/${id}/undo`, {})).status).toBe(404)
    const ended = await handler.post<{ filingId: string }>(
      '/api/v1/filings/termination',
      terminationOf(someone, today),
    )
    const back = await handler.post(`/api/v1/filings/${ended.json.filingId}/rollback`, {})
    expect(back.status).toBe(201)
  })

  it('is told of in the activity with what was refused', async () => {
    const own = await registerUnit(world, aUnit({}, '3212'))
    const visitor = await signIn(world, own)
    const someone = await aKnownPerson(world)
    const { filingId } = (
      await visitor.post<{ filingId: string }>('/api/v1/filings/enrolment', enrolmentOf(someone, FIRST))
    ).json
    await visitor.post('/api/v1/filings/termination', terminationOf(someone, today))
    const undo = async (id: string) =>
      (await visitor.post<{ reason?: string }>(`/api/v1/filings/${id}/rollback`, {})).json.reason
    expect(await undo(filingId)).toBe('rollback_later_first')
    expect(await undo('<nothing>')).toBe('rollback_unknown')
    const told = async () =>
      (
        await world.hall.db
          .prepare(
            `SELECT result, subject FROM audit WHERE act = 'filing_rollback' AND unit_id =
               (SELECT id FROM unit WHERE credit_code = ?) ORDER BY seq`,
          )
          .bind(own.unit.creditCode)
          .all()
      ).results
    expect(await told()).toEqual([
      { result: 'rollback_later_first', subject: `filing:${filingId}` },
      { result: 'rollback_unknown', subject: null },
    ])
  })

  it('is not told to sign in where they are', async () => {
    const said = async (visitor: Visitor) => wordsOf((await visitor.get('/items/enrolment')).text)
    expect(await said(new Visitor(world.hall.origin))).toContain('用单位账号登录后办理')
    expect(await said(who.visitor)).not.toContain('登录后办理')
  })

  it('undoes nothing outside Taizhou', async () => {
    const made = await registerUnit(world)
    const elsewhere = await signIn(world, made)
    const someone = await aKnownPerson(world)
    const reply = await post('enrolment', enrolmentOf(someone, FIRST), elsewhere)
    const path = (reply.headers.get('location') ?? '').replace(/\?.*/, '/undo')
    expect((await elsewhere.get(path)).text).toContain('只在泰州市办理')
    expect((await elsewhere.submit(path, {})).status).toBe(409)
  })
})

describe('the interface', () => {
  it('files, lists and undoes, and says in words why not', async () => {
    const someone = await aKnownPerson(world)
    const { visitor } = who
    const filed = await visitor.post<{ filingId: string }>(
      '/api/v1/filings/enrolment',
      enrolmentOf(someone, FIRST),
    )
    expect([filed.status, filed.json]).toEqual([
      201,
      expect.objectContaining({ kind: 'enrolment', monthly: { unitFen: 133_600, personFen: 68_000 } }),
    ])
    const twice = await visitor.post('/api/v1/filings/enrolment', enrolmentOf(someone, FIRST))
    expect([twice.status, twice.json]).toEqual([409, expect.objectContaining({ reason: 'enrolled_here' })])
    const list = await visitor.get('/api/v1/filings')
    expect(list.text).toContain(filed.json.filingId)
    expect(list.text).not.toContain(someone.person.documentNumber)
    const undone = await visitor.post(`/api/v1/filings/${filed.json.filingId}/rollback`, {})
    expect(undone.status).toBe(201)
    const again = await visitor.post(`/api/v1/filings/${filed.json.filingId}/rollback`, {})
    expect(again.json).toMatchObject({ reason: 'rollback_done' })
  })
})
