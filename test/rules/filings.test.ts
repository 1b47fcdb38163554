import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findItem } from '../../schema/catalogue.ts'
import { monthsBetween } from '../../schema/fields/month.ts'
import { type FilingReason, filingRefusals } from '../../schema/filing-refusals.ts'
import { sayRefused } from '../../schema/filing-refused.ts'
import { stopIn } from '../../worker/catalogue/rules.ts'
import { sceneFrom } from '../../worker/filings/ground.ts'
import { judgeAdjustment } from '../../worker/filings/judge-adjustment.ts'
import { terminationNotices } from '../../worker/filings/notices.ts'
import { paidKey, type Scene, type Standing } from '../../worker/filings/plan.ts'
import type { GroundRow } from '../../worker/filings/read-store.ts'
import { amountOf, clampBase, closedMonth, periodOn, rateOf } from '../../worker/filings/rules.ts'

const CALENDAR = { opensDay: 11, closesDay: 6 }
const row = (what: GroundRow['what'], region: string, month: string, n1: number, n2: number, code = '') => ({
  ...{ what, region, month, n1, n2, code },
})
const ROWS: GroundRow[] = [
  row('calendar', '320000', '2019-05', 11, 6),
  row('limit', '320000', '2024-01', 487_900, 2_439_600),
  row('limit', '320000', '2025-01', 495_200, 2_476_200),
  row('rate', 'unit', '2019-05', 0, 160_000, '110'),
  row('rate', 'person', '2019-05', 0, 80_000, '110'),
  row('rate', 'unit', '2019-05', 1, 2_000, '410'),
  row('rate', 'unit', '2019-05', 8, 19_000, '410'),
  row('class', '', '2026-09', 8, 0),
]
const sceneOn = (day: string, rows = ROWS): Scene =>
  sceneFrom(rows, { unitId: 'u', region: '321202' }, Date.parse(`${day}T04:00:00Z`))

describe('the filing period', () => {
  it('settles in the month in which it closes', () => {
    expect(periodOn('2026-10-15', CALENDAR)).toEqual({ month: '2026-11', open: true })
    expect(periodOn('2026-11-03', CALENDAR)).toEqual({ month: '2026-11', open: true })
    expect(periodOn('2026-12-31', CALENDAR)).toEqual({ month: '2027-01', open: true })
    expect(periodOn('2026-10-08', CALENDAR)).toEqual({ month: '2026-11', open: false, opensOn: '2026-10-11' })
  })

  it('is closed for the month before, whatever the day', () => {
    const days = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10)
        expect(monthsBetween(closedMonth(day, CALENDAR), periodOn(day, CALENDAR).month)).toBe(1)
      }),
    )
  })

  it('is over once its month is being settled in the region, whatever the clock says', () => {
    const begun = (region: string) => [...ROWS, row('begun', region, '2026-11', 0, 0)]
    expect(sceneOn('2026-11-06', begun('321202'))).toMatchObject({
      ...{ closed: '2026-11', unsettled: ['2026-11'] },
      period: { month: '2026-12', open: false, opensOn: '2026-11-11' },
    })
    expect(sceneOn('2026-11-11', begun('321202')).period).toEqual({ month: '2026-12', open: true })
    expect(sceneOn('2026-11-06', begun('321200')).period).toEqual({ month: '2026-11', open: true })
  })

  it('is a region’s own where it has one, and the province’s otherwise', () => {
    const own = [...ROWS, row('calendar', '321200', '2026-01', 16, 5)]
    expect(sceneOn('2026-10-12').period.open).toBe(true)
    expect(sceneOn('2026-10-12', own).period).toEqual({
      month: '2026-11',
      open: false,
      opensOn: '2026-10-16',
    })
  })
})

describe('what a month costs', () => {
  it('is to the fen, half up, and the same in the database', () => {
    const db = new DatabaseSync(':memory:')
    const asked = db.prepare('SELECT (CAST(?1 AS INTEGER) * CAST(?2 AS INTEGER) + 500000) / 1000000 AS fen')
    expect([amountOf(100_050, 5_000), amountOf(100_100, 5_000), amountOf(99, 5_000)]).toEqual([500, 501, 0])
    fc.assert(
      fc.property(fc.nat({ max: 99_999_999_999 }), fc.nat({ max: 1_000_000 }), (base, rate) => {
        fc.pre(base * rate < Number.MAX_SAFE_INTEGER)
        const exact = (BigInt(base) * BigInt(rate) + 500_000n) / 1_000_000n
        expect(amountOf(base, rate)).toBe(Number(exact))
        expect(asked.get(base, rate)?.fen).toBe(Number(exact))
      }),
    )
  })

  it('goes by the limits and the class that hold in that month', () => {
    const { ground } = sceneOn('2026-10-15')
    expect([clampBase(ground, 1, '2024-12'), clampBase(ground, 1, '2025-01')]).toEqual([487_900, 495_200])
    expect(clampBase(ground, 3_000_000, '2026-10')).toBe(2_476_200)
    expect([rateOf(ground, '410', 'unit', '2026-08'), rateOf(ground, '410', 'unit', '2026-09')]).toEqual([
      ...[2_000, 19_000],
    ])
    expect(rateOf(ground, '410', 'person', '2026-09')).toBe(0)
  })
})

