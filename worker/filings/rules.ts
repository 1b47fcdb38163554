/** When filings are open, which month they settle in, and what a month costs. */
import { INSURANCE_CODES, type InsuranceCode } from '../../schema/fields/insurance.ts'
import { addMonths, type Month, monthOf } from '../../schema/fields/month.ts'
import type { Amounts } from '../../schema/filings.ts'

/** A filing period runs from `opensDay` to `closesDay` of the next month. */
export interface Calendar {
  opensDay: number
  closesDay: number
}

export interface Period {
  /** The settlement month: the one in which the period closes. */
  month: Month
  /** False on the days of settlement between two periods; then `month` is that of the next one. */
  open: boolean
  /** The day on which the next period opens, while none is open. */
  opensOn?: string
}

/** @param day `YYYY-MM-DD` in China */
export function periodOn(day: string, { opensDay, closesDay }: Calendar): Period {
  const month = monthOf(day)
  const date = Number(day.slice(8))
  if (date <= closesDay) return { month, open: true }
  const next = addMonths(month, 1)
  if (date >= opensDay) return { month: next, open: true }
  return { month: next, open: false, opensOn: dayOf(month, opensDay) }
}

/**
 * The period that filings are taken into, told which month was the last that its region began to settle: that month's period
 * is over, though a clock that is slow, or was read before, says it is not.
 */
export const unsettledFrom = (begun: Month | undefined, period: Period, { opensDay }: Calendar): Period =>
  begun === undefined || begun < period.month
    ? period
    : { month: addMonths(begun, 1), open: false, opensOn: dayOf(begun, opensDay) }

const dayOf = (month: Month, day: number) => `${month}-${String(day).padStart(2, '0')}`

/** The last settlement month whose period is over: what the monthly run settles. */
export const closedMonth = (day: string, calendar: Calendar): Month =>
  addMonths(periodOn(day, calendar).month, -1)

/** Rates, bases and calendars of one unit's region, each from a month on, and the classes it was put into. */
export interface Ground {
  calendars: readonly ({ from: Month } & Calendar)[]
  limits: readonly { from: Month; floorFen: number; capFen: number }[]
  /** In millionths of the base; `class` is 0 but for work injury. */
  rates: readonly {
    insurance: InsuranceCode
    payer: 'unit' | 'person'
    class: number
    from: Month
    millionths: number
  }[]
  classes: readonly { from: Month; class: number }[]
}

/** Of rows that each hold from a month on, the one that holds in this month; the first where none holds yet. */
export function holding<Row extends { from: Month }>(rows: readonly Row[], month: Month): Row | undefined {
  const sorted = [...rows].sort((a, b) => (a.from < b.from ? -1 : 1))
  return sorted.findLast(({ from }) => from <= month) ?? sorted[0]
}

export function calendarOn(ground: Ground, day: string): Calendar {
  const found = holding(ground.calendars, monthOf(day))
  if (!found) throw new Error('the province has a calendar')
  return found
}

/** A wage within the floor and the cap of a month. */
export function clampBase(ground: Ground, wageFen: number, month: Month): number {
  const limits = holding(ground.limits, month)
  return limits ? Math.max(limits.floorFen, Math.min(limits.capFen, wageFen)) : wageFen
}

const WORK_INJURY: InsuranceCode = '410'

export function rateOf(
  ground: Ground,
  insurance: InsuranceCode,
  payer: 'unit' | 'person',
  month: Month,
): number {
  const injury = holding(ground.classes, month)
  // A class that is given from later on does not hold yet.
  const own = insurance === WORK_INJURY ? (injury && injury.from <= month ? injury.class : 1) : 0
  const rows = ground.rates.filter(
    (rate) => rate.insurance === insurance && rate.payer === payer && rate.class === own,
  )
  return holding(rows, month)?.millionths ?? 0
}

const MILLION = 1_000_000

/** A share of a base to the fen, half up. Both are not negative, and their product is a safe integer. */
export const amountOf = (baseFen: number, millionths: number): number =>
  Math.floor((baseFen * millionths + MILLION / 2) / MILLION)

/** What one insurance costs in a month. */
export const costOf = (ground: Ground, insurance: InsuranceCode, month: Month, baseFen: number): Amounts => ({
  unitFen: amountOf(baseFen, rateOf(ground, insurance, 'unit', month)),
  personFen: amountOf(baseFen, rateOf(ground, insurance, 'person', month)),
})

/** What all of them cost together in a month. */
export const monthlyCost = (ground: Ground, month: Month, baseFen: number): Amounts =>
  sumOf(INSURANCE_CODES.map((insurance) => costOf(ground, insurance, month, baseFen)))

export const sumOf = (amounts: readonly Amounts[]): Amounts => ({
  unitFen: amounts.reduce((sum, { unitFen }) => sum + unitFen, 0),
  personFen: amounts.reduce((sum, { personFen }) => sum + personFen, 0),
})

/** Back payment reaches no further before the month of operation. */
export const MONTHS_BACK = 6

export const earliestMonth = (today: string): Month => addMonths(monthOf(today), -MONTHS_BACK)

/** Whole days from one day to another, `YYYY-MM-DD` each. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
