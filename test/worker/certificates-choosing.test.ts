import { beforeAll, describe, expect, it } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { addMonths } from '../../schema/fields/month.ts'
import { aCertificate } from '../support/certificates.ts'
import { errorsIn, headingOf, hiddenIn, summaryIn, wordsOf } from '../support/html.ts'
import { type MadeInsured, pay, someInsured, unitId } from '../support/paid-months.ts'
import { ensurePaperTools, textOf } from '../support/paper-tools.ts'
import { PAGE, printing } from '../support/printing.ts'
import { aRepresentative, type Member } from '../support/unit-people.ts'
import { usePair } from '../support/use-pair.ts'

// As it is deployed: the font lies among its files. What a test damages is told in the log.
const world = usePair({ expectFaults: true })
const MONTH = dayInChina(Date.now()).slice(0, 7)
// Settled in the month after: by now the period of the last one is over, whatever day of the month it is.
const [FROM, TO] = [addMonths(MONTH, -7), addMonths(MONTH, -2)]

let who: Member
let unit: string
let persons: MadeInsured[]
beforeAll(async () => {
  ensurePaperTools()
  who = await aRepresentative(world)
  unit = await unitId(world, who.unit)
  persons = await someInsured(world, 60)
  await pay(world, unit, persons, { from: FROM, to: TO })
})

const { press, download } = printing(world, { insurances: ['110', '210', '410'], from: FROM, to: TO })

describe('choosing what a certificate says', () => {
  it('goes by boxes on two lists, a page at a time, without a script', async () => {
    const { visitor } = who
    const first = await visitor.get(PAGE)
    expect([first.status, headingOf(first.text)]).toEqual([200, '单位权益单'])
    expect(wordsOf(first.text)).toContain('还没有选人')
    const two = persons.slice(0, 2)
    const added = await press(visitor, 'add', { available: two.map(({ id }) => id) })
    expect(wordsOf(added.text)).toMatch(/加入了 2 人。.*已选的人（2）/)
    const next = /value="available:(\w+)"/.exec(added.text)?.[1]
    const second = await press(visitor, `available:${next}`)
    expect(wordsOf(second.text)).toContain(persons[59]?.name)
    expect(wordsOf(second.text)).not.toContain(persons[5]?.number)
    expect(wordsOf((await press(visitor, 'add_all')).text)).toContain('已选的人（60）')
    const fewer = await press(visitor, 'remove', { chosen: two.map(({ id }) => id) })
    expect(wordsOf(fewer.text)).toContain('已选的人（58）')
    const none = await press(visitor, 'remove_all')
    expect(wordsOf(none.text)).toContain('已选的人（0）')
    // Nobody is there to be taken out.
    expect(none.text).toContain('value="add_all"')
    expect(none.text).not.toContain('value="remove_all"')
  })

  it('finds a person by a part of the name, by the whole number and by its end', async () => {
    const [one] = await someInsured(world, 1, { name: '欧阳锺毓' })
    if (!one) throw new Error('there is one')
    await pay(world, unit, [one], { from: TO, to: TO })
    for (const q of ['阳锺', one.number, ` ${one.number.toLowerCase()}`, one.number.slice(-6)]) {
      const words = wordsOf((await press(who.visitor, 'search', { q })).text)
      expect(words, q).toContain(`欧阳锺毓 ${one.number}`)
      expect(words).not.toContain(persons[0]?.number)
    }
    const none = await press(who.visitor, 'search', { q: '<b>没有这个人' })
    expect(wordsOf(none.text)).toContain('没有找到')
    expect(none.text).not.toContain('<b>没有')
  })

  it('says what is missing or wrong, and keeps the rest', async () => {
    const { visitor } = who
    const wrong = await press(visitor, 'preview', { from: '2026-13', to: '' })
    expect(wrong.status).toBe(422)
    expect(Object.keys(errorsIn(wrong.text))).toEqual(['from', 'to'])
    const reasons: [Record<string, string | string[]>, string][] = [
      [{ insurances: [] }, '还没有选险种'],
      [{ from: TO, to: FROM }, '结束月份在开始月份前面'],
      [{ to: addMonths(MONTH, 1) }, '最晚可以选到本月'],
      [{ from: '2010年1月' }, '最多包含 120 个月'],
    ]
    await press(visitor, 'add_all')
    for (const [more, words] of reasons) {
      await press(visitor, 'preview', more)
      const page = await visitor.get(`${PAGE}/preview`)
      expect([page.status, wordsOf(page.text)]).toEqual([422, expect.stringContaining(words)])
    }
    await press(visitor, 'remove_all')
    expect(summaryIn((await visitor.submit(`${PAGE}/print`, {})).text)).toContain('还没有选人')
  })
})

