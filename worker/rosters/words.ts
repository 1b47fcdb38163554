/** What came of a row, and of a file, in words. */
import { type Notice, sayNotice } from '../../schema/filing-notices.ts'
import { type Refused, sayRefused } from '../../schema/filing-refused.ts'
import { type RosterProblem, rosterProblemText, rosterRowCopy } from '../../schema/roster-refusals.ts'
import { columnsOf } from '../../schema/rosters/columns.ts'
import { rosterMessage } from '../../schema/rosters/copy.ts'
import type { TemplateCode } from '../../schema/rosters/names.ts'

/** What is wrong with a row as it stands in the spreadsheet; without a column, with the row as a whole. */
export interface RowProblem {
  column?: string
  code: string
}

/** What is kept of a row that was not filed just as it stands: why it was refused, or what the filer is told. */
export interface RowResult {
  row: number
  problems?: RowProblem[]
  refused?: Refused
  notices?: Notice[]
}

/** Nobody can read it any more: its number is all that is left. */
export const LOST = { code: 'row.lost' }
export const isLost = ({ problems }: RowResult) => problems?.[0]?.code === LOST.code

export const isRefused = ({ problems, refused }: RowResult) => problems !== undefined || refused !== undefined

function sayProblem(template: TemplateCode, { column = '', code }: RowProblem): string {
  const own = Object.hasOwn(rosterRowCopy, code)
    ? rosterRowCopy[code as keyof typeof rosterRowCopy]
    : undefined
  const header = columnsOf(template).find(({ key }) => key === column)?.header
  return `${header ? `${header}：` : ''}${own ?? rosterMessage(code)}`
}

/** Why a row was not filed, all of it; undefined where it was. */
export function reasonOf(
  template: TemplateCode,
  { problems = [], refused }: RowResult,
): { code: string; text: string } | undefined {
  const [first] = problems
  if (first) return { code: first.code, text: problems.map((one) => sayProblem(template, one)).join('') }
  return refused && { code: refused.code, text: sayRefused(refused) }
}

export const toldOf = ({ notices = [] }: RowResult): string[] => notices.map(sayNotice)

/** Why nothing of a file was filed, as it is kept: the reason, and keys of the columns that it is about. */
export const problemKept = (code: RosterProblem, columns: readonly string[] = []): string =>
  [code, ...columns].join(' ')

/** The same in words. Columns are named as the template has them: nothing of what the file says is said. */
export function problemOf(template: TemplateCode, kept: string): { code: string; text: string } {
  const [code = '', ...keys] = kept.split(' ')
  const headers = columnsOf(template).flatMap(({ key, header }) => (keys.includes(key) ? [header] : []))
  return { code, text: rosterProblemText(code, headers) }
}
