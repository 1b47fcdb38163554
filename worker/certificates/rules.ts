/** What a certificate says, and how it is told apart from a changed one: without I/O. */

import type { CertificateReason } from '../../schema/certificates.ts'
import type { Run } from '../../schema/fields/certificate.ts'
import { maskDocumentNumber, maskName } from '../../schema/fields/mask.ts'
import { addMonths, type Month, monthsFrom } from '../../schema/fields/month.ts'
import { fail, ok, type Result } from '../lib/result.ts'

/** Months of certificate and preview: as long as the system keeps contributions of. */
export const MOST_MONTHS = 120
/** One file. Of one stretch each they are some 550 kB of the next bound. */
export const MOST_PERSONS = 10_000
/** Of what a verifier sees, in bytes: sealed it is a third longer, and a row of the database holds two million. */
export const MOST_VIEW_BYTES = 1_400_000
/** Months that a certificate can be verified (manual, K). */
const VALID_MONTHS = 6

const DAY_MS = 24 * 60 * 60 * 1000
/** So long whoever brings one is told that it has expired; after that it is not known any more. */
export const EXPIRED_MS = 180 * DAY_MS
/** What was chosen and not printed. */
export const DRAFT_MS = DAY_MS

export interface Wanted {
  insurances: readonly string[]
  from: Month
  to: Month
}

/** What most want: all insurances, the last twelve months that are over. */
export const usual = (thisMonth: Month, insurances: readonly string[]): Wanted => ({
  ...{ insurances, from: addMonths(thisMonth, -12), to: addMonths(thisMonth, -1) },
})

/** Whether a certificate can be made of it; `thisMonth` is the last that anything can have been paid for. */
export function judgeWanted(
  { insurances, from, to }: Wanted,
  persons: number,
  thisMonth: Month,
): Result<void, CertificateReason> {
  if (insurances.length === 0) return fail('no_insurance')
  if (from > to) return fail('months_reversed')
  if (to > thisMonth) return fail('months_ahead')
  if (monthsFrom(from, to).length > MOST_MONTHS) return fail('months_many')
  if (persons === 0) return fail('no_persons')
  return persons > MOST_PERSONS ? fail('persons_many') : ok(undefined)
}

export interface Insured {
  name: string
  number: string
  runs: readonly Run[]
  months: number
}

/** All that a certificate says. Its canonical text, and so its digest, is the JSON of this in this order. */
export interface Said {
  number: string
  unitName: string
  creditCode: string
  place: string
  from: Month
  to: Month
  insurances: readonly string[]
  /** ISO 8601 in UTC. */
  issuedAt: string
  expiresAt: string
  persons: readonly Insured[]
}

/** The same thing always gives the same text, whatever order it was put together in. */
export function canonical(said: Said): string {
  const persons = said.persons.map(({ name, number, runs, months }) => [name, number, runs, months])
  const { number, unitName, creditCode, place, from, to, insurances, issuedAt, expiresAt } = said
  const head = [number, unitName, creditCode, place, from, to, insurances.toSorted(), issuedAt, expiresAt]
  return JSON.stringify(['unit-hall certificate 1', ...head, persons])
}

/** What a verifier gets to see, and what the signature covers. */
export interface View extends Omit<Said, 'persons'> {
  digest: string
  persons: readonly (readonly [name: string, number: string, runs: readonly Run[], months: number])[]
}

const maskedOf = (persons: readonly Insured[]): View['persons'] =>
  persons.map(
    ({ name, number, runs, months }) => [maskName(name), maskDocumentNumber(number), runs, months] as const,
  )

export const viewOf = ({ persons, ...said }: Said, digest: string): View => ({
  ...{ ...said, digest, persons: maskedOf(persons) },
})

/** Whether so many persons with so many gaps are more than can be kept for whoever verifies. */
export const isTooLarge = (persons: readonly Insured[]): boolean =>
  new TextEncoder().encode(JSON.stringify(maskedOf(persons))).length > MOST_VIEW_BYTES

/** The moment after the last one of the same day six months later, in China. */
export function expiryOf(issuedDay: string): number {
  const month = addMonths(issuedDay.slice(0, 7), VALID_MONTHS)
  const [year = 0, number = 0] = month.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const day = String(Math.min(Number(issuedDay.slice(8, 10)), lastDay)).padStart(2, '0')
  return Date.parse(`${month}-${day}T00:00:00+08:00`) + DAY_MS
}

/** Twenty digits, the day first: 10^12 a day, so that nobody finds one by trying. */
export const numberOf = (day: string, chance: readonly number[]): string =>
  day.replaceAll('-', '') + chance.map((one) => String(one % 1_000_000).padStart(6, '0')).join('')

/** Four digits and a gap: how a long number or digest is read. */
export const grouped = (text: string, size = 4): string =>
  text.match(RegExp(`.{1,${size}}`, 'g'))?.join(' ') ?? text
