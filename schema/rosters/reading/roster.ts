/** A file as a roster: its best sheet, its headers, and its rows, one after the other. */
import type { TemplateCode } from '../names.ts'
import { Unreadable } from './faults.ts'
import { findHead, type Head, MOST_ROWS_ABOVE, type Wishes } from './head.ts'
import { doubledColumns, type Mapping, missingColumns } from './headers.ts'
import { MOST_ROWS, MOST_SEARCHED_CHARACTERS } from './limits.ts'
import { Meter } from './meter.ts'
import { openBook } from './open.ts'
import { type RosterRow, rowReader } from './people.ts'
import type { Book, RawRow } from './raw.ts'
import type { Source } from './source.ts'

export interface Roster {
  format: Book['format']
  encoding?: string
  sheets: Book['sheets']
  /** The place of the sheet that is read. */
  sheet: number
  template: TemplateCode
  headerRow: number
  headers: readonly (string | undefined)[]
  mapping: Mapping
  /** Keys of columns that the file lacks and that every row needs. */
  missing: string[]
  /** Keys of columns that the file has twice: the first is read. */
  doubled: string[]
  /** Rows that hold anything, below the headers. Throws `Unreadable`; also for more people than a file may have. */
  rows(): AsyncGenerator<RosterRow>
}

export interface RosterWishes extends Wishes {
  sheet?: number | undefined
  /** A mapping for the sheet as it was shown, instead of the one by words. */
  mapping?: Mapping | undefined
}

/** Throws `Unreadable`. */
export async function openRoster(source: Source, wishes: RosterWishes = {}): Promise<Roster> {
  return rosterIn(await openBook(source), wishes)
}

/** The same for a file that is open already: it can be asked again with other wishes. */
export async function rosterIn(book: Book, wishes: RosterWishes = {}): Promise<Roster> {
  const { sheet, head } = await bestSheet(book, wishes)
  const mapping = wishes.mapping ?? head.mapping
  return {
    format: book.format,
    ...(book.encoding !== undefined && { encoding: book.encoding }),
    ...{ sheets: book.sheets, sheet, template: head.template },
    ...{ headerRow: head.row, headers: head.headers, mapping },
    missing: missingColumns(head.template, mapping).map(({ key }) => key),
    doubled: doubledColumns(head.headers, head.template, mapping).map(({ key }) => key),
    rows: () => rowsBelow(book, sheet, head, mapping),
  }
}

async function bestSheet(book: Book, wishes: RosterWishes): Promise<{ sheet: number; head: Head }> {
  const wanted = wishes.sheet === undefined ? book.sheets.map((_, place) => place) : [wishes.sheet]
  const search = new Meter(MOST_SEARCHED_CHARACTERS)
  let best: { sheet: number; head: Head; worth: number } | undefined
  for (const sheet of wanted) {
    const head = findHead(await firstRows(book, sheet, search), wishes)
    // A hidden sheet is a leftover, or the lists of a template, unless nothing else is there.
    const worth = (head?.score ?? 0) / (book.sheets[sheet]?.hidden ? 10 : 1)
    if (head && worth > (best?.worth ?? 0)) best = { sheet, head, worth }
  }
  if (!best) throw new Unreadable('file.no_header')
  return best
}

async function firstRows(book: Book, sheet: number, search: Meter): Promise<RawRow[]> {
  const first: RawRow[] = []
  for await (const row of book.rows(sheet, search)) {
    first.push(row)
    if (first.length >= MOST_ROWS_ABOVE) break
  }
  return first
}

async function* rowsBelow(
  book: Book,
  sheet: number,
  head: Head,
  mapping: Mapping,
): AsyncGenerator<RosterRow> {
  const read = rowReader(head.template, mapping, head.headers)
  let people = 0
  for await (const raw of book.rows(sheet)) {
    if (raw.row <= head.row) continue
    const row = read(raw)
    if (row.kind === 'person') people++
    if (people > MOST_ROWS) throw new Unreadable('file.too_many_rows')
    yield row
  }
}
