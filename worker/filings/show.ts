/** One filing as it is shown: what was said in it, what it costs, and what is to be known of it. */
import { dayInChina } from '../../schema/fields/calendar.ts'
import { maskDocumentNumber, maskName } from '../../schema/fields/mask.ts'
import { type Notice, sayNotice } from '../../schema/filing-notices.ts'
import type { Amounts, Filed, FilingEntry, FilingKind } from '../../schema/filings.ts'
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import { sceneOf } from './acts.ts'
import { adjustmentNotices, enrolmentNotices, terminationNotices } from './notices.ts'
import type { FilingRow } from './rollback-store.ts'
import { monthlyCost, sumOf } from './rules.ts'
import { type FactsRow, type OwedRow, owedWith, readFacts } from './show-store.ts'
import type { Writing } from './write.ts'

/** Which item of the catalogue a kind of filing belongs to: what a handler must be granted to see it. */
export const itemOfKind: Record<FilingKind, string> = {
  basic_data: 'basic-data',
  enrolment: 'enrolment',
  renewal: 'enrolment',
  termination: 'termination',
  base_adjustment: 'base-adjustment',
  rollback: 'rollback',
}

export interface ShownFiling {
  facts: FactsRow
  name: string
  documentNumber: string
  owed: OwedRow[]
  monthly: Amounts | null
  due: Amounts | null
  notices: readonly Notice[]
  /** Whether it is of the period that is open, and so may be undone. */
  current: boolean
}

export async function showFiling(task: Writing, id: string): Promise<ShownFiling | undefined> {
  const { env, unit } = task
  const facts = await readFacts(env.DB, unit.unitId, id)
  if (!facts) return undefined
  const [owed, scene, masked] = await Promise.all([
    owedWith(env.DB, unit.unitId, id),
    sceneOf(task),
    maskedName(env, facts),
  ])
  const baseFen = facts.base_fen ?? facts.new_fen
  const amounts = owed.map(({ unit_fen: unitFen, person_fen: personFen }) => ({ unitFen, personFen }))
  return {
    ...{ facts, ...masked, owed, notices: noticesOf(facts, owed) },
    monthly: baseFen === null ? null : monthlyCost(scene.ground, facts.period, baseFen),
    due: amounts.length > 0 ? sumOf(amounts) : null,
    current: facts.period === scene.period.month,
  }
}

function noticesOf(facts: FactsRow, owed: readonly OwedRow[]): Notice[] {
  const filedOn = dayInChina(facts.filed_at)
  const settlementMonth = facts.period
  const { declared_fen: declaredFen, base_fen: baseFen, contract_from: contractFrom } = facts
  const { stops_on: stopsOn, enrolled_in } = facts
  if (stopsOn) return terminationNotices({ stopsOn, filedOn, settlementMonth, enrolledIn: enrolled_in ?? '' })
  const { new_fen: raisedTo, wanted_fen: wantedFen } = facts
  if (raisedTo)
    return adjustmentNotices({ wantedFen: wantedFen ?? raisedTo, baseFen: raisedTo, adjusted: owed })
  if (declaredFen === null || baseFen === null || contractFrom === null) return []
  return enrolmentNotices({ declaredFen, baseFen, contractFrom, filedOn, settlementMonth, back: owed })
}

export async function maskedName(
  env: Bindings,
  row: { name_sealed: string; document_sealed: string },
): Promise<{ name: string; documentNumber: string }> {
  const { open } = await sealer(env.SEALING_KEYS)
  return {
    name: maskName(await open(row.name_sealed, 'insured.name')),
    documentNumber: maskDocumentNumber(await open(row.document_sealed, 'insured.document')),
  }
}

/** As the API has it. */
export const filedOf = ({ facts, monthly, due, notices }: ShownFiling): Filed => ({
  ...{ filingId: facts.id, kind: facts.kind, settlementMonth: facts.period, monthly, due },
  notices: notices.map((notice) => ({ code: notice.code, text: sayNotice(notice) })),
})

export const entryOf = async (env: Bindings, row: FilingRow): Promise<FilingEntry> => ({
  ...{ filingId: row.id, kind: row.kind, settlementMonth: row.period },
  ...(await maskedName(env, row)),
  filedAt: new Date(row.filed_at).toISOString(),
  standing: row.undone === 1 ? 'undone' : 'holds',
})
