/** Whether somebody can be enrolled, and what that costs: pure decisions. */
import { RENEWAL } from '../../schema/fields/employment.ts'
import { INSURANCE_CODES } from '../../schema/fields/insurance.ts'
import { addMonths, type Month, monthOf, monthsFrom } from '../../schema/fields/month.ts'
import type { Refused } from '../../schema/filing-refused.ts'
import type { Rows } from '../../schema/rosters/rows.ts'
import { fail, ok } from '../lib/result.ts'
import { enrolmentNotices } from './notices.ts'
import { type Judged, type Owed, paidKey, type Scene, type Standing } from './plan.ts'
import { clampBase, costOf, earliestMonth } from './rules.ts'

export type EnrolmentRow = Rows['enrolment']

export function judgeEnrolment(row: EnrolmentRow, standing: Standing, scene: Scene): Judged {
  const refused =
    row.contractReason === RENEWAL ? notRenewed(row, standing, scene) : notEnrolled(row, standing, scene)
  if (refused) return fail(refused)
  const contract = {
    ...{ reason: row.contractReason, contract: row.contractKind, contractFrom: row.contractStart },
    ...{ contractUntil: row.contractEnd || null, job: row.job, mobile: row.mobile },
  }
  const { insuredId, latest } = standing
  if (row.contractReason === RENEWAL) {
    const none = { identity: null, declaredFen: null, baseFen: null, fromMonth: null }
    return ok({
      kind: 'renewal',
      insuredId,
      latest,
      owed: [],
      notices: [],
      enrolment: { ...contract, ...none },
    })
  }
  const wageFen = row.wageFen ?? 0
  const fromMonth = monthOf(row.contractStart)
  const baseFen = clampBase(scene.ground, wageFen, scene.period.month)
  const owed = backPayments(wageFen, fromMonth, standing, scene)
  return ok({
    ...{ kind: 'enrolment', insuredId, latest, owed },
    notices: enrolmentNotices({
      ...{ declaredFen: wageFen, baseFen, contractFrom: row.contractStart, filedOn: scene.today },
      ...{ settlementMonth: scene.period.month, back: owed },
    }),
    enrolment: { ...contract, identity: row.insuredAs, declaredFen: wageFen, baseFen, fromMonth },
  })
}

const closedOf = ({ period }: Scene): Refused | undefined =>
  period.open
    ? undefined
    : { code: 'filing_period_closed', ...(period.opensOn && { opensOn: period.opensOn }) }

/** A contract that follows another begins after it, and is told of ahead by no more than the month that settles. */
function notRenewed(row: EnrolmentRow, { own }: Standing, scene: Scene): Refused | undefined {
  const closed = closedOf(scene)
  if (closed) return closed
  const [covered] = own
  if (!covered) return { code: 'not_enrolled_here' }
  if (row.contractStart <= covered.renewedFrom) return { code: 'renewal_not_later' }
  const latest = scene.period.month
  return monthOf(row.contractStart) > latest ? { code: 'renewal_too_late', latest } : undefined
}

function notEnrolled(row: EnrolmentRow, standing: Standing, scene: Scene): Refused | undefined {
  const closed = closedOf(scene)
  if (closed) return closed
  if (!standing.hasData) return { code: 'basic_data_missing' }
  if (standing.own.length > 0 || standing.ownByOther) return { code: 'enrolled_here' }
  if (row.contractStart > scene.today) return { code: 'contract_in_future' }
  const fromMonth = monthOf(row.contractStart)
  const earliest = earliestMonth(scene.today)
  if (fromMonth < earliest) return { code: 'contract_too_early', earliest }
  if (standing.flexible) return { code: 'flexible_insured' }
  if (standing.pensionElsewhere) return { code: 'pension_insured' }
  if (!standing.hasHousehold) return { code: 'household_missing' }
  if (standing.benefits.some((month) => month > fromMonth)) return { code: 'benefit_paid' }
  return undefined
}

/** Every month before the settlement month that does not count yet; that one comes from the monthly run. */
function backPayments(wageFen: number, fromMonth: Month, { paid }: Standing, scene: Scene): Owed[] {
  const { ground, period } = scene
  return monthsFrom(fromMonth, addMonths(period.month, -1)).flatMap((month) => {
    const baseFen = clampBase(ground, wageFen, month)
    return INSURANCE_CODES.filter((insurance) => !paid.has(paidKey(insurance, month))).map(
      (insurance): Owed => ({
        ...{ settlementMonth: period.month, insurance, month, kind: 'back', own: true, baseFen },
        ...costOf(ground, insurance, month, baseFen),
      }),
    )
  })
}
