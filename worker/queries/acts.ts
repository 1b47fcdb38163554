/** What a unit looks up: a page of changes, a page of what is owed, and whom a search means. */
import type { Context } from 'hono'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { foldCode, foldLine } from '../../schema/fields/text.ts'
import { PAYMENTS_ITEM } from '../../schema/queries.ts'
import { mayDo } from '../grants/rules.ts'
import type { Bindings, Env } from '../lib/env.ts'
import { numberIndexes, openNames, openPersons, type Person } from '../lib/insured.ts'
import { type After, writeAfter } from './rules.ts'
import * as store from './store.ts'
import { keptTotals, type MonthTotal, sumMonths, type Total } from './totals-store.ts'

/** Rows of a page. */
export const PAGE = 50
/** Names that are opened at a time while one is looked for. */
const AT_ONCE = 500

export const mayAsk = ({ var: { operator, now } }: Context<Env>, item: string) =>
  mayDo(operator, { file: item }, now)
export const mayAskPayments = (c: Context<Env>) => mayAsk(c, PAYMENTS_ITEM)

export const thisMonth = (now: number) => dayInChina(now).slice(0, 7)

/** Of each of these settlement months that has anything, the oldest first. Months that nobody has looked at are summed. */
export async function monthTotals(db: D1Database, unitId: string, months: readonly string[]) {
  const kept = await keptTotals(db, unitId, months, '')
  const missing = months.filter((one) => !kept.some(({ month }) => month === one))
  if (missing.length === 0) return kept
  const all: MonthTotal[] = [...kept, ...(await sumMonths(db, unitId, missing, ''))]
  return all.toSorted((a, b) => (a.month < b.month ? -1 : 1))
}

export type Change = store.ChangeRow & Person
export type Owed = store.OwedRow & Person

/** Several rows are of one person, whose name is opened once. */
export async function openRows<Row extends store.OwedRow | store.ChangeRow>(
  env: Bindings,
  rows: readonly Row[],
): Promise<(Row & Person)[]> {
  const each = new Map(rows.map((row) => [row.id, row]))
  const opened = new Map((await openPersons(env, [...each.values()])).map((person) => [person.id, person]))
  return rows.map((row) => {
    const { name = '', number = '' } = opened.get(row.id) ?? {}
    return { ...row, id: row.id, name, number }
  })
}

export async function changesPage(env: Bindings, unitId: string, month: string, before: string) {
  // One more than is shown tells whether there is anything older.
  const found = await store.listChanges(env.DB, unitId, month, before, PAGE + 1)
  const rows = await openRows(env, found.slice(0, PAGE))
  return { rows, next: found.length > PAGE ? rows.at(-1)?.filing_id : undefined }
}

/** Who is meant by a number or by a part of a name; undefined where nobody was asked for. */
export async function personsMeant(env: Bindings, { unitId, month }: store.Wanted, typed: string) {
  const text = foldLine(typed)
  if (text === '') return undefined
  const number = foldCode(text)
  if (/^[A-Z0-9()]{8,30}$/.test(number))
    return store.personsNumbered(env.DB, await numberIndexes(env, number))
  const meant: string[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows = await store.personsSettled(env.DB, unitId, month, after, AT_ONCE)
    const names = await openNames(env, rows)
    meant.push(...rows.flatMap(({ id }, n) => (names[n]?.includes(text) ? [id] : [])))
    after = rows.length === AT_ONCE ? rows.at(-1)?.id : undefined
  }
  return meant
}

/** Rows of what is owed, after one, of these persons or of all. */
export const owedAfter = (
  env: Bindings,
  wanted: store.Wanted,
  persons: readonly string[] | undefined,
  after: After,
  limit: number,
) =>
  persons
    ? store.listOwedOf(env.DB, wanted, persons, after, limit)
    : store.listOwed(env.DB, wanted, after, limit)

export const afterRow = ({ id, insurance, month, filing_id }: store.OwedRow): After => ({
  ...{ insured: id, insurance, month, filing: filing_id },
})

export interface PaymentsPage {
  rows: Owed[]
  next: string | undefined
  /** Of all that was asked for; undefined where a person was, whose rows stand there anyway. */
  total: Total | undefined
}

export async function paymentsPage(
  env: Bindings,
  wanted: store.Wanted,
  typed: string,
  after: After,
): Promise<PaymentsPage> {
  const persons = await personsMeant(env, wanted, typed)
  const { unitId, month, insurance } = wanted
  const [found, kept] = await Promise.all([
    owedAfter(env, wanted, persons, after, PAGE + 1),
    persons ? [] : keptTotals(env.DB, unitId, [month], insurance),
  ])
  // Nothing is summed, and so nothing written, for a month that nobody was ever in.
  const summed = persons || kept.length > 0 || found.length === 0
  const [total] = summed ? kept : await sumMonths(env.DB, unitId, [month], insurance)
  const shown = found.slice(0, PAGE)
  const last = found.length > PAGE ? shown.at(-1) : undefined
  return { rows: await openRows(env, shown), next: last && writeAfter(afterRow(last)), total }
}
