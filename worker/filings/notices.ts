/** What is to be said of a filing, from its own facts: the same when it is taken and whenever it is looked at later. */
import { addMonths, type Month, monthOf, monthsFrom } from '../../schema/fields/month.ts'
import type { Notice } from '../../schema/filing-notices.ts'
import { daysBetween } from './rules.ts'

/** By law: from hiring to enrolment, from the end of employment to termination. Said, never refused. */
const DAYS = { enrol: 30, terminate: 10 }

const some = (notices: (Notice | false)[]) => notices.filter((notice) => notice !== false)
const distinct = (months: readonly Month[]) => [...new Set(months)].sort()

interface OwedMonth {
  insurance: string
  month: Month
}

export function enrolmentNotices(e: {
  declaredFen: number
  baseFen: number
  contractFrom: string
  filedOn: string
  settlementMonth: Month
  back: readonly OwedMonth[]
}): Notice[] {
  const { declaredFen, baseFen } = e
  const months = distinct(e.back.map(({ month }) => month))
  const pension = new Set(e.back.filter(({ insurance }) => insurance === '110').map(({ month }) => month))
  const span = monthsFrom(monthOf(e.contractFrom), addMonths(e.settlementMonth, -1))
  const counted = span.filter((month) => !pension.has(month))
  const days = daysBetween(e.contractFrom, e.filedOn)
  return some([
    declaredFen < baseFen && { code: 'base_raised', declaredFen, baseFen },
    declaredFen > baseFen && { code: 'base_lowered', declaredFen, baseFen },
    months.length > 0 && { code: 'months_back', months },
    counted.length > 0 && { code: 'injury_only', months: counted },
    days > DAYS.enrol && { code: 'enrolled_late', days },
  ])
}

export function terminationNotices(t: {
  stopsOn: string
  filedOn: string
  settlementMonth: Month
  /** Settlement month of the enrolment that ends. */
  enrolledIn: Month
}): Notice[] {
  const last = monthOf(t.stopsOn)
  // What lies before the settlement month was settled, or is by now; paid back by an enrolment of this period, it is not yet.
  const stay = monthsFrom(addMonths(last, 1), addMonths(t.settlementMonth, -1))
  const days = daysBetween(t.stopsOn, t.filedOn)
  return some([
    { code: 'last_month', month: stay.at(-1) ?? last },
    stay.length > 0 &&
      (t.enrolledIn === t.settlementMonth
        ? { code: 'months_stay_owed', months: stay, settlementMonth: t.settlementMonth }
        : { code: 'months_stay', months: stay }),
    days > DAYS.terminate && { code: 'terminated_late', days },
  ])
}

export function adjustmentNotices(a: {
  /** What was asked for, where that is still known. */
  wantedFen?: number
  baseFen: number
  adjusted: readonly OwedMonth[]
}): Notice[] {
  const months = distinct(a.adjusted.map(({ month }) => month))
  const { wantedFen: declaredFen = a.baseFen, baseFen } = a
  return some([
    declaredFen < baseFen && { code: 'base_raised', declaredFen, baseFen },
    declaredFen > baseFen && { code: 'base_lowered', declaredFen, baseFen },
    months.length > 0 && { code: 'months_adjusted', months },
  ])
}
