import { beforeAll, describe, expect, it } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { aUnit, registerUnit, signIn } from '../support/builders.ts'
import { aDraft, itemOf, papersFor, submitForm, valuesFor } from '../support/cases.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { alwaysOpen, enrolmentOf } from '../support/filings.ts'
import { errorsIn, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { insure } from '../support/insured.ts'
import { aKnownPerson } from '../support/ledger.ts'
import { day, submitList } from '../support/operators.ts'
import { rosterQueue } from '../support/roster-queue.ts'
import { askJob, csvFor, handIn, people } from '../support/rosters.ts'
import { aUnitWithSoftware, Software } from '../support/unit-software.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const WORDS = '系统升级，11 月 30 日恢复。急办请到窗口。'
let head: Visitor
let unit: Visitor
let stranger: Visitor
beforeAll(async () => {
  head = await signInClerk(world, await aClerk(world, { role: 'administrator' }))
  unit = await signIn(world, await registerUnit(world))
  stranger = new Visitor(world.hall.origin)
})

/** All that the form would send as it is drawn: texts of several lines and what it carries unseen, too. */
async function formNow(code: string): Promise<Record<string, string>> {
  const { text } = await head.get(`/counter/items/${code}`)
  const areas = [...text.matchAll(/<textarea[^>]* name="(\w+)"[^>]*>([^<]*)<\/textarea>/g)]
  const after = / name="after" value="(\w*)"/.exec(text)?.[1] ?? ''
  const lines = areas.map(([, name = '', said = '']) => [name, said])
  return { ...valuesIn(text), ...Object.fromEntries(lines), after }
}

/** What the form holds now, with these changes, sent. */
async function set(code: string, own: Record<string, string | string[]>, shown?: Record<string, string>) {
  const values = shown ?? (await formNow(code))
  return submitList(head, `/counter/items/${code}`, { ...values, ...own })
}
const page = async (path: string, by = stranger) => wordsOf((await by.get(path)).text)

describe('a service item at run time', () => {
  it('is switched off and on again: no case is begun or first sent meanwhile, its page says why', async () => {
    const draft = await aDraft(unit, 'mediation')
    expect((await set('mediation', { open: 'no', words: WORDS })).status).toBe(303)
    const shown = await page('/items/mediation')
    expect(shown).toContain(WORDS)
    expect((await stranger.get('/items/mediation')).text).not.toContain('/center/cases/new/mediation')
    expect((await unit.get('/center/cases/new/mediation')).status).toBe(409)
    expect((await unit.submit('/center/cases/new/mediation', {})).status).toBe(409)
    const item = itemOf('mediation')
    const form = { act: 'submit', ...valuesFor(item), ...papersFor(item) }
    const refused = await submitForm(unit, draft, form)
    expect([refused.status, summaryIn(refused.text)]).toEqual([409, expect.stringContaining('暂时不能')])
    expect((await set('mediation', { open: 'yes', words: '' })).status).toBe(303)
    expect((await submitForm(unit, draft, form)).status).toBe(303)
  })

  it('says what the administration wrote, and goes back to the catalogue’s words', async () => {
    const who = '与职工发生争议的本市单位。'
    await set('arbitration', { who, steps: '先写申请。\n再等通知。', notice: '本月起改到新址办公。' })
    const shown = await page('/items/arbitration')
    for (const text of [who, '再等通知。', '本月起改到新址办公。']) expect(shown).toContain(text)
    const { guide } = itemOf('arbitration')
    await set('arbitration', { who: guide.who, steps: guide.steps.join('\n'), notice: '' })
    expect(await page('/items/arbitration')).toContain(guide.who)
    const row = world.hall.db.prepare(
      "SELECT guide FROM item_setting WHERE item = 'arbitration' ORDER BY id DESC LIMIT 1",
    )
    expect(await row.first('guide')).toBeNull()
  })

  it('is limited to regions, in its list, on its page and where a case is begun', async () => {
    await set('title-return', { regions: ['320100', '320500'] })
    expect(await page('/items/title-return')).toContain('南京市、苏州市')
    const taizhou = new Visitor(world.hall.origin)
    await taizhou.submit('/preferences/region', { region: '321200', back: '/' })
    expect((await taizhou.get('/items')).text).not.toContain('/items/title-return')
    expect(await page('/items/title-return', taizhou)).toContain('只在南京市、苏州市办理')
    await set('title-return', { regions: [] })
    expect((await taizhou.get('/items')).text).toContain('/items/title-return')
  })

  it('changes on its day, not before', async () => {
    const tomorrow = day(1)
    await set('work-injury', { fromDay: tomorrow, open: 'no', words: WORDS })
    expect(await page('/items/work-injury')).not.toContain(WORDS)
    const history = await page('/counter/items/work-injury', head)
    expect(history).toContain(`${tomorrow}停办：${WORDS}`)
    const early = await set('work-injury', { fromDay: day(-1) })
    expect([early.status, errorsIn(early.text).fromDay]).toEqual([
      422,
      expect.stringContaining('不能早于今天'),
    ])
  })

  it('is changed by one of two who began with the same words, and nothing of it is undone or removed', async () => {
    const shown = await formNow('card-loss')
    const replies = await Promise.all([1, 2, 3].map((n) => set('card-loss', { notice: `第 ${n} 个` }, shown)))
    expect(replies.map(({ status }) => status).sort()).toEqual([303, 409, 409])
    const lost = replies.find(({ status }) => status === 409)
    expect(lost?.text).toMatch(/>第 \d 个<\/textarea>/)
    for (const sql of ["UPDATE item_setting SET words = 'x'", 'DELETE FROM item_setting'])
      await expect(world.hall.db.prepare(sql).run()).rejects.toThrow('guard')
  })

  it('needs a reason to be closed, words to be said and a region that there is', async () => {
    const empty = await set('mediation', { who: '' })
    expect([empty.status, errorsIn(empty.text).who]).toEqual([422, '这一项不能空着。'])
    const words = await set('mediation', { open: 'no', words: '' })
    expect(errorsIn(words.text).words).toContain('请写明为什么')
    const region = await set('mediation', { regions: ['999999'] })
    expect(errorsIn(region.text).regions).toContain('不在列表里')
  })
})

describe('an item that is filed, batched, printed or looked up at once', () => {
  const open = { open: 'yes', words: '', regions: [] }
  const said = (reply: { status: number; text: string }) => [reply.status, wordsOf(reply.text)]
  const STOPPED = [409, expect.stringContaining(WORDS)]
  const FORM = '/center/filings/new/enrolment'

  it('is not while it is stopped: no form, no program, no spreadsheet', async () => {
    await alwaysOpen(world, '320000')
    await set('enrolment', { open: 'no', words: WORDS })
    for (const path of [FORM, '/center/rosters/new?template=enrolment'])
      expect(said(await unit.get(path))).toEqual(STOPPED)
    expect(said(await unit.submit(FORM, {}))).toEqual(STOPPED)
    const enrol = async () =>
      unit.post<{ reason: string; title: string }>(
        '/api/v1/filings/enrolment',
        enrolmentOf(await aKnownPerson(world), `${dayInChina(Date.now()).slice(0, 7)}-01`),
      )
    const refused = await enrol()
    expect([refused.status, refused.json]).toEqual([
      409,
      expect.objectContaining({ reason: 'filing_stopped', title: expect.stringContaining(WORDS) }),
    ])
    const sent = await handIn(unit, 'enrolment', csvFor('enrolment', people(1)))
    expect([sent.status, sent.text]).toEqual([409, expect.stringContaining('roster_stopped')])
    for (const list of ['/center/filings', '/center/rosters'])
      expect((await unit.get(list)).text).not.toMatch(/href="[^"]*(new\/enrolment|template=enrolment)"/)
    await set('enrolment', open)
    expect((await enrol()).status).toBe(201)
    expect((await unit.get('/center/filings')).text).toContain(`href="${FORM}"`)
  })

  it('is not in the middle of a spreadsheet either: the rows after it say why', async () => {
    const software = await aUnitWithSoftware(world.hall.db)
    const queue = rosterQueue(world)
    const who = people(300)
    await insure(world.hall.db, world.secrets.SEALING_KEYS, who)
    const now = Date.now()
    const by = `client:${software.clientId}` as const
    const id = await queue.handIn(software.unitId, by, 'enrolment', csvFor('enrolment', who), now)
    for (const message of queue.messages.splice(0)) await queue.work(message, now)
    const [first, second] = queue.messages.splice(0)
    if (!first || !second) throw new Error('three hundred rows are two chunks')
    await queue.work(first, now)
    await set('enrolment', { open: 'no', words: WORDS })
    await queue.work(second, now)
    await set('enrolment', open)
    const job = await askJob(await Software.of(world.hall, software), id)
    expect(job).toMatchObject({ state: 'done', done: 250, failed: 50 })
    expect(new Set(job.reasons.map(({ code }) => code))).toEqual(new Set(['row.stopped']))
  })

  it('is where the administration says, not where the catalogue does', async () => {
    const taizhou = await registerUnit(world, aUnit({}, '3212'))
    const there = await signIn(world, taizhou)
    const enrol = async (by: Visitor) => {
      const filed = enrolmentOf(await aKnownPerson(world), `${dayInChina(Date.now()).slice(0, 7)}-01`)
      return (await by.post<{ filingId: string }>('/api/v1/filings/enrolment', filed)).json.filingId
    }
    const undo = async (by: Visitor) => {
      const id = await enrol(by)
      const { json } = await by.post<{ reason?: string }>(`/api/v1/filings/${id}/rollback`, {})
      const page = await by.get(`/center/filings/${id}`)
      // The way is shown where it leads on.
      expect(page.text.includes(`/center/filings/${id}/undo`)).toBe(false)
      return json.reason ?? 'undone'
    }
    await set('rollback', { regions: ['320100'] })
    expect([await undo(unit), await undo(there)]).toEqual(['undone', 'filing_not_in_region'])
    await set('rollback', { regions: [] })
    expect([await undo(unit), await undo(there)]).toEqual(['filing_not_in_region', 'undone'])
  })

  it('is neither printed nor looked up while it is stopped', async () => {
    const pages = {
      certificate: '/center/certificate',
      'monthly-changes': '/center/unit/insurance/changes',
      'monthly-payments': '/center/unit/payments/details',
    }
    for (const [code, path] of Object.entries(pages)) {
      await set(code, { open: 'no', words: WORDS })
      expect(said(await unit.get(path)), code).toEqual(STOPPED)
      const act = code === 'certificate' ? `${path}/print` : `${path}/export`
      expect(said(await unit.submit(act, {})), act).toEqual(STOPPED)
      await set(code, open)
      expect((await unit.get(path)).status).toBe(200)
    }
  })
})
