/** Rosters that are given back: with what became of each row, or cleaned. */
import { type Cell, type Cells, textCell } from '../cell.ts'
import { columnsOf } from '../columns.ts'
import { TEMPLATE_NAMES, type TemplateCode } from '../names.ts'
import { csvLine, writeCsv } from './csv.ts'
import { lookOf } from './template.ts'
import { type ColumnLook, writeWorkbook } from './workbook.ts'

export type Format = 'xlsx' | 'csv'

export const RESULT_HEADERS = ['处理结果', '失败原因'] as const

export const OUTCOMES = {
  ...{ done: '办理成功', failed: '没有办成', left: '没有提交' },
  // Of a trial, where nothing is filed yet.
  ...{ fit: '可以办', unfit: '不能办' },
} as const
export type Outcome = keyof typeof OUTCOMES

/** What became of a row; the reason is empty where all went well. */
export interface RowResult {
  outcome: Outcome
  reason: string
}

export interface ResultRow extends RowResult {
  cells: Cells
}

export const resultCells = ({ outcome, reason }: RowResult): [Cell, Cell] => [
  textCell(OUTCOMES[outcome]),
  textCell(reason),
]

/** Whether a header is one of an earlier result file, which is not carried on. */
export const isResultHeader = (header: string | undefined): boolean =>
  RESULT_HEADERS.some((one) => one === header?.trim())

/** Rows as they came, in the format that they came in, each with its result at the right. */
export async function resultFile(
  format: Format,
  template: TemplateCode,
  headers: readonly (string | undefined)[],
  rows: AsyncIterable<ResultRow> | Iterable<ResultRow>,
): Promise<Uint8Array<ArrayBuffer>> {
  const places = headers.flatMap((header, place) => (isResultHeader(header) ? [] : [place]))
  const own = places.map((place) => headers[place] ?? '')
  const lines = async function* (): AsyncGenerator<Cells> {
    for await (const row of rows) yield [...places.map((place) => row.cells[place]), ...resultCells(row)]
  }
  const all = [...own, ...RESULT_HEADERS]
  if (format === 'csv') return writeCsv(csvLines(all, lines()))
  const known = columnsOf(template)
  const columns = all.map((header, place): ColumnLook => {
    if (place >= own.length) return { header, width: place === own.length ? 12 : 60, style: 'reason' }
    const column = known.find((one) => one.header === header.trim())
    return column ? lookOf(column) : { header, width: 16, style: 'plain' }
  })
  return writeWorkbook([
    { name: TEMPLATE_NAMES[template], columns, rows: lines(), reasons: RESULT_HEADERS.length },
  ])
}

/** People whose rows are in order, in the template's own columns. `texts` are by key, codes as their labels. */
export function cleanFile(
  template: TemplateCode,
  people: AsyncIterable<Readonly<Record<string, string>>> | Iterable<Readonly<Record<string, string>>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const columns = columnsOf(template)
  const rows = async function* (): AsyncGenerator<Cells> {
    let count = 0
    for await (const texts of people) {
      count++
      yield columns.map(({ key, kind }): Cell => {
        const text = kind === 'place' ? String(count) : (texts[key] ?? '')
        return { kind: kind === 'place' || kind === 'money' ? 'number' : 'text', text }
      })
    }
  }
  return writeWorkbook([{ name: TEMPLATE_NAMES[template], columns: columns.map(lookOf), rows: rows() }])
}

async function* csvLines(headers: readonly string[], rows: AsyncIterable<Cells>): AsyncGenerator<string> {
  yield csvLine(headers.map(textCell))
  for await (const cells of rows) yield csvLine(cells, headers.length)
}
