/** Days as spreadsheets count them. */

const DAY_MS = 86_400_000
const EPOCH = Date.UTC(1899, 11, 30) // day 0; right from March 1900 on, before which nobody was employed
const EPOCH_1904 = Date.UTC(1904, 0, 1)

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** `YYYY-MM-DD` of a formatted day; undefined outside the years 1900 to 9999. The time of day is left out. */
export function dayOf(serial: number, from1904 = false): string | undefined {
  const ms = (from1904 ? EPOCH_1904 : EPOCH) + Math.floor(serial) * DAY_MS
  return serial >= 1 && ms < Date.UTC(10_000, 0, 1) ? iso(ms) : undefined
}

const FIRST = 25_569 // 1970
const LAST = 73_050 // 2099

/** The day behind a bare number in a column of days, where it can be one of a working life. */
export function dayOfSerial(serial: number, from1904 = false): string | undefined {
  const plain = from1904 ? plainSerial(serial) : serial
  return plain >= FIRST && plain <= LAST && Number.isInteger(plain) ? dayOf(plain) : undefined
}

/** The number that a day has from 1900, of its number from 1904. */
export const plainSerial = (serial: number): number => serial + (EPOCH_1904 - EPOCH) / DAY_MS

/** The number of a day, for a sheet that counts from 1900; undefined for days before March of that year. */
export function serialOf(day: string): number | undefined {
  const serial = (Date.parse(`${day}T00:00:00Z`) - EPOCH) / DAY_MS
  return serial > 60 ? serial : undefined
}
