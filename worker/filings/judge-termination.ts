/** Whether somebody's insurance here can be ended, and which months are still paid: pure decisions. */
import { type Month, monthOf } from '../../schema/fields/month.ts'
import type { Rows } from '../../schema/rosters/rows.ts'
import { fail, ok } from '../lib/result.ts'
import { terminationNotices } from './notices.ts'
import { type Judged, type Owed, type OwnCoverage, paidKey, type Scene, type Standing } from './plan.ts'
import { clampBase, costOf } from './rules.ts'

export type TerminationRow = Rows['termination']

export function judgeTermination(row: TerminationRow, standing: Standing, scene: Scene): Judged {
  const [covered] = standing.own
  const { period } = scene
  if (!covered) return fail({ code: 'not_enrolled_here' })
  const last = monthOf(row.stopDay)
  if (last > period.month) return fail({ code: 'stops_too_late', latest: period.month })
  if (row.stopDay < covered.contractFrom) return fail({ code: 'stops_before_start' })

  const due = last === period.month ? regularFor(standing, scene, period.month, true) : []
  const owed = [...broughtForward(standing, scene), ...due]
  return ok({
    ...{ kind: 'termination', insuredId: standing.insuredId, latest: standing.latest, owed },
    notices: terminationNotices({
      ...{ stopsOn: row.stopDay, filedOn: scene.today, settlementMonth: scene.period.month },
      enrolledIn: covered.enrolledIn,
    }),
    termination: { enrolmentId: covered.enrolmentId, reason: row.reason, stopsOn: row.stopDay },
  })
}

/**
 * Months whose period is over and that the monthly run has not come to: whoever was insured when it closed owes them,
 * whatever is filed before the run comes. They are the run's, written a little earlier, and no rollback takes them.
 */
export const broughtForward = (standing: Standing, scene: Scene): Owed[] =>
  scene.unsettled.flatMap((month) => regularFor(standing, scene, month, false))

function regularFor({ own, paid }: Standing, { ground }: Scene, month: Month, isOwn: boolean): Owed[] {
  const due = ({ insurance, sinceMonth }: OwnCoverage) =>
    sinceMonth <= month && !paid.has(paidKey(insurance, month))
  return own.filter(due).map((coverage): Owed => {
    const baseFen = clampBase(ground, coverage.baseFen, month)
    const { insurance } = coverage
    return {
      ...{ settlementMonth: month, insurance, month, kind: 'regular', own: isOwn, baseFen },
      ...costOf(ground, insurance, month, baseFen),
    }
  })
}
