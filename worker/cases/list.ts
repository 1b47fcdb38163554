/** A list of cases: what was asked for, as the store understands it, and a page of it. */
import type { CaseQuery } from '../../schema/cases.ts'
import { codesNamed } from '../../schema/catalogue.ts'
import { isRealDay } from '../../schema/fields/calendar.ts'
import { foldLine } from '../../schema/fields/text.ts'
import { readCursor, writeCursor } from '../lib/cursor.ts'
import type { Owner } from './drawer.ts'
import { type CaseFilter, type CaseRow, listCases } from './store.ts'

/** Cases on a page. */
export const PAGE = 20

const DAY_MS = 24 * 60 * 60 * 1000

/** The first moment of a day in China; nothing for a day that does not exist. */
const startOf = (day: string | undefined) =>
  day !== undefined && isRealDay(day) ? Date.parse(`${day}T00:00:00+08:00`) : undefined

/** Within a scope: an item that is asked for and not in it gives nothing. */
export function filterOf(query: CaseQuery, scope: readonly string[] | undefined): CaseFilter {
  const { status, item, from, to } = query
  const text = foldLine(query.q ?? '')
  const last = startOf(to)
  const items = item === undefined ? scope : scope && !scope.includes(item) ? [] : [item]
  return {
    ...{ tab: status, items, from: startOf(from), until: last === undefined ? undefined : last + DAY_MS },
    named: text === '' ? undefined : { codes: codesNamed(text), text },
  }
}

export async function pageOf(
  db: D1Database,
  owner: Owner,
  query: CaseQuery,
  scope: readonly string[] | undefined,
): Promise<{ rows: CaseRow[]; next: string | null }> {
  // One more than is shown tells whether there is anything older.
  const found = await listCases(db, owner, filterOf(query, scope), PAGE + 1, readCursor(query.before))
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  return { rows, next: last ? writeCursor({ at: last.listed_at, id: last.id }) : null }
}
