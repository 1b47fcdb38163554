/** The original file with results beside its rows: its other columns, sheets and looks stay as they are. */
import { type Cells, textCell } from '../cell.ts'
import { MOST_PART_CHARACTERS, MOST_SHEET_CHARACTERS } from '../reading/limits.ts'
import { openBook } from '../reading/open.ts'
import type { Book } from '../reading/raw.ts'
import type { Source } from '../reading/source.ts'
import { workbookOf } from '../reading/workbook.ts'
import { type Part, partsOf, textOf } from '../reading/zip.ts'
import { csvLine, writeCsv } from './csv.ts'
import { patched } from './patch.ts'
import { RESULT_HEADERS, type RowResult, resultCells } from './result.ts'
import { ZipWriter } from './zip.ts'

/** Results by row, as people number them. */
export type Results = ReadonlyMap<number, RowResult>

/**
 * The sheet with two columns more, right of all that is there. Formulas give way to what they came to, in every sheet.
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
  const zip = new ZipWriter()
  for (const [key, part] of parts) {
    const place = workbook.sheets.findIndex((one) => one.part === part)
    if (isChain(key)) continue
    if (place >= 0 || /\/worksheets\/[^/]+\.xml$/.test(key)) {
      const text = textOf(part, MOST_SHEET_CHARACTERS)
      await zip.add(part.filename, patched(text, width, place === sheet ? added : () => undefined))
    } else if (mayName(key)) await zip.add(part.filename, await withoutChain(part))
    else await zip.copy(part)
  }
  return zip.finish()
}

/** The order in which formulas are reckoned: without formulas there is none, and a list of none is a fault. */
const isChain = (key: string) => key.endsWith('/calcchain.xml')
const mayName = (key: string) => key === '[content_types].xml' || key.endsWith('workbook.xml.rels')

async function withoutChain(part: Part): Promise<string> {
  let text = ''
  for await (const piece of textOf(part, MOST_PART_CHARACTERS)) text += piece
  return text.replace(
    /<(?:\w+:)?(?:Override|Relationship)\b[^>]*calcChain[^>]*?(?:\/>|><\/(?:\w+:)?(?:Override|Relationship)>)/gi,
    '',
  )
}
