/** A judged row in the words of the panel. */

import { formatYuan } from '../../../schema/fields/money.ts'
import type { Problem } from '../../../schema/rosters/check.ts'
import { columnsOf } from '../../../schema/rosters/columns.ts'
import { rosterMessage } from '../../../schema/rosters/copy.ts'
import type { TemplateCode } from '../../../schema/rosters/names.ts'
import type { JudgedRow } from '../../../schema/rosters/reading/judge.ts'
import type { ShownRow, View } from './wire.ts'

export function belongs({ kind, hidden, check }: JudgedRow, view: View): boolean {
  if (kind !== 'person') return view === 'left' && kind !== 'blank'
  switch (view) {
    case 'good':
      return check?.value !== undefined
    case 'wrong':
      // What is only hidden is a question, not a mistake.
      return check?.problems.some(({ code }) => code !== 'row.hidden') ?? false
    case 'hidden':
      return hidden
    case 'repaired':
      return (check?.repairs.length ?? 0) > 0
    case 'told':
      return (check?.notices.length ?? 0) > 0
    case 'left':
      return false
  }
}

const headerOf = (template: TemplateCode, key: string) =>
  columnsOf(template).find((column) => column.key === key)?.header ?? ''

export const wordsOf = (template: TemplateCode, problems: readonly Problem[]) =>
  problems.map(({ column, code }) => ({ header: headerOf(template, column), text: rosterMessage(code) }))

export function shownRow(
  template: TemplateCode,
  { row, kind, hidden, cells, raw, check, sameAs }: JudgedRow,
  asTyped: ReadonlySet<string> | undefined,
  taken: boolean,
): ShownRow {
  const says = wordsOf(template, check?.problems ?? [])
  const first = raw.find((cell) => cell && cell.text.trim() !== '')?.text ?? ''
  return {
    ...{ row, kind, hidden, taken, name: kind === 'person' ? (cells.name?.text ?? '') : first },
    says: sameAs === undefined ? says : [...says, { header: '', text: `前面是第 ${sameAs} 行。` }],
    repairs: (check?.repairs ?? []).map((repair) => ({
      ...repair,
      header: headerOf(template, repair.column),
      undone: asTyped?.has(repair.column) ?? false,
    })),
    notices: (check?.notices ?? []).map(
      ({ code, fen }) => rosterMessage(code) + (fen === undefined ? '' : `按 ${formatYuan(fen)} 元。`),
    ),
  }
}
