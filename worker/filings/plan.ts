/** What is known of a person before a filing is judged, and what a filing that is taken writes. Data alone. */
import type { InsuranceCode } from '../../schema/fields/insurance.ts'
import type { Month } from '../../schema/fields/month.ts'
import type { Notice } from '../../schema/filing-notices.ts'
import type { Refused } from '../../schema/filing-refused.ts'
import type { FilingKind } from '../../schema/filings.ts'
import type { Ground, Period } from './rules.ts'

/** One row of the unit's own coverage, with the enrolment that it comes from. */
export interface OwnCoverage {
  insurance: InsuranceCode
  enrolmentId: string
  sinceMonth: Month
  baseFen: number
  contractFrom: string
  /** First day of the contract that runs now. */
  renewedFrom: string
  /** Settlement month of the filing that enrolled; empty where that is from before the hall. */
  enrolledIn: Month
}

/** What is known of the record that is meant; where nothing else is said, of all records of the same number. */
export interface Standing {
  insuredId: string
  /** Whether basic data of this record hold, and with a 户籍性质; the person may have said that themselves. */
  hasData: boolean
  hasHousehold: boolean
  /** Months for which unemployment benefit was paid. */
  benefits: readonly Month[]
  flexible: boolean
  /** Whether another unit has the pension; which one is nobody's business. */
  pensionElsewhere: boolean
  /** This record's coverage here, and whether another one is insured here. */
  own: readonly OwnCoverage[]
  ownByOther: boolean
  /** `insurance|month` of what counts already: whoever paid, and for work injury this unit. */
  paid: ReadonlySet<string>
  /** What this unit pays for this record's month by now, by `insurance|month`; asked for where a base changes. */
  charged: ReadonlyMap<string, Charge>
  /** The unit's newest filing about this record; empty where there is none. */
  latest: string
}

export interface Charge {
  baseFen: number
  unitFen: number
  personFen: number
}

/** Where and when it is judged. */
export interface Scene {
  unitId: string
  /** `YYYY-MM-DD` in China. */
  today: string
  period: Period
  /** The last month whose period is over. */
  closed: Month
  /** Months whose period is over and that the monthly run has not done for the unit yet. */
  unsettled: readonly Month[]
  ground: Ground
}

/** What is owed. `own`: it comes from this filing and goes with it; else the monthly run would have written the same. */
export interface Owed extends Charge {
  settlementMonth: Month
  insurance: InsuranceCode
  month: Month
  kind: 'regular' | 'back' | 'adjustment'
  own: boolean
}

export interface Plan {
  kind: Exclude<FilingKind, 'rollback'>
  insuredId: string
  latest: string
  owed: readonly Owed[]
  notices: readonly Notice[]
  enrolment?: {
    reason: string
    contract: string
    contractFrom: string
    contractUntil: string | null
    job: string
    identity: string | null
    declaredFen: number | null
    baseFen: number | null
    fromMonth: Month | null
    mobile: string
  }
  termination?: { enrolmentId: string; reason: string; stopsOn: string }
  /** `wantedFen` as it was asked for, `baseFen` within the cap. */
  baseChange?: { enrolmentId: string; oldFen: number; wantedFen: number; baseFen: number; fromMonth: Month }
  /** Basic data to be kept, as JSON to be sealed. */
  data?: { json: string; hasHousehold: boolean }
  /** A person whom the insurance does not know yet. */
  newInsured?: true
}

export type Judged = { ok: true; value: Plan } | { ok: false; error: Refused }

export const paidKey = (insurance: InsuranceCode, month: Month) => `${insurance}|${month}`
