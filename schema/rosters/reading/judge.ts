/** A roster row by row, each with what the rules say of it: the same on both sides of the wire. */
import { type CheckContext, type RowCheck, rowChecker } from '../check.ts'
import { Duplicates } from '../duplicates.ts'
import type { TemplateCode } from '../names.ts'
import type { Rows } from '../rows.ts'
import type { RosterRow } from './people.ts'
import type { Roster } from './roster.ts'

export interface JudgedRow<Row = Rows[TemplateCode]> extends RosterRow {
  /** Of a person, and of nobody else. */
  check?: RowCheck<Row>
  /** The row in which the same number came before. */
  sameAs?: number
}

export interface Choices {
  /** Hidden rows that the person wants filed nevertheless; without it none. */
  takeHidden?: (row: number) => boolean
  /** Keys of columns of a row whose repairs the person does not want. */
  asTyped?: (row: number) => ReadonlySet<string> | undefined
}

export type Judge = (row: RosterRow) => JudgedRow

/** Made once for a roster; rows must come in their order, since the first of two equal numbers counts. */
export function judge(template: TemplateCode, context: CheckContext, choices: Choices = {}): Judge {
  const check = rowChecker(template, context)
  const numbers = new Duplicates()
  return (row) => {
    if (row.kind !== 'person') return row
    const checked = check(row.cells, choices.asTyped?.(row.row))
    const refused = (code: string): RowCheck<Rows[TemplateCode]> => ({
      ...{ repairs: checked.repairs, texts: checked.texts, notices: [] },
      problems: [...checked.problems, { column: '', code }],
    })
    if (row.hidden && !choices.takeHidden?.(row.row)) return { ...row, check: refused('row.hidden') }
    const sameAs = checked.value && numbers.before(checked.value.documentNumber, row.row)
    return sameAs === undefined
      ? { ...row, check: checked }
      : { ...row, sameAs, check: refused('row.duplicate') }
  }
}

/** Throws `Unreadable`, as the roster's rows do. */
export async function* judged(
  roster: Roster,
  context: CheckContext,
  choices?: Choices,
): AsyncGenerator<JudgedRow> {
  const present = new Set(Object.keys(roster.mapping))
  const decide = judge(roster.template, { present, ...context }, choices)
  for await (const row of roster.rows()) yield decide(row)
}