describe('a raised base', () => {
  const standing: Standing = {
    ...{ insuredId: 'i', hasData: true, hasHousehold: true, benefits: [], flexible: false },
    ...{ pensionElsewhere: false, ownByOther: false, paid: new Set(), latest: 'f' },
    own: [
      {
        insurance: '110',
        enrolmentId: 'e',
        sinceMonth: '2026-08',
        baseFen: 600_000,
        contractFrom: '2026-08-01',
        renewedFrom: '2026-08-01',
        enrolledIn: '2026-09',
      },
    ],
    charged: new Map([
      [paidKey('110', '2026-09'), { baseFen: 600_000, unitFen: 96_000, personFen: 48_000 }],
      [paidKey('110', '2026-10'), { baseFen: 700_000, unitFen: 112_000, personFen: 56_000 }],
    ]),
  }
  const scene = { ...sceneOn('2026-10-15'), unsettled: [] }
  const raise = (newBaseFen: number, fromMonth = '2026-09', oldBaseFen = 600_000) =>
    judgeAdjustment({ newBaseFen, fromMonth, oldBaseFen }, standing, scene)

  it('owes the difference to what each month costs by now', () => {
    const judged = raise(750_000)
    expect(
      judged.ok && judged.value.owed.map(({ month, baseFen, unitFen }) => [month, baseFen, unitFen]),
    ).toEqual([
      ...[
        ['2026-09', 150_000, 24_000],
        ['2026-10', 50_000, 8_000],
      ],
    ])
  })

  it('goes out from what is paid by, where the floor rose since the enrolment', () => {
    const risen = {
      ...scene,
      ...{ ground: { ...scene.ground, limits: [{ from: '2026-10', floorFen: 650_000, capFen: 2_500_000 }] } },
    }
    const from = (oldBaseFen: number, newBaseFen: number) =>
      judgeAdjustment({ newBaseFen, fromMonth: '2026-10', oldBaseFen }, standing, risen)
    expect(from(650_000, 700_000)).toMatchObject({
      value: { baseChange: { oldFen: 600_000, baseFen: 700_000 } },
    })
    expect(from(600_000, 700_000)).toEqual({
      ok: false,
      error: { code: 'base_differs', currentFen: 650_000 },
    })
    expect(from(650_000, 640_000)).toEqual({
      ok: false,
      error: { code: 'base_not_raised', currentFen: 650_000 },
    })
  })

  it('reaches six months back from the day on which it was asked for, and no further', () => {
    const old = { ...standing, own: standing.own.map((one) => ({ ...one, sinceMonth: '2025-01' })) }
    const from = (fromMonth: string, askedOn?: string) =>
      judgeAdjustment({ newBaseFen: 750_000, fromMonth, askedOn }, old, scene)
    expect(from('2026-04').ok).toBe(true)
    expect(from('2026-03')).toEqual({
      ok: false,
      error: { code: 'base_from_too_early', earliest: '2026-04' },
    })
    expect(from('2026-03', '2026-09-30').ok).toBe(true)
    expect(from('2026-02', '2026-09-30').ok).toBe(false)
  })

  it('goes upwards alone, from a month in which the person was insured', () => {
    const codes = [
      raise(600_000),
      raise(750_000, '2026-07'),
      raise(750_000, '2026-12'),
      raise(750_000, '2026-09', 1),
    ]
    expect(codes.map((judged) => (judged.ok ? 'raised' : judged.error.code))).toEqual([
      ...['base_not_raised', 'base_from_too_early', 'base_from_too_late', 'base_differs'],
    ])
  })
})

describe('what is told of a termination', () => {
  it('says of months after it whether they were settled, or are owed by an enrolment of the same period', () => {
    const told = (enrolledIn: string) =>
      terminationNotices({
        ...{ stopsOn: '2026-07-15', filedOn: '2026-11-28', settlementMonth: '2026-12', enrolledIn },
      }).map(({ code }) => code)
    expect(told('2026-12')).toEqual(['last_month', 'months_stay_owed', 'terminated_late'])
    expect(told('2026-09')).toEqual(['last_month', 'months_stay', 'terminated_late'])
    expect(told('')).toContain('months_stay')
  })
})

describe('a refusal of a filing', () => {
  it('says what happened and what to do, and its particulars', () => {
    for (const code of Object.keys(filingRefusals) as FilingReason[]) {
      expect(sayRefused({ code })).toMatch(/^\p{Script=Han}.*。$/u)
      expect(filingRefusals[code].text).toContain('。')
    }
    expect(sayRefused({ code: 'filing_period_closed', opensOn: '2026-11-11' })).toContain(
      '从 2026-11-11 开始',
    )
    expect(
      sayRefused({ code: 'rollback_later_first', later: { kind: 'renewal', filedOn: '2026-10-15' } }),
    ).toContain('2026-10-15 办的续签登记')
  })

  it('is had where the law of the place allows it alone', () => {
    const rollback = findItem('rollback')
    if (!rollback) throw new Error('the catalogue has it')
    const stops = ['321202', '321283', '321200', '320106'].map((region) => stopIn(rollback, region))
    expect(stops).toEqual([
      ...[undefined, undefined, undefined],
      { elsewhere: true, words: '「人员变更回退」只在泰州市办理。' },
    ])
    expect(stopIn({ ...rollback, notHere: '月底恢复。' }, '321202')).toEqual({
      ...{ elsewhere: false, words: '月底恢复。' },
    })
  })
})
