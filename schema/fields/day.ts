import { isRealDay } from './calendar.ts'
import type { Copy } from './copy-type.ts'
import { toHalfWidth } from './text.ts'
import { textField } from './text-field.ts'

export const dayCopy = {
  'first_day.required': '请选择第一天。',
  'last_day.required': '请选择最后一天。',
  'day.format': '日期请写成 2026-10-01 这样，并且是日历上有的一天。',
  'last_day.before': '最后一天不能早于第一天。',
} as const satisfies Copy

type Code = keyof typeof dayCopy

/** 「2026/10/1」「2026年10月1日」「20261001」 as `2026-10-01`; what is no day stays as it is. */
export function foldDay(typed: string): string {
  const text = toHalfWidth(typed).trim()
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  return parts ? [parts[1], parts[2]?.padStart(2, '0'), parts[3]?.padStart(2, '0')].join('-') : text
}

/** A day of the calendar, `YYYY-MM-DD`. */
export const dayField = (about: string, required: Code) =>
  /* @__PURE__ */ textField(about, foldDay, (day): Code | undefined => {
    if (day === '') return required
    return isRealDay(day) ? undefined : 'day.format'
  })
