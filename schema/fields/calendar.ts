const EIGHT_HOURS = 8 * 60 * 60 * 1000 // China keeps UTC+8 all year and everywhere

/** The day in China, `YYYY-MM-DD`, at a moment given in milliseconds since the epoch. */
export function dayInChina(now: number): string {
  return new Date(now + EIGHT_HOURS).toISOString().slice(0, 10)
}

/** The first millisecond of a day in China. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) - EIGHT_HOURS

/** The first millisecond after it. */
export const endOfDay = (day: string): number => startOfDay(day) + 24 * 60 * 60 * 1000

/** The outermost convenience of forms: the day it is now. Rules take the day as a parameter. */
export function today(): string {
  return dayInChina(Date.now())
}

/** Days of a month, 1 to 12, in the Gregorian calendar; 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  if (month < 1 || month > 12) return 0
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Whether `YYYY-MM-DD` names a day that exists. There is no year 0. */
export function isRealDay(day: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!parts) return false
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  return year > 0 && date >= 1 && date <= daysInMonth(year, month)
}
