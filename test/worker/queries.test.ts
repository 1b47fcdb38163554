import { beforeAll, describe, expect, it } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { addMonths } from '../../schema/fields/month.ts'
import { periodOn } from '../../worker/filings/rules.ts'
import type { Visitor } from '../support/client.ts'
import { headingOf, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { enrol, file, type MadeInsured, pay, someInsured, unitId } from '../support/paid-months.ts'
import { ensurePaperTools, unpack } from '../support/paper-tools.ts'
import { aRepresentative, type Member } from '../support/unit-people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const CHANGES = '/center/unit/insurance/changes'
const PAYMENTS = '/center/unit/payments/details'
const MONTH = dayInChina(Date.now()).slice(0, 7)
const LAST = addMonths(MONTH, -1)
/** What is filed today settles then. */
const SETTLING = periodOn(dayInChina(Date.now()), { opensDay: 11, closesDay: 6 }).month

let who: Member
let unit: string
let persons: MadeInsured[]
beforeAll(async () => {
  ensurePaperTools()
  who = await aRepresentative(world)
  unit = await unitId(world, who.unit)
  persons = await someInsured(world, 40)
  await enrol(world, unit, persons, LAST)
  // Settled this month.
  await pay(world, unit, persons, { from: LAST, to: LAST })
})

const words = async (path: string, { visitor }: { visitor: Visitor } = who) =>
  wordsOf((await visitor.get(path)).text)

async function exported(visitor: Visitor, path: string, fields: Record<string, string>) {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { cookie, 'sec-fetch-site': 'same-origin' }
  const body = new URLSearchParams(fields)
  const reply = await fetch(`${world.hall.origin}${path}/export`, { method: 'POST', headers, body })
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/zip'])
  return new Uint8Array(await reply.arrayBuffer())
}

/** The texts of a workbook's cells, row by row. */
function cellsOf(workbook: Uint8Array): string[][] {
  const sheet = unpack(workbook, '', 'xl/worksheets/sheet1.xml').toString('utf8')
  expect(sheet).not.toMatch(/<f[ >]/)
  const rows = [...sheet.matchAll(/<row[^>]*>(.*?)<\/row>/gs)]
  return rows.map(([, row = '']) =>
    [...row.matchAll(/<(?:t|v)[^>]*>([^<]*)<\/(?:t|v)>/g)].map(([, text = '']) => text),
  )
}

describe('what is owed', () => {
  it('is listed by settlement month, person and insurance, a page at a time, with its sums', async () => {
    const first = await who.visitor.get(PAYMENTS)
    expect([first.status, headingOf(first.text)]).toEqual([200, '单位信息'])
    const said = wordsOf(first.text)
    expect(said).toContain(`${MONTH} 结算的明细`)
    // Forty times 960 + 30 + 12 of the unit, 480 + 30 of the person.
    for (const sum of ['40,080.00 元', '20,400.00 元', '60,480.00 元']) expect(said).toContain(sum)
    const seen = new Map<string, number>()
    for (let path: string | undefined = PAYMENTS; path; ) {
      const { text }: { text: string } = await who.visitor.get(path)
      for (const [, number = ''] of text.matchAll(/>(\d{17}[\dX])</g))
        seen.set(number, (seen.get(number) ?? 0) + 1)
      path = /href="([^"]*after=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
    }
    expect([...seen.keys()].sort()).toEqual(persons.map(({ number }) => number).sort())
    expect(new Set(seen.values())).toEqual(new Set([3]))
    const injury = await words(`${PAYMENTS}?insurance=410`)
    expect(injury).toContain('480.00 元')
    expect(injury).not.toContain('失业保险 2')
    expect(await words(`${PAYMENTS}?month=2001-01`)).toContain('没有符合条件的缴费记录')
  })

  it('is found for a person by a part of the name or by the number, and neither stands in an address', async () => {
    const [one] = await someInsured(world, 1, { name: '上官慕容' })
    if (!one) throw new Error('there is one')
    await pay(world, unit, [one], { from: addMonths(MONTH, -3), to: addMonths(MONTH, -3) })
    const month = addMonths(MONTH, -2)
    await pay(world, unit, persons.slice(0, 5), { from: addMonths(MONTH, -3), to: addMonths(MONTH, -3) })
    for (const q of ['官慕', one.number.toLowerCase()]) {
      const found = await who.visitor.submit(PAYMENTS, { month: month.replace('-', '年'), insurance: '', q })
      expect(wordsOf(found.text)).toContain(one.number)
      expect(wordsOf(found.text)).not.toContain(persons[0]?.number)
      expect(found.text).not.toContain(`q=${encodeURIComponent(q)}`)
    }
    const wrong = await who.visitor.submit(PAYMENTS, { month: '<b>', q: '' })
    expect([wrong.status, summaryIn(wrong.text)]).toEqual([422, expect.stringContaining('有 1 处')])
    expect(wrong.text).not.toContain('<b>')
    // What was typed stays where it was typed; beside it, what is listed says of which month it is.
    expect(valuesIn(wrong.text).month).toBe('<b>')
    const other = (await who.visitor.get(`${CHANGES}?month=2026-13`)).text
    expect([valuesIn(other).month, wordsOf(other)]).toEqual(['2026-13', expect.stringContaining(SETTLING)])
  })

  it('goes home in an archive that opens with the operator’s own number alone', async () => {
    const archive = await exported(who.visitor, PAYMENTS, { month: MONTH })
    for (const { number, name } of persons)
      for (const secret of [number, name]) expect(Buffer.from(archive).includes(secret)).toBe(false)
    for (const wrong of ['13800000000', '', who.person.documentNumber.slice(-6)])
      expect(() => unpack(archive, wrong)).toThrow()
    const [header, ...rows] = cellsOf(unpack(archive, who.person.mobile))
    expect(header?.slice(0, 3)).toEqual(['姓名', '社会保障号', '险种'])
    expect(rows).toHaveLength(120)
    expect(rows).toContainEqual([
      ...[persons[0]?.name, persons[0]?.number, '企业职工基本养老保险', LAST, '正常应缴'],
      ...['6000', '960', '480', '1440'],
    ])
    const unemployment = await exported(who.visitor, PAYMENTS, { month: MONTH, insurance: '210' })
    expect(cellsOf(unpack(unemployment, who.person.mobile))).toHaveLength(41)
    expect(await words('/center/activity')).toContain('导出人员月缴费明细')
  })

  it('never becomes a formula, whatever somebody is called', async () => {
    const mine = await aRepresentative(world)
    const own = await unitId(world, mine.unit)
    const name = '=HYPERLINK("http://x.example","点我")<&\u0007'
    await pay(world, own, await someInsured(world, 1, { name }), {
      from: LAST,
      to: LAST,
      insurances: ['110'],
    })
    const archive = await exported(mine.visitor, PAYMENTS, { month: MONTH })
    const [, row] = cellsOf(unpack(archive, mine.person.mobile))
    expect(row?.[0]).toBe('=HYPERLINK(&#34;http://x.example&#34;,&#34;点我&#34;)&#60;&#38;')
    const nothing = await mine.visitor.submit(`${PAYMENTS}/export`, { month: '2001-01' })
    expect([nothing.status, summaryIn(nothing.text)]).toEqual([
      409,
      expect.stringContaining('没有可以导出的内容'),
    ])
  })
})

