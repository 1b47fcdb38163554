/** What is told of a row that can be filed: bounds that its money meets, and deadlines that have passed. */
import type { Fen } from '../fields/money.ts'
import type { CheckContext } from './check.ts'
import type { noticeCopy } from './copy.ts'
import type { TemplateCode } from './names.ts'
import type { Rows } from './rows.ts'

export interface Notice {
  column: string
  code: keyof typeof noticeCopy
  /** The amount that counts instead. */
  fen?: Fen
}

const DAYS_TO_ENROL = 30 // within which a new employee is to be enrolled
const DAYS_TO_STOP = 10 // within which a contract's end is to be told
const DAY_MS = 86_400_000

const daysSince = (day: string, today: string) => Math.floor((Date.parse(today) - Date.parse(day)) / DAY_MS)

/** The row as it will be filed, and what is to be said of it. */
export function noticesOf<Code extends TemplateCode>(
  template: Code,
  row: Rows[Code],
  { today, limits }: CheckContext,
): { value: Rows[Code]; notices: Notice[] } {
  const notices: Notice[] = []
  const value = { ...row } as Partial<Rows['enrolment'] & Rows['termination'] & Rows['base-adjustment']>
  const bound = (column: 'wage' | 'newBase', fen: Fen): Fen => {
    if (!limits) return fen
    const counts = Math.min(Math.max(fen, limits.floorFen), limits.capFen)
    const name = column === 'wage' ? 'wage' : 'new_base'
    if (counts !== fen)
      notices.push({ column, code: `${name}.${fen < counts ? 'below_floor' : 'above_cap'}`, fen: counts })
    return counts
  }
  if (value.wageFen !== undefined) value.wageFen = bound('wage', value.wageFen)
  if (value.newBaseFen !== undefined) value.newBaseFen = bound('newBase', value.newBaseFen)
  if (
    template === 'enrolment' &&
    value.wageFen !== undefined &&
    daysSince(value.contractStart ?? '', today) > DAYS_TO_ENROL
  )
    notices.push({ column: 'contractStart', code: 'contract_start.late' })
  if (template === 'termination' && daysSince(value.stopDay ?? '', today) > DAYS_TO_STOP)
    notices.push({ column: 'stopDay', code: 'stop_day.late' })
  return { value: value as Rows[Code], notices }
}
