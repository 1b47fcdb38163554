/** Undoing a filing of the current period: a fact that is added, and the state before it, exactly. */
import { dayInChina } from '../../schema/fields/calendar.ts'
import type { Refused } from '../../schema/filing-refused.ts'
import { attempt } from '../lib/guard.ts'
import { newIdAfter } from '../lib/ids.ts'
import { sceneOf, type Task } from './acts.ts'
import * as undo from './rollback-store.ts'
import { mayRollBack } from './rules.ts'
import * as store from './store.ts'

export type RolledBack =
  | { ok: true; value: { filingId: string; undone: undo.FilingRow } }
  | { ok: false; error: Refused }

const refuse = (error: Refused): RolledBack => ({ ok: false, error })

/** @param beside what else happens in the same batch, the audit's row for one */
export async function rollBack(
  task: Omit<Task, 'alongside'>,
  filingId: string,
  beside: readonly D1PreparedStatement[] = [],
): Promise<RolledBack> {
  const { env, now, operatorId, unit } = task
  const { unitId } = unit
  const { period } = await sceneOf(task)
  const filing = await undo.findFiling(env.DB, unitId, filingId)
  if (!filing || filing.kind === 'rollback') return refuse({ code: 'rollback_unknown' })
  if (!mayRollBack(unit.region)) return refuse({ code: 'filing_not_in_region' })
  if (filing.undone === 1) return refuse({ code: 'rollback_done' })
  if (filing.period !== period.month) return refuse({ code: 'rollback_period_over' })
  const newest = await undo.newestOf(env.DB, unitId, filing.insured_id)
  if (!newest) return refuse({ code: 'filing_busy' })
  if (newest.id !== filing.id) {
    const later = { kind: newest.kind, filedOn: dayInChina(newest.filed_at) }
    return refuse({ code: 'rollback_later_first', later })
  }
  const isTermination = filing.kind === 'termination'
  const isTaken = () => undo.isCoveredElsewhere(env.DB, unitId, filing.insured_id)
  if (isTermination && (await isTaken())) return refuse({ code: 'rollback_place_taken' })

  const id = newIdAfter(newest.latest, now)
  const undoing = { unitId, undoes: filingId, id, period: period.month, now }
  const done = await attempt(env.DB, [
    store.mustBeLatest(env.DB, unitId, [[filing.insured_id, newest.latest]]),
    store.insertFilings(env.DB, unitId, [
      [id, 'rollback', filing.insured_id, period.month, operatorId, now, null, null, null, filingId],
    ]),
    undo.reverse(env.DB, undoing),
    undo.uncountMonths(env.DB, undoing),
    ...(await restoring(task, filing, undoing)),
    ...beside,
  ])
  if (done.ok) return { ok: true, value: { filingId: id, undone: filing } }
  return refuse({ code: isTermination && (await isTaken()) ? 'rollback_place_taken' : 'filing_busy' })
}

/** Who is covered, and by which base, as it was. Facts that were undone count no more, so it follows from the rest. */
async function restoring(
  { env }: Pick<Task, 'env'>,
  { kind, insured_id: insuredId, id }: undo.FilingRow,
  undoing: Parameters<typeof undo.reverse>[1],
): Promise<D1PreparedStatement[]> {
  const { unitId } = undoing
  if (kind === 'enrolment') return [undo.uncoverEnrolment(env.DB, undoing, insuredId)]
  if (kind !== 'termination' && kind !== 'base_adjustment') return []
  const enrolmentId = await undo.enrolmentBehind(env.DB, unitId, id)
  if (!enrolmentId) throw new Error('what is ended or raised was an enrolment')
  return [
    ...(kind === 'base_adjustment' ? [store.uncover(env.DB, unitId, [insuredId])] : []),
    store.cover(env.DB, unitId, [enrolmentId]),
  ]
}
