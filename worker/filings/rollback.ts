/** Undoing a filing of the current period: a fact that is added, and the state before it, exactly. */
import { dayInChina } from '../../schema/fields/calendar.ts'
import type { Refused } from '../../schema/filing-refused.ts'
import { stopOf } from '../catalogue/acts.ts'
import { clockFrom } from '../lib/clock.ts'
import { attempt } from '../lib/guard.ts'
import { newIdAfter } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { refusedBy, sceneOf } from './acts.ts'
import * as undo from './rollback-store.ts'
import * as store from './store.ts'
import type { Writing } from './write.ts'

export type RolledBack = Result<{ filingId: string; undone: undo.FilingRow }, Refused>

/** One that was refused in the batch is judged anew: another filing, or the end of the period, says then why. */
const TRIES = 2

/** @param beside what else happens in the same batch, the audit's row for one */
export async function rollBack(
  task: Writing,
  filingId: string,
  beside: readonly D1PreparedStatement[] = [],
): Promise<RolledBack> {
  const clock = clockFrom(task.now)
  for (let tries = 0; tries < TRIES; tries++) {
    const judged = await judge({ ...task, now: clock() }, filingId)
    if (!judged.ok) return judged
    const { filing, id, statements } = judged.value
    const done = await attempt(task.env.DB, [...statements, ...beside])
    if (done.ok) return ok({ filingId: id, undone: filing })
  }
  return fail({ code: 'filing_busy' })
}

/** Whether it can be undone as things stand, and the statements that do so. */
async function judge(
  task: Writing,
  filingId: string,
): Promise<Result<{ filing: undo.FilingRow; id: string; statements: D1PreparedStatement[] }, Refused>> {
  const { env, now, filedBy, unit } = task
  const { unitId } = unit
  const { period } = await sceneOf(task)
  const filing = await undo.findFiling(env.DB, unitId, filingId)
  if (!filing || filing.kind === 'rollback') return fail({ code: 'rollback_unknown' })
  const stop = await stopOf(task, 'rollback', unit.region)
  if (stop) return fail(refusedBy(stop))
  if (filing.undone === 1) return fail({ code: 'rollback_done' })
  if (filing.period !== period.month) return fail({ code: 'rollback_period_over' })
  const newest = await undo.newestOf(env.DB, unitId, filing.insured_id)
  if (!newest) return fail({ code: 'filing_busy' })
  if (newest.id !== filing.id) {
    const later = { kind: newest.kind, filedOn: dayInChina(newest.filed_at) }
    return fail({ code: 'rollback_later_first', later })
  }
  if (filing.kind === 'termination' && (await undo.isCoveredElsewhere(env.DB, unitId, filing.insured_id)))
    return fail({ code: 'rollback_place_taken' })
  if (await undo.isRestedOn(env.DB, unitId, filing)) return fail({ code: 'rollback_rested_on' })

  const id = newIdAfter(newest.latest, now)
  const undoing = { unitId, undoes: filingId, id, period: period.month, now }
  return ok({
    ...{ filing, id },
    statements: [
      store.mustBeAsJudged(env.DB, unit, [[filing.insured_id, newest.latest]]),
      store.insertFilings(env.DB, unitId, [
        [id, 'rollback', filing.insured_id, period.month, filedBy, now, null, null, null, filingId],
      ]),
      undo.reverse(env.DB, undoing),
      undo.uncountMonths(env.DB, undoing),
      ...(await restoring(task, filing, undoing)),
    ],
  })
}

/** Who is covered, and by which base, as it was. Facts that were undone count no more, so it follows from the rest. */
async function restoring(
  { env }: Pick<Writing, 'env'>,
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
