import { beforeAll, describe, expect, it } from 'vitest'
import { addMonths } from '../../schema/fields/month.ts'
import type { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { errorsIn, valuesIn, wordsOf } from '../support/html.ts'
import { day } from '../support/operators.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const LIST = '/counter/rates'
const now = day().slice(0, 7)
const next = addMonths(now, 1)
let head: Visitor
beforeAll(async () => {
  head = await signInClerk(world, await aClerk(world, { role: 'administrator' }))
})

const set = (figure: string, fields: Record<string, string>) => head.submit(`${LIST}/${figure}`, fields)
const first = <T>(sql: string, column: string) => world.hall.db.prepare(sql).first<T>(column)

describe('a figure that the administration sets', () => {
  it('holds from a month that has not begun: rate, base and calendar, with who set it', async () => {
    expect((await set('rate', { rated: '210-unit-0', fromMonth: next, percent: '0.7%' })).status).toBe(303)
    const rate = `SELECT millionths AS n FROM rate WHERE insurance = '210' AND payer = 'unit' AND from_month = '${next}'`
    expect(await first(rate, 'n')).toBe(7000)
    await set('rate', { rated: '410-unit-3', fromMonth: next, percent: '０．３５' })
    const injury = `SELECT millionths AS n FROM rate WHERE insurance = '410' AND class = 3 AND from_month = '${next}'`
    expect(await first(injury, 'n')).toBe(3500)
    await set('base', { region: '321200', fromMonth: next, floor: '5,000', cap: '25000.50' })
    expect(await first(`SELECT cap_fen AS n FROM base_limit WHERE region = '321200'`, 'n')).toBe(2_500_050)
    await set('calendar', { region: '320000', fromMonth: next, opensDay: '12', closesDay: '5日' })
    expect(await first(`SELECT closes_day AS n FROM filing_calendar WHERE from_month = '${next}'`, 'n')).toBe(
      5,
    )
    const text = wordsOf((await head.get(LIST)).text)
    for (const part of [
      '失业保险，单位缴',
      '0.7%',
      '泰州市的基数',
      '5,000.00 到 25,000.50 元',
      '每月 12 日到次月 5 日',
    ])
      expect(text).toContain(part)
    const acts = "SELECT count(*) AS n FROM audit WHERE act = 'figure_set' AND result = 'done'"
    expect(await first(acts, 'n')).toBe(4)
  })

  it('may be set anew while its month has not begun, and leaves both in the record', async () => {
    for (const percent of ['8.5', '8.25'])
      await set('rate', { rated: '110-person-0', fromMonth: next, percent })
    const rate = `SELECT millionths AS n FROM rate WHERE insurance = '110' AND payer = 'person' AND from_month = '${next}'`
    expect(await first(rate, 'n')).toBe(82_500)
    const changes = "SELECT count(*) AS n FROM figure_change WHERE about LIKE '%养老%个人%'"
    expect(await first(changes, 'n')).toBe(2)
    for (const sql of ["UPDATE figure_change SET value = ''", 'DELETE FROM figure_change'])
      await expect(world.hall.db.prepare(sql).run()).rejects.toThrow('guard')
  })

  it('never changes a month that has begun', async () => {
    for (const month of [now, '2020-01']) {
      const reply = await set('rate', { rated: '110-unit-0', fromMonth: month, percent: '15' })
      expect([reply.status, errorsIn(reply.text).fromMonth]).toEqual([
        422,
        expect.stringContaining('下个月或以后'),
      ])
      expect(valuesIn(reply.text)).toMatchObject({ percent: '15', fromMonth: month })
    }
    const kept = "SELECT count(*) AS n FROM rate WHERE insurance = '110' AND payer = 'unit'"
    expect(await first(kept, 'n')).toBe(1)
  })

  it('is one that can be: percent, limits and days are looked at', async () => {
    const wrong: [string, Record<string, string>, string][] = [
      ['rate', { rated: '410-person-1', fromMonth: next, percent: '1' }, 'rated'],
      ['rate', { rated: '110-unit-0', fromMonth: next, percent: '101' }, 'percent'],
      ['rate', { rated: '110-unit-0', fromMonth: next, percent: '0.00001' }, 'percent'],
      ['base', { region: '320000', fromMonth: next, floor: '6000', cap: '5000' }, 'cap'],
      ['base', { region: '320000', fromMonth: next, floor: '0', cap: '5000' }, 'floor'],
      ['base', { region: '1', fromMonth: next, floor: '1', cap: '5000' }, 'region'],
      ['calendar', { region: '320000', fromMonth: next, opensDay: '6', closesDay: '11' }, 'closesDay'],
      ['calendar', { region: '320000', fromMonth: '13', opensDay: '11', closesDay: '6' }, 'fromMonth'],
    ]
    for (const [figure, fields, field] of wrong) {
      const reply = await set(figure, fields)
      expect([figure, reply.status, Object.keys(errorsIn(reply.text))]).toEqual([figure, 422, [field]])
    }
  })
})
