import type { Copy } from './copy-type.ts'
import { dropInvisible, toHalfWidth } from './text.ts'
import { textField } from './text-field.ts'

/** A month as `YYYY-MM`; months in this form sort as text. */
export type Month = string

export const monthCopy = {
  'month.required': '请选择月份。',
  'month.format': '月份请按「2026-10」这样填写，前面是年份，后面是 01 到 12 月。',
} as const satisfies Copy

const MONTH = /^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])$/

/** Folds the ways people write a month: `2026-10`, `2026/10`, `2026.10`, `202610`, `2026年10月`. */
export function foldMonth(typed: string): string {
  const text = dropInvisible(toHalfWidth(typed)).replace(/\s/g, '')
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))$/.exec(text)
  return parts ? `${parts[1]}-${(parts[2] ?? parts[3] ?? '').padStart(2, '0')}` : text
}

export function monthProblem(month: string): keyof typeof monthCopy | undefined {
  if (month === '') return 'month.required'
  return MONTH.test(month) ? undefined : 'month.format'
}

/** The month of a day given as `YYYY-MM-DD`. */
export function monthOf(day: string): Month {
  return day.slice(0, 7)
}

/** The month `count` months later, or earlier where `count` is negative. */
export function addMonths(month: Month, count: number): Month {
  const index = monthIndex(month) + count
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** How many months `to` lies after `from`; negative where it lies before. */
export function monthsBetween(from: Month, to: Month): number {
  return monthIndex(to) - monthIndex(from)
}

/** Every month from `from` to `to`, both included; none where `to` lies before. */
export function monthsFrom(from: Month, to: Month): Month[] {
  const count = Math.max(0, monthsBetween(from, to) + 1)
  return Array.from({ length: count }, (_, place) => addMonths(from, place))
}

function monthIndex(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
}

/** A settlement month, folded to `YYYY-MM`, from 1900 to 2199. */
export const SettlementMonth = /* @__PURE__ */ textField(
  '月份，四位年份和两位月份，例如 2026-10',
  foldMonth,
  monthProblem,
)
