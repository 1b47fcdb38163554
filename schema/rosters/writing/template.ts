/** The empty form of each roster: headers, lists to choose from, and a sheet that says how it is filled in. */
import { type Cells, textCell } from '../cell.ts'
import { type Column, columnsOf } from '../columns.ts'
import { TEMPLATE_NAMES, type TemplateCode } from '../names.ts'
import { columnName } from './markup.ts'
import { notesOf } from './notes.ts'
import type { Style } from './styles.ts'
import { type ColumnLook, type SheetLook, writeWorkbook } from './workbook.ts'

const LISTS = '代码表'
const NOTES = '填表说明'

const WIDTHS: Record<Column['kind'], number> = {
  ...{ place: 7, name: 14, document: 24, mobile: 16, code: 20, day: 17, money: 14, text: 18 },
}

/** What is typed stays as it is typed, but for running numbers and money, which programs may add up. */
const styleOf = ({ kind }: Column): Style => (kind === 'place' || kind === 'money' ? 'plain' : 'text')

const HINTS: Partial<Record<Column['kind'], string>> = {
  document: '请照证件填写。这一列是文本格式，请不要改成数字。',
  day: '请写成 2026-10-01 这样。',
  money: '单位是元，最多两位小数，只填数字。',
}

/** How a column of the template looks, also where it is filled already. */
export const lookOf = (column: Column): ColumnLook => ({
  ...{ header: column.header, width: WIDTHS[column.kind], style: styleOf(column) },
})

/** The form of one roster, as a workbook. */
export function templateFile(template: TemplateCode): Promise<Uint8Array<ArrayBuffer>> {
  const columns = columnsOf(template)
  const lists = columns.filter(({ list }) => list)
  const looks = columns.map((column): ColumnLook => {
    const place = lists.indexOf(column)
    const hint = HINTS[column.kind]
    return {
      ...lookOf(column),
      ...(place >= 0 && { choices: choicesAt(place, Object.keys(column.list ?? {}).length) }),
      ...(hint && { hint }),
    }
  })
  return writeWorkbook([
    { name: TEMPLATE_NAMES[template], columns: looks },
    notesSheet(template),
    listsSheet(lists),
  ])
}

/** Each list has two columns, the code and its name; the names are chosen. */
const choicesAt = (place: number, count: number) => {
  const column = columnName(place * 2 + 1)
  return `'${LISTS}'!$${column}$2:$${column}$${count + 1}`
}

const notesSheet = (template: TemplateCode): SheetLook => ({
  name: NOTES,
  columns: [
    { header: '怎么填', width: 20, style: 'note' },
    { header: TEMPLATE_NAMES[template], width: 90, style: 'note' },
  ],
  rows: notesOf(template).map((note) => note.map(textCell)),
})

/** In the order of the codes: keys like `41` would come before `01` by themselves. */
const entriesOf = ({ list = {} }: Column) =>
  Object.entries(list).sort(([one], [other]) => (one < other ? -1 : 1))

function listsSheet(columns: readonly Column[]): SheetLook {
  const lists = columns.map(entriesOf)
  const longest = Math.max(0, ...lists.map((list) => list.length))
  const row = (at: number): Cells =>
    lists.flatMap((list) =>
      [list[at]?.[0], list[at]?.[1]].map((text) => (text === undefined ? undefined : textCell(text))),
    )
  return {
    name: LISTS,
    columns: columns.flatMap(({ header }) => [
      { header: `${header}代码`, width: 18, style: 'text' },
      { header, width: 26, style: 'text' },
    ]),
    rows: Array.from({ length: longest }, (_, at) => row(at)),
  }
}
