/** One row against the rules: the same in the browser, where nothing leaves the machine, and in the hall. */
import * as v from 'valibot'
import { DOCUMENT_TYPES } from '../fields/document-type.ts'
import { identityNumberProblem } from '../fields/identity-number.ts'
import type { Fen } from '../fields/money.ts'
import type { Cell } from './cell.ts'
import { type Column, columnsOf } from './columns.ts'
import { columnFold, type Folded } from './fold.ts'
import type { TemplateCode } from './names.ts'
import { type Notice, noticesOf } from './notices.ts'
import type { Repair } from './repairs.ts'
import { type Rows, rowSchema } from './rows.ts'

export interface CheckContext {
  /** The day of operation in China, `YYYY-MM-DD`. */
  today: string
  /** Bounds of a contribution base, where they are known: a wage outside is told of and changed to the bound. */
  limits?: { floorFen: Fen; capFen: Fen } | undefined
  /** Keys of the columns that the table has; without it all. A missing 证件类型 is made good where it can be. */
  present?: ReadonlySet<string> | undefined
}

export interface Problem {
  /** Key of the column, or `''` for the row as a whole. */
  column: string
  code: string
}

export interface RowCheck<Row> {
  /** There only if nothing is wrong. Money is in fen, within the bounds; codes are codes. */
  value?: Row
  problems: Problem[]
  repairs: Repair[]
  notices: Notice[]
  /** The row as it is after its repairs, by key; codes by their labels, as a clean file shows them. */
  texts: Readonly<Record<string, string>>
}

/** Cells by the keys of their columns; what is empty may be left out. */
export type RowCells = Readonly<Record<string, Cell | undefined>>

/** @param asTyped keys of columns whose repair the person does not want */
export type CheckRow<Row> = (cells: RowCells, asTyped?: ReadonlySet<string>) => RowCheck<Row>

/** Made once for a file, asked for every row. */
export function rowChecker<Code extends TemplateCode>(
  template: Code,
  context: CheckContext,
): CheckRow<Rows[Code]> {
  const columns = columnsOf(template)
    .filter(({ kind }) => kind !== 'place')
    .map((column): Reading => ({ ...column, fold: columnFold(column) }))
  const schema = rowSchema(template, context.today)
  return (cells, asTyped) => {
    const read = readCells(columns, cells, context, asTyped)
    const result = v.safeParse(schema, read.texts)
    const problems = new Map(read.problems)
    for (const issue of result.issues ?? []) {
      const column = String(issue.path?.[0]?.key ?? '')
      if (!problems.has(column)) problems.set(column, issue.message)
    }
    const listed = columns.flatMap(({ key }) => {
      const code = problems.get(key)
      return code === undefined ? [] : [{ column: key, code }]
    })
    const { repairs, shown } = read
    if (!result.success || listed.length > 0) return { problems: listed, repairs, notices: [], texts: shown }
    const { value, notices } = noticesOf(template, result.output, context)
    return { value, problems: [], repairs, notices, texts: shown }
  }
}

export const checkRow = <Code extends TemplateCode>(template: Code, cells: RowCells, context: CheckContext) =>
  rowChecker(template, context)(cells)

type Reading = Column & { fold: (cell: Cell) => Folded }

interface Read {
  /** As the schema takes them. */
  texts: Record<string, string>
  /** As people read them. */
  shown: Record<string, string>
  problems: Map<string, string>
  repairs: Repair[]
}

function readCells(
  columns: readonly Reading[],
  cells: RowCells,
  { present, today }: CheckContext,
  asTyped: ReadonlySet<string> | undefined,
): Read {
  const read: Read = { texts: {}, shown: {}, problems: new Map(), repairs: [] }
  for (const column of columns) {
    const { key } = column
    const cell = cells[key]
    read.texts[key] = ''
    if (!cell) continue
    const { value, repair, problem } = column.fold(cell)
    read.texts[key] = value
    read.shown[key] = shown(column, value)
    if (problem) read.problems.set(key, problem)
    else if (repair && asTyped?.has(key)) read.problems.set(key, 'cell.as_typed')
    if (repair && !problem)
      read.repairs.push({ column: key, before: cell.text, after: shown(column, value), code: repair })
  }
  completeType(read, present, today)
  return read
}

/** Codes are shown by their labels. */
const shown = ({ list }: Column, value: string) => list?.[value] ?? value

function completeType(
  { texts, shown, problems, repairs }: Read,
  present: CheckContext['present'],
  today: string,
): void {
  if (texts.documentType === undefined) return
  if (/^(?:中国)?(?:普通|因私|因公)?护照$/.test(texts.documentType))
    problems.set('documentType', 'document_type.passport')
  if (!present || present.has('documentType') || texts.documentType !== '') return
  if (identityNumberProblem(texts.documentNumber ?? '', today)) return
  texts.documentType = '01'
  shown.documentType = DOCUMENT_TYPES['01']
  repairs.push({ column: 'documentType', before: '', after: DOCUMENT_TYPES['01'], code: 'repair.type' })
}
