/** What becomes of the rows of a chunk by what the ledger says now: facts to write, and what is said of each row. */
import { dayInChina } from '../../schema/fields/calendar.ts'
import type { Heard } from '../filings/acts.ts'
import { planWave } from '../filings/acts.ts'
import type { Bindings } from '../lib/env.ts'
import type { Standing } from './acting.ts'
import type { Place } from './period.ts'
import type { StoredRow } from './rows.ts'
import { findRoster, type RosterRow } from './store.ts'
import type { RowResult } from './words.ts'

type ToFile = Parameters<typeof planWave>[3][number]

/** Statements that are written together or not at all, and what is said of the rows then. */
export interface Decided {
  statements: D1PreparedStatement[]
  /** Of the rows that are not filed just as they stand. */
  results: RowResult[]
}

/** @param place where it is filed; or why nothing of it is any more */
export async function decide(
  env: Bindings,
  roster: RosterRow,
  rows: readonly StoredRow[],
  place: Place | NonNullable<Standing['refused']>,
  now: number,
  heard: Heard = new Map(),
): Promise<Decided> {
  const wrong = rows.flatMap(({ row, problems }): RowResult[] => (problems ? [{ row, problems }] : []))
  const sound = rows.flatMap(({ row, value }) => (value ? [{ row, value }] : []))
  if (typeof place === 'string') {
    const refused = sound.map(({ row }): RowResult => ({ row, problems: [{ code: place }] }))
    return { statements: [], results: inOrder([...wrong, ...refused]) }
  }
  if (sound.length === 0) return { statements: [], results: wrong }
  const { unit, scene } = place
  const { case_id, handed_by: filedBy, id: rosterId, template } = roster
  const task = { env, now, unit, filedBy, rosterId, caseId: case_id ?? undefined, heard }
  const from = template === 'base-adjustment' ? await askedFor(env, roster, scene.period.month) : {}
  const filed = sound.map(({ row, value }) => ({ ...value, ...from, row })) as ToFile[]
  const plan = await planWave(task, scene, template, filed)
  const said = plan.outcomes.flatMap((outcome): RowResult[] => {
    const { row } = outcome
    if (!outcome.ok) return [{ row, refused: outcome.refused }]
    return outcome.filed.notices.length > 0 ? [{ row, notices: [...outcome.filed.notices] }] : []
  })
  // Of a trial it is only said what would be written.
  return { statements: roster.trial === 1 ? [] : plan.statements, results: inOrder([...wrong, ...said]) }
}

/**
 * A spreadsheet says no month; the case does. Before there were such cases it was the one in which it was filed. How far
 * back it may reach is counted from the day on which the unit asked, however long an office takes.
 */
async function askedFor(env: Bindings, roster: RosterRow, period: string) {
  const { unit_id: unitId, content_of: trial } = roster
  const asked = trial === null ? roster : await findRoster(env.DB, { unitId, id: trial })
  return {
    fromMonth: roster.from_month ?? period,
    askedOn: dayInChina((asked ?? roster).created_at),
  }
}

const inOrder = (results: RowResult[]) => results.toSorted((a, b) => a.row - b.row)