describe('what no file holds', () => {
  const MANY = 200_000
  const far = '2030-05'
  /** As many rows as are said, for people whom nobody has to open. */
  async function fill(unit: string, rows: number) {
    const each = 50_000
    const numbered = `WITH RECURSIVE n (i) AS (SELECT ?2 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?3)`
    for (let from = 0; from < rows; from += each)
      await world.hall.db.batch([
        world.hall.db
          .prepare(
            `${numbered} INSERT INTO contribution SELECT ?1, '${far}', 'p' || i, '210', '${far}', '', 'regular', 1, 1, 1, 1 FROM n`,
          )
          .bind(unit, from, Math.min(rows, from + each)),
        world.hall.db
          .prepare(
            `${numbered} INSERT INTO filing (unit_id, id, kind, insured_id, period, filed_by, filed_at)
             SELECT ?1, 'f' || i, 'enrolment', 'p' || i, '${far}', 'test', 1 FROM n`,
          )
          .bind(unit, from, Math.min(rows, from + each)),
      ])
  }

  it('is said before the first byte, with another way, and is no file that ends early', {
    timeout: 120_000,
  }, async () => {
    const mine = await aRepresentative(world)
    const own = await unitId(world, mine.unit)
    const [known] = await someInsured(world, 1)
    if (!known) throw new Error('there is one')
    await fill(own, MANY)
    // The list is of persons who are known: the last row, which alone is looked at here.
    await world.hall.db
      .prepare(
        `INSERT INTO contribution VALUES (?1, '${far}', ?2, '110', '${far}', '', 'regular', 1, 1, 1, 1)`,
      )
      .bind(own, known.id)
      .run()
    await file(world, own, [known], { kind: 'termination', period: far })
    const [payments, changes] = [
      await mine.visitor.submit(`${PAYMENTS}/export`, { month: far }),
      await mine.visitor.submit(`${CHANGES}/export`, { month: far }),
    ]
    expect([payments.status, wordsOf(payments.text)]).toEqual([
      409,
      expect.stringContaining('请选一个险种分几次导出'),
    ])
    expect([changes.status, wordsOf(changes.text)]).toEqual([
      409,
      expect.stringContaining('一份一份下载办理结果'),
    ])
    const less = await exported(mine.visitor, PAYMENTS, { month: far, insurance: '110' })
    expect(cellsOf(unpack(less, mine.person.mobile))).toHaveLength(2)
    const told =
      "SELECT count(*) AS n FROM audit WHERE act IN ('payments_export', 'changes_export') AND subject LIKE ?"
    expect(await world.hall.db.prepare(told).bind(`%${far}`).first('n')).toBe(1)
  })
})

