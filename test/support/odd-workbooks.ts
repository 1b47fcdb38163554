/** Workbooks as no test wants to keep them: put together part by part, odd in one way each. */
import { type Text, ZipWriter } from '../../schema/rosters/writing/zip.ts'

export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

export const relations = (...targets: [kind: string, target: string][]) =>
  `${HEAD}<Relationships xmlns="${PACKAGE}">${targets
    .map(
      ([kind, target], place) =>
        `<Relationship Id="rId${place + 1}" Type="${RELATIONS}/${kind}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

/** A workbook of one sheet, with whatever parts a test wants otherwise. */
export async function workbookOf(
  sheet: Text,
  others: Record<string, Text> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipWriter()
  const parts: Record<string, Text> = {
    '_rels/.rels': relations(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ['worksheet', 'worksheets/sheet1.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
      ['styles', 'styles.xml'],
    ),
    'xl/worksheets/sheet1.xml': sheet,
    ...others,
  }
  for (const [name, text] of Object.entries(parts)) await zip.add(name, text)
  return zip.finish()
}

export const sheetOf = (rows: string, head = '') =>
  `${HEAD}<worksheet xmlns="${MAIN}">${head}<sheetData>${rows}</sheetData></worksheet>`

export const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`

/** Lines of texts, as a workbook. */
export const tableOf = (lines: readonly (readonly string[])[]) =>
  workbookOf(
    sheetOf(
      lines.map((cells, place) => `<row r="${place + 1}">${cells.map(inline).join('')}</row>`).join(''),
    ),
  )

/** Headers and one person; more than these two rows come behind. */
export const TWO_ROWS = [
  ['姓名', '证件类型', '证件号码', '变更原因', '停保时间'],
  ['徐建', '居民身份证', '11010519491231002X', '个人解除合同', '2026-11-10'],
].map((cells, place) => `<row r="${place + 1}">${cells.map(inline).join('')}</row>`)

/** A sheet whose rows are made as they are packed. */
export function* longSheet(rows: Iterable<string>): Generator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${TWO_ROWS.join('')}`
  yield* rows
  yield '</sheetData></worksheet>'
}

export function* counted(from: number, to: number, one: (row: number) => string): Generator<string> {
  for (let row = from; row <= to; row++) yield one(row)
}

/** A workbook of many sheets, which are counted from 1. */
export function manySheets(count: number, sheet: (place: number) => Text): Promise<Uint8Array<ArrayBuffer>> {
  const places = Array.from({ length: count }, (_, place) => place + 1)
  const listed = places.map((place) => `<sheet name="${place}" sheetId="${place}" r:id="rId${place}"/>`)
  return workbookOf('', {
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ...places.map((place): [string, string] => ['worksheet', `worksheets/sheet${place}.xml`]),
    ),
    ...Object.fromEntries(places.map((place) => [`xl/worksheets/sheet${place}.xml`, sheet(place)])),
  })
}

/** Without headers; each piece differs, so that it does not pack too well. */
export function* bareSheet(pieces: number, one: (at: number) => string): Generator<string> {
  yield `<worksheet><sheetData>`
  yield* counted(1, pieces, one)
  yield '</sheetData></worksheet>'
}

/** A sheet that ends within a cell: what is told is what was seen before. */
export const openCell = (tag: string, piece: string) => [
  ...[...longSheet([`<row><c t="str">${tag}`])].slice(0, -1),
  ...Array.from({ length: 400 }, () => piece.repeat(100)),
]
