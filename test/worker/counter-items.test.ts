import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import { aDraft, itemOf, papersFor, submitForm, valuesFor } from '../support/cases.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { errorsIn, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { day, submitList } from '../support/operators.ts'
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
