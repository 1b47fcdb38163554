/** The original file with results beside its rows: its other columns, sheets and looks stay as they are. */
import { type Cells, textCell } from '../cell.ts'
import { MOST_SHEET_CHARACTERS } from '../reading/limits.ts'
import { Meter } from '../reading/meter.ts'
import { openBook } from '../reading/open.ts'
import type { Book } from '../reading/raw.ts'
import type { Source } from '../reading/source.ts'
import { relationsName, workbookOf } from '../reading/workbook.ts'
import { partName, partsOf, textOf } from '../reading/zip.ts'
import { csvLine, writeCsv } from './csv.ts'
import { isGoneThrough, keptParts, leftOf } from './leave.ts'
import { patched } from './patch.ts'
import { RESULT_HEADERS, type RowResult, resultCells } from './result.ts'
import { type Unit, unitByUnit } from './units.ts'
import { ZipWriter } from './zip.ts'

/** Results by row, as people number them. */
export type Results = ReadonlyMap<number, RowResult>

/**
 * The sheet with two columns more, right of all that is there. Formulas give way to what they came to, in every sheet,
 * and nothing goes along that fetches, reckons or points out of the file.
 * Text files come back in UTF-8, whatever they were. Throws `Unreadable`.
 */
export async function besideOriginal(
  source: Source,
  sheet: number,
  headerRow: number,
  results: Results,
): Promise<Uint8Array<ArrayBuffer>> {
  const book = await openBook(source)
  const width = await widthOf(book, sheet)
  const added = (row: number): Cells | undefined => {
    if (row === headerRow) return RESULT_HEADERS.map(textCell)
    const result = results.get(row)
    return result && resultCells(result)
  }
  return book.format === 'csv'
    ? writeCsv(csvLines(book, width, added))
    : patchedBook(source, sheet, width, added)
}

async function widthOf(book: Book, sheet: number): Promise<number> {
  let width = 0
  for await (const { cells } of book.rows(sheet)) width = Math.max(width, cells.length)
  return width
}

async function* csvLines(
  book: Book,
  width: number,
  added: (row: number) => Cells | undefined,
): AsyncGenerator<string> {
  let last = 0
  for await (const { row, cells } of book.rows(0)) {
    // Rows that hold nothing are not told of, but keep their place.
    for (; last < row - 1; last++) yield '\r\n'
    last = row
    const more = added(row)
    yield more
      ? csvLine([...Array.from({ length: width }, (_, place) => cells[place]), ...more])
      : csvLine(cells, width)
  }
}

async function patchedBook(
  source: Source,
  sheet: number,
  width: number,
  added: (row: number) => Cells | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts = await partsOf(source)
  const workbook = await workbookOf(parts)
  const shown = workbook.sheets[sheet]?.part
  const kept = await keptParts(parts, workbook.main)
  const owners = new Map([...kept].map(([key, own]) => [relationsName(key), own]))
  const meter = new Meter(MOST_SHEET_CHARACTERS)
  const zip = new ZipWriter()
  for (const [key, part] of parts) {
    const own = kept.get(key)
    const gone = own?.gone ?? owners.get(key)?.gone
    const text = () => textOf(part, meter)
    if (key === CONTENT_TYPES) await zip.add(part.filename, unitByUnit(text(), typeOf(kept)))
    else if (!gone) continue
    else if (!own) await zip.add(part.filename, unitByUnit(text(), relationOf(gone)))
    else if (own.kinds.has('worksheet'))
      await zip.add(part.filename, patched(text(), gone, width, part === shown ? added : () => undefined))
    else if (isGoneThrough(own))
      await zip.add(
        part.filename,
        unitByUnit(text(), (unit) => leftOf(unit, gone)),
      )
    else await zip.copy(part)
  }
  return zip.finish()
}

const CONTENT_TYPES = '[content_types].xml'

/** What a part is, as long as there is one. */
const typeOf =
  (kept: ReadonlyMap<string, unknown>) =>
  ({ markup, own: { name, attributes } }: Unit) =>
    name !== 'Override' || kept.has(partName(attributes.PartName ?? '')) ? markup : ''

const relationOf =
  (gone: ReadonlySet<string>) =>
  ({ markup, own: { attributes } }: Unit) =>
    gone.has(attributes.Id ?? '') ? '' : markup
