/** Whether a contribution base can be raised, and what that costs for months that were settled: pure decisions. */
import { type Month, monthsFrom } from '../../schema/fields/month.ts'
import { fail, ok } from '../lib/result.ts'
import { broughtForward } from './judge-termination.ts'
import { adjustmentNotices } from './notices.ts'
import { type Charge, type Judged, type Owed, paidKey, type Scene, type Standing } from './plan.ts'
import { clampBase, costOf, earliestMonth } from './rules.ts'

export interface AdjustmentRow {
  newBaseFen: number
  /** What the filer takes for the present base; checked where it is given. */
  oldBaseFen?: number | undefined
  fromMonth: Month
  /** The day on which it was asked for, where that was not today: a clerk decides later. */
  askedOn?: string | undefined
}

export function judgeAdjustment(row: AdjustmentRow, standing: Standing, scene: Scene): Judged {
  const [covered] = standing.own
  const { period, ground } = scene
  if (!covered) return fail({ code: 'not_enrolled_here' })
  // What is paid by: a floor that rose since the enrolment has raised it, and stands in the list that the filer reads it from.
  const currentFen = clampBase(ground, covered.baseFen, period.month)
  if (row.oldBaseFen !== undefined && row.oldBaseFen !== currentFen)
    return fail({ code: 'base_differs', currentFen })
  const baseFen = clampBase(ground, row.newBaseFen, period.month)
  if (baseFen <= currentFen) return fail({ code: 'base_not_raised', currentFen })
  if (row.fromMonth > period.month) return fail({ code: 'base_from_too_late', latest: period.month })
  const earliest = latestOf(covered.sinceMonth, earliestMonth(row.askedOn ?? scene.today))
  if (row.fromMonth < earliest) return fail({ code: 'base_from_too_early', earliest })

  const forward = broughtForward(standing, scene)
  const owed = [...forward, ...differences(row, forward, standing, scene)]
  const adjusted = owed.filter(({ kind }) => kind === 'adjustment')
  return ok({
    ...{ kind: 'base_adjustment', insuredId: standing.insuredId, latest: standing.latest, owed },
    notices: adjustmentNotices({ wantedFen: row.newBaseFen, baseFen, adjusted }),
    baseChange: {
      ...{ enrolmentId: covered.enrolmentId, oldFen: covered.baseFen },
      ...{ wantedFen: row.newBaseFen, baseFen, fromMonth: row.fromMonth },
    },
  })
}

const latestOf = (one: Month, other: Month): Month => (one > other ? one : other)

/** From the first month on, what the new base costs more than what this unit pays for the month by now. */
function differences(
  row: AdjustmentRow,
  forward: readonly Owed[],
  { own, charged }: Standing,
  { ground, period }: Scene,
): Owed[] {
  const now = new Map<string, Charge>(charged)
  for (const owed of forward) now.set(paidKey(owed.insurance, owed.month), owed)
  return monthsFrom(row.fromMonth, period.month).flatMap((month) => {
    const baseFen = clampBase(ground, row.newBaseFen, month)
    return own.flatMap(({ insurance }): Owed[] => {
      const paid = now.get(paidKey(insurance, month))
      if (!paid || paid.baseFen <= 0 || paid.baseFen >= baseFen) return []
      const cost = costOf(ground, insurance, month, baseFen)
      return [
        {
          ...{ settlementMonth: period.month, insurance, month, kind: 'adjustment', own: true },
          baseFen: baseFen - paid.baseFen,
          unitFen: Math.max(0, cost.unitFen - paid.unitFen),
          personFen: Math.max(0, cost.personFen - paid.personFen),
        },
      ]
    })
  })
}
