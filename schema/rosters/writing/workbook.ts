/** A workbook of our own: sheets of texts, with lists to choose from. */
import type { Cells } from '../cell.ts'
import { cellMarkup, columnName, escaped, HEAD, MAIN, RELATIONS, STYLE, textMarkup } from './markup.ts'
import { STYLES } from './styles.ts'
import { ZipWriter } from './zip.ts'

export interface ColumnLook {
  header: string
  /** In characters. */
  width: number
  style: number
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

export async function writeWorkbook(sheets: readonly SheetLook[]): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipWriter()
  await zip.add('[Content_Types].xml', contentTypes(sheets.length))
  await zip.add('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]))
  await zip.add('xl/workbook.xml', workbookMarkup(sheets))
  const parts: [string, string][] = sheets.map((_, place) => [
    'worksheet',
    `worksheets/sheet${place + 1}.xml`,
  ])
  await zip.add('xl/_rels/workbook.xml.rels', relations([...parts, ['styles', 'styles.xml']]))
  await zip.add('xl/styles.xml', STYLES)
  for (const [place, sheet] of sheets.entries())
    await zip.add(`xl/worksheets/sheet${place + 1}.xml`, sheetMarkup(sheet))
  return zip.finish()
}

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const contentTypes = (count: number) =>
  [
    `${HEAD}<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>`,
    `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>`,
    ...Array.from(
      { length: count },
      (_, place) =>
        `<Override PartName="/xl/worksheets/sheet${place + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
    ),
    '</Types>',
  ].join('')

const relations = (targets: readonly (readonly [kind: string, target: string])[]) =>
  [
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">`,
    ...targets.map(
      ([kind, target], place) =>
        `<Relationship Id="rId${place + 1}" Type="${RELATIONS}/${kind}" Target="${target}"/>`,
    ),
    '</Relationships>',
  ].join('')

const workbookMarkup = (sheets: readonly SheetLook[]) =>
  [
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>`,
    ...sheets.map(
      ({ name }, place) => `<sheet name="${escaped(name)}" sheetId="${place + 1}" r:id="rId${place + 1}"/>`,
    ),
    '</sheets></workbook>',
  ].join('')

async function* sheetMarkup({ columns, rows = [], reasons = 0 }: SheetLook): AsyncGenerator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">`
  yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  yield `<cols>${columns.map(colMarkup).join('')}</cols><sheetData><row r="1">`
  yield columns.map(({ header }, place) => textMarkup(`${columnName(place)}1`, header, STYLE.header)).join('')
  yield '</row>'
  const names = columns.map((_, place) => columnName(place))
  let row = 1
  for await (const cells of rows) {
    row++
    yield `<row r="${row}">${rowMarkup(cells, names, row, columns.length - reasons)}</row>`
  }
  yield '</sheetData>'
  const lists = columns.flatMap(({ choices, hint }, place) =>
    choices || hint ? [listMarkup(place, choices, hint)] : [],
  )
  if (lists.length > 0) yield `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`
  yield '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>'
}

const rowMarkup = (cells: Cells, names: readonly string[], row: number, firstReason: number) =>
  Array.from(cells, (cell, place) => {
    if (!cell || cell.text === '') return ''
    const name = `${names[place] ?? columnName(place)}${row}`
    return place >= firstReason ? textMarkup(name, cell.text, STYLE.reason) : cellMarkup(name, cell)
  }).join('')

const colMarkup = ({ width, style }: ColumnLook, place: number) =>
  `<col min="${place + 1}" max="${place + 1}" width="${width}" style="${style}" customWidth="1"/>`

/** A code may be typed as well as chosen, so what is not in the list is asked about and not refused. */
function listMarkup(place: number, choices: string | undefined, hint: string | undefined): string {
  const column = columnName(place)
  const asked = hint ? ` showInputMessage="1" prompt="${escaped(hint)}"` : ''
  const range = `sqref="${column}2:${column}${LAST_ROW}"`
  if (!choices) return `<dataValidation allowBlank="1"${asked} ${range}/>`
  return [
    `<dataValidation type="list" errorStyle="warning" allowBlank="1"${asked} showErrorMessage="1"`,
    ` errorTitle="不在列表里" error="请从下拉列表里选，或者填列表里的代码。" ${range}>`,
    `<formula1>${escaped(choices)}</formula1></dataValidation>`,
  ].join('')
}