describe('a month’s sum', () => {
  it('is kept, and never older than what was added to the month', async () => {
    const month = addMonths(MONTH, -6)
    const path = `${PAYMENTS}?month=${month}`
    const paid = { from: addMonths(month, -1), to: addMonths(month, -1) }
    await pay(world, unit, persons.slice(0, 2), paid)
    for (let looks = 0; looks < 2; looks++) expect(await words(path)).toContain('2,004.00 元')
    const kept = 'SELECT count(*) AS n FROM month_total WHERE unit_id = ? AND settlement_month = ?'
    const count = () => world.hall.db.prepare(kept).bind(unit, month).first('n')
    expect(await count()).toBe(1)
    await pay(world, unit, persons.slice(2, 3), paid)
    expect(await count()).toBe(0)
    expect(await words(path)).toContain('3,006.00 元')
  })
})

describe('changes', () => {
  it('are listed by month with their counts, and go home in an archive', async () => {
    const some = await someInsured(world, 3)
    const month = addMonths(MONTH, -4)
    await file(world, unit, some, { kind: 'termination', period: month, at: Date.now() })
    const said = await words(`${CHANGES}?month=${month}`)
    expect(said).toMatch(/退工停保3 人次/)
    for (const { name, number } of some) expect(said).toContain(`${name}${number}`)
    expect(await words(`${CHANGES}?month=${LAST}`)).toMatch(/参保登记40 人次/)
    const archive = await exported(who.visitor, CHANGES, { month })
    const rows = cellsOf(unpack(archive, who.person.mobile))
    expect(
      rows
        .slice(1)
        .map(([name]) => name)
        .sort(),
    ).toEqual(some.map(({ name }) => name).sort())
    const none = await words(`${CHANGES}?month=2001-01`)
    expect(none).toContain('2001-01 没有变更')
    expect(none).toContain(`现在办的，看 ${SETTLING} 的变更`)
    // Without a month it is the one in which what is filed now will settle.
    await file(world, unit, some, { kind: 'termination', period: SETTLING, at: Date.now() })
    expect(await words(CHANGES)).toMatch(RegExp(`退工停保3 人次${SETTLING} 的变更`))
  })
})
