/** One table as a workbook (ECMA-376), row by row. Text is text: nothing in it is ever a formula. */
import { type Source, zip } from './zip.ts'

/** A number is one to the program, everything else is words. */
export type Cell = string | number

export interface Sheet {
  name: string
  /** Twenty-six at the most, each with its width in characters. */
  columns: readonly (readonly [label: string, width: number])[]
  rows: AsyncIterable<readonly Cell[]>
}

const utf8 = new TextEncoder()
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** XML has no place for most control characters, nor has a name or a number. */
const escaped = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[<>&"]/g, (one) => `&#${one.charCodeAt(0)};`)

const cell = (value: Cell, place: string, style: number) =>
  typeof value === 'number'
    ? `<c r="${place}" s="2"><v>${value}</v></c>`
    : `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

const row = (number: number, cells: readonly Cell[], style = 0) =>
  `<row r="${number}">${cells.map((one, n) => cell(one, `${LETTERS[n]}${number}`, style)).join('')}</row>`

/** Rows joined until they are worth a step of the stream. */
const PIECE = 32_768

async function* sheet({ columns, rows }: Sheet): Source & AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const widths = columns.map(
    ([, width], n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`,
  )
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  let text =
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>` +
    `<cols>${widths.join('')}</cols><sheetData>`
  text += row(
    1,
    columns.map(([label]) => label),
    1,
  )
  let number = 1
  for await (const cells of rows) {
    text += row(++number, cells)
    if (text.length < PIECE) continue
    yield utf8.encode(text)
    text = ''
  }
  yield utf8.encode(`${text}</sheetData></worksheet>`)
}

async function* just(text: string): Source & AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield utf8.encode(HEAD + text)
}

const relations = (...all: [type: string, target: string][]) =>
  `<Relationships xmlns="${PACKAGE}/relationships">${all
    .map(([type, target], n) => `<Relationship Id="r${n + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

const override = (part: string, type: string) =>
  `<Override PartName="${part}" ContentType="${TYPES}.${type}+xml"/>`

/** Plain, bold for the header, and amounts with two decimals. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>`

/** The workbook's bytes as they come. */
export const xlsx = (table: Sheet): AsyncGenerator<Uint8Array<ArrayBuffer>, void> =>
  zip([
    {
      name: '[Content_Types].xml',
      content: just(
        `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
          `${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/worksheets/sheet1.xml', 'worksheet')}${override('/xl/styles.xml', 'styles')}</Types>`,
      ),
    },
    { name: '_rels/.rels', content: just(relations(['officeDocument', 'xl/workbook.xml'])) },
    {
      name: 'xl/workbook.xml',
      content: just(
        `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(table.name)}" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: just(relations(['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml'])),
    },
    { name: 'xl/styles.xml', content: just(STYLES) },
    { name: 'xl/worksheets/sheet1.xml', content: sheet(table) },
  ])
