/**
 * A workbook of our own: sheets of texts, with lists to choose from. All but the rows is hucre's; it keeps every row in
 * memory and knows no formats of whole columns, so that rows and those are put into its sheets as they are packed.
 */
import { type DataValidation, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import type { Cells } from '../cell.ts'
import { sourceOf } from '../reading/source.ts'
import { type Part, partsOf, textOf } from '../reading/zip.ts'
import { cellMarkup, columnName, textMarkup, writable } from './markup.ts'
import { DEFAULT_FONT, LOOKS, type Places, STYLE_NAMES, type Style } from './styles.ts'
import { ZipWriter, zipStream } from './zip.ts'

export interface ColumnLook {
  header: string
  /** In characters. */
  width: number
  style: Style
  /** What may be chosen, as a reference to cells: `代码表!$A$2:$A$9`. */
  choices?: string
  /** Shown when the cell is chosen. */
  hint?: string
}

export interface SheetLook {
  name: string
  columns: readonly ColumnLook[]
  rows?: Iterable<Cells> | AsyncIterable<Cells>
  /** The last columns hold reasons and are drawn as such. */
  reasons?: number
}

const LAST_ROW = 50_001
/** A file says nothing of when it was made. */
const DAY = new Date(Date.UTC(1980, 0, 1))

export async function writeWorkbook(sheets: readonly SheetLook[]): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipWriter()
  await pack(zip, sheets)
  return zip.finish()
}

/** The same as its rows come, of which nothing is kept. */
export const workbookStream = (sheets: readonly SheetLook[]): ReadableStream<Uint8Array> =>
  zipStream((zip) => pack(zip, sheets))

async function pack(zip: ZipWriter, sheets: readonly SheetLook[]): Promise<void> {
  const bare = await writeXlsx({
    ...{ sheets: sheets.map(bareSheet), stringMode: 'inline', defaultFont: DEFAULT_FONT },
    properties: { created: DAY, modified: DAY },
  })
  for (const part of (await partsOf(sourceOf(bare))).values()) {
    const place = /worksheets\/sheet(\d+)\.xml$/.exec(part.filename)?.[1]
    const sheet = sheets[Number(place) - 1]
    if (sheet) await zip.add(part.filename, filled(await whole(part), sheet))
    else await zip.copy(part)
  }
}

/** The headers, and a row of one cell in each format, from which is seen where in the list of formats they stand. */
const bareSheet = ({ name, columns }: SheetLook): WriteSheet => ({
  ...{ name, freezePane: { rows: 1 }, dataValidations: columns.flatMap(validation) },
  columns: columns.map(({ width }) => ({ width })),
  rows: [columns.map(({ header }) => writable(header)), STYLE_NAMES.map(() => null)],
  cells: new Map([
    ...columns.map((_, place) => [`0,${place}`, { style: LOOKS.header }] as const),
    ...STYLE_NAMES.map((style, place) => [`1,${place}`, { style: LOOKS[style] }] as const),
  ]),
})

/** A code may be typed as well as chosen, so what is not in the list is asked about and not refused. */
function validation({ choices, hint }: ColumnLook, place: number): DataValidation[] {
  if (!choices && !hint) return []
  const column = columnName(place)
  const asked = hint ? { showInputMessage: true, inputMessage: hint } : {}
  const common = { ...asked, allowBlank: true, range: `${column}2:${column}${LAST_ROW}` }
  if (!choices) return [{ ...common, type: 'textLength', operator: 'greaterThanOrEqual', formula1: '0' }]
  return [
    {
      ...{ ...common, type: 'list', formula1: choices, errorStyle: 'warning', showErrorMessage: true },
      ...{ errorTitle: '不在列表里', errorMessage: '请从下拉列表里选，或者填列表里的代码。' },
    },
  ]
}

async function whole(part: Part): Promise<string> {
  let text = ''
  for await (const piece of textOf(part)) text += piece
  return text
}

const SAMPLE = /<row r="2".*?<\/row>/
const END = '</sheetData>'

async function* filled(bare: string, { columns, rows = [], reasons = 0 }: SheetLook): AsyncGenerator<string> {
  const places = placesIn(SAMPLE.exec(bare)?.[0] ?? '')
  const sheet = bare
    .replace(SAMPLE, '')
    // The extent that the sheet notes of itself would be wrong.
    .replace(/<dimension [^>]*>/, '')
    .replace(/<col min="(\d+)"/g, (col, at) => `${col} style="${places[columns[at - 1]?.style ?? 'plain']}"`)
  const end = sheet.indexOf(END)
  yield sheet.slice(0, end)
  let row = 1
  for await (const cells of rows) {
    row++
    yield `<row r="${row}">${rowMarkup(cells, row, columns, columns.length - reasons, places)}</row>`
  }
  yield sheet.slice(end)
}

function placesIn(sample: string): Places {
  const found = Array.from(sample.matchAll(/ s="(\d+)"/g), ([, place]) => Number(place))
  if (found.length !== STYLE_NAMES.length) throw new Error('a format was left out')
  const named = Object.fromEntries(STYLE_NAMES.map((style, at) => [style, found[at]]))
  return { ...(named as Omit<Places, 'plain'>), plain: 0 }
}

const rowMarkup = (
  cells: Cells,
  row: number,
  columns: readonly ColumnLook[],
  firstReason: number,
  places: Places,
) =>
  Array.from(cells, (cell, place) => {
    if (!cell || cell.text === '') return ''
    const name = `${columnName(place)}${row}`
    return place >= firstReason
      ? textMarkup(name, cell.text, places.reason)
      : cellMarkup(name, cell, places, columns[place]?.style)
  }).join('')
