import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { formatYuan, parseYuan, Yuan } from '../../schema/fields/money.ts'
import { addMonths, monthOf, monthsBetween, monthsFrom, SettlementMonth } from '../../schema/fields/month.ts'
import { runsOf } from '../../schema/fields/month-runs.ts'
import { sayNotice } from '../../schema/filing-notices.ts'

const month = fc
  .tuple(fc.integer({ min: 1900, max: 2199 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, '0')}`)

function code(schema: v.GenericSchema, typed: unknown): string | undefined {
  return v.safeParse(schema, typed).issues?.[0].message
}

describe('months in runs', () => {
  it('hold each month once, with none between', () => {
    fc.assert(
      fc.property(fc.uniqueArray(month, { maxLength: 30 }), (months) => {
        const runs = runsOf(months)
        expect(runs.flatMap(([from, to]) => monthsFrom(from, to))).toEqual(months.toSorted())
        for (const [at, [from]] of runs.entries())
          if (at > 0) expect(monthsBetween(runs[at - 1]?.[1] ?? from, from)).toBeGreaterThan(1)
      }),
    )
  })

  it('are told to the filer without the months between', () => {
    const months = ['2026-04', '2026-08', '2026-09']
    expect(sayNotice({ code: 'months_back', months })).toContain('2026-04、2026-08 至 2026-09（共 3 个月）')
  })
})

describe('settlement month', () => {
  it.each(['2026-10', '2026/10', '2026.10', '202610', '2026年10月', '２０２６－１０', ' 2026 年 10 月 '])(
    'reads %s',
    (typed) => {
      expect(v.parse(SettlementMonth, typed)).toBe('2026-10')
    },
  )

  it('reads a month of one digit', () => {
    expect(v.parse(SettlementMonth, '2026年9月')).toBe('2026-09')
  })

  it('says what is wrong', () => {
    expect(code(SettlementMonth, '')).toBe('month.required')
    for (const typed of ['2026-13', '2026-00', '26-10', '20261', '十月']) {
      expect(code(SettlementMonth, typed)).toBe('month.format')
    }
  })

  it('counts forwards and backwards alike', () => {
    fc.assert(
      fc.property(month, fc.integer({ min: -1000, max: 1000 }), (from, count) => {
        const to = addMonths(from, count)
        expect(monthsBetween(from, to)).toBe(count)
        expect(addMonths(to, -count)).toBe(from)
        expect(Math.sign(count)).toBe(to < from ? -1 : Number(to > from))
      }),
    )
  })

  it('crosses the year', () => {
    expect(addMonths('2026-12', 1)).toBe('2027-01')
    expect(addMonths('2026-01', -1)).toBe('2025-12')
    expect(monthsFrom('2026-11', '2027-02')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02'])
    expect(monthsFrom('2026-11', '2026-10')).toEqual([])
    expect(monthOf('2026-10-15')).toBe('2026-10')
  })
})

describe('money', () => {
  it('comes back from its written form as it was', () => {
    const fen = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 })
    fc.assert(
      fc.property(fen, (amount) => {
        expect(parseYuan(formatYuan(amount))).toBe(amount)
      }),
    )
  })

  it.each([
    ['6500', 650000],
    ['6500.5', 650050],
    ['6,500.05', 650005],
    ['６，５００．００元', 650000],
    ['¥ 1,234,567.89', 123456789],
    ['人民币6500元整', 650000],
    ['0', 0],
    ['0.29', 29],
  ])('reads %s', (typed, fen) => {
    expect(v.parse(Yuan, typed)).toBe(fen)
  })

  it.each([
    ['', 'money.required'],
    ['元', 'money.required'],
    ['六千五', 'money.format'],
    ['6,50', 'money.format'],
    ['1e3', 'money.format'],
    ['6500.', 'money.format'],
    ['6500.005', 'money.decimals'],
    ['-1', 'money.negative'],
    ['1234567890', 'money.too_large'],
  ])('says what is wrong with "%s"', (typed, expected) => {
    expect(code(Yuan, typed)).toBe(expected)
  })

  it('is written with separators and two places', () => {
    expect([0, 5, 123450, 123456789, -100].map(formatYuan)).toEqual([
      '0.00',
      '0.05',
      '1,234.50',
      '1,234,567.89',
      '-1.00',
    ])
  })
})