/** What somebody would have a paper say, where months belong. */
const SAID = '2026-10及以后月份均已足额缴清'

describe('the months of a certificate', () => {
  it('are months, whichever button is pressed, and what was typed stays in its field', async () => {
    const { visitor } = who
    await press(visitor, 'add', { available: [persons[0]?.id ?? ''] })
    const typed: [string, string, string[]][] = [
      [FROM, SAID, ['to']],
      ['2026-00', TO, ['from']],
      [FROM, `${TO}<b>x`, ['to']],
      ['2026-1x', '', ['from', 'to']],
      ['-', '0000-00', ['from', 'to']],
    ]
    for (const act of ['search', 'add_all', 'available:', 'preview']) {
      for (const [from, to, wrong] of typed) {
        const page = await press(visitor, act, { from, to })
        expect([page.status, Object.keys(errorsIn(page.text))]).toEqual([422, wrong])
        // A press leads to the lists, where what is wrong further up is not in view.
        expect(wordsOf(page.text)).toContain('改好上面的才能预览')
      }
      const said = wordsOf((await visitor.get(`${PAGE}/preview`)).text)
      expect(said).toContain(`证明时段${FROM} 至 ${TO}`)
    }
    expect((await press(visitor, 'search', { to: SAID })).text).toContain(`value="${SAID}"`)
    expect((await press(visitor, 'search', { from: '2026年1月' })).text).toContain('value="2026-01"')
    await press(visitor, 'search')
    await press(visitor, 'search', { to: SAID })
    expect(textOf(await download(visitor))).not.toContain('足额')
  })

  it('are months in the database, whoever writes them', async () => {
    const { db } = world.hall
    const number = await aCertificate(world, unit)
    for (const month of [SAID, '2026-00', '2026-13', '2026-1x', '226-10-1', '2026-10 ', '0000-01', '']) {
      const writes = [
        db.prepare('UPDATE certificate_draft SET to_month = ?').bind(month),
        db.prepare(`INSERT INTO certificate_draft VALUES ('u', 'o', '[]', ?, '2026-10', 1)`).bind(month),
        db.prepare('UPDATE certificate SET to_month = ? WHERE number = ?').bind(month, number),
        db
          .prepare(
            `INSERT INTO certificate SELECT unit_id, id || 'x', '20260000000000000000', 'x', digest, signature, persons,
               from_month, ?, issued_by, issued_at, expires_at, key_id, view_sealed FROM certificate WHERE number = ?`,
          )
          .bind(month, number),
      ]
      for (const write of writes) await expect(write.run(), month).rejects.toThrow('guard')
    }
  })
})

describe('what is printed', () => {
  it('is what was looked at, whatever another window chose meanwhile', async () => {
    const { visitor } = who
    await press(visitor, 'remove_all')
    await press(visitor, 'add', { available: [persons[0]?.id ?? ''] })
    const { seen = '' } = hiddenIn((await visitor.get(`${PAGE}/preview`)).text)
    await press(visitor, 'add', { available: [persons[1]?.id ?? ''] })
    for (const stale of [seen, '', 'x']) {
      const reply = await visitor.submit(`${PAGE}/print`, { seen: stale })
      expect([reply.status, summaryIn(reply.text)]).toEqual([
        409,
        expect.stringContaining('和您预览的不一样'),
      ])
    }
    await press(visitor, 'remove', { chosen: [persons[1]?.id ?? ''] })
    const reply = await visitor.submit(`${PAGE}/print`, { seen })
    expect(reply.headers.get('content-type')).toBe('application/pdf')
  })

  it('lacks a character now and then, which is told before', async () => {
    const [rare, usual] = [
      await someInsured(world, 1, { name: '𠮷野乐' }),
      await someInsured(world, 1, { name: '𬱖龘·Li' }),
    ]
    await pay(world, unit, [...rare, ...usual], { from: TO, to: TO })
    const preview = async (of: MadeInsured[]) => {
      await press(who.visitor, 'remove_all')
      await press(who.visitor, 'add', { available: of.map(({ id }) => id) })
      return wordsOf((await who.visitor.get(`${PAGE}/preview`)).text)
    }
    expect(await preview([...rare, ...usual])).toContain('有的字证明上印不出来：𠮷')
    expect(await preview(usual)).not.toContain('印不出来')
  })
})
