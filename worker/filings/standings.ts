/** What is known of a chunk of persons before their filings are judged: as many statements for a thousand as for one. */
import type { Month } from '../../schema/fields/month.ts'
import { addMonths, monthOf, monthsFrom } from '../../schema/fields/month.ts'
import type { Bindings } from '../lib/env.ts'
import { groupBy } from '../lib/group-by.ts'
import type { OwnCoverage, Scene, Standing } from './plan.ts'
import { paidKey } from './plan.ts'
import * as read from './read-store.ts'
import { MONTHS_BACK } from './rules.ts'

interface Found {
  coverage: read.CoverageRow[]
  paid: read.PaidRow[]
  beside: read.SideRow[]
  data: { insured_id: string; has_household: number }[]
  latest: { insured_id: string; latest: string }[]
  charged: read.ChargedRow[]
}

/** A record, and whoever has it. */
type Who = Pick<read.InsuredRow, 'id' | 'holder'>

/** @param charged whether what each month costs by now is asked for, too */
export async function standingsOf(
  env: Bindings,
  scene: Scene,
  records: readonly Who[],
  ownHouseholds: ReadonlySet<string>,
  charged: boolean,
): Promise<Map<string, Standing>> {
  const ids = JSON.stringify([...new Set(records.map(({ id }) => id))])
  const holders = JSON.stringify([...new Set(records.map(({ holder }) => holder))])
  const { unitId, today } = scene
  // A run that is late may still owe the month before.
  const from = [addMonths(monthOf(today), -MONTHS_BACK), ...scene.unsettled].sort()[0] ?? ''
  const [coverage, paid, beside, data, latest, sums] = await env.DB.batch<never>([
    read.coverageOf(env.DB, unitId, holders),
    read.paidOf(env.DB, unitId, holders, from),
    read.besideOf(env.DB, holders),
    read.dataOf(env.DB, ids),
    read.latestOf(env.DB, unitId, ids),
    ...(charged ? [read.chargedOf(env.DB, unitId, ids)] : []),
  ])
  const found: Found = {
    ...{ coverage: coverage?.results ?? [], paid: paid?.results ?? [], beside: beside?.results ?? [] },
    ...{ data: data?.results ?? [], latest: latest?.results ?? [], charged: sums?.results ?? [] },
  }
  const of = grouped(found)
  return new Map(records.map((who) => [who.id, standingOf(who, of, scene, ownHouseholds.has(who.id))]))
}

const grouped = (found: Found) => ({
  coverage: groupBy(found.coverage, ({ holder }) => holder),
  paid: groupBy(found.paid, ({ holder }) => holder),
  beside: groupBy(found.beside, ({ holder }) => holder),
  data: new Map(found.data.map((row) => [row.insured_id, row.has_household === 1])), // the newest holds
  latest: new Map(found.latest.map((row) => [row.insured_id, row.latest])),
  charged: groupBy(found.charged, ({ insured_id }) => insured_id),
})

function standingOf(
  { id: insuredId, holder }: Who,
  of: ReturnType<typeof grouped>,
  scene: Scene,
  ownHousehold: boolean,
): Standing {
  const coverage = of.coverage.get(holder) ?? []
  const beside = of.beside.get(holder) ?? []
  const paid = (of.paid.get(holder) ?? []).map(({ insurance, month }) => paidKey(insurance, month))
  const flexible = flexibleMonths(beside, scene.period.month).map((month) => paidKey('110', month))
  const mine = coverage.filter((row) => row.mine === 1)
  return {
    insuredId,
    hasData: of.data.has(insuredId),
    hasHousehold: of.data.get(insuredId) === true || ownHousehold,
    benefits: beside.filter(({ what }) => what === 'benefit').map(({ month }) => month),
    flexible: coverage.some((row) => row.flexible === 1),
    pensionElsewhere: coverage.some((row) => row.insurance === '110' && row.mine === 0 && row.flexible === 0),
    own: mine.filter((row) => row.insured_id === insuredId).map(ownOf),
    ownByOther: mine.some((row) => row.insured_id !== insuredId),
    paid: new Set([...paid, ...flexible]),
    charged: new Map(
      (of.charged.get(insuredId) ?? []).map(({ insurance, month, base_fen, unit_fen, person_fen }) => [
        paidKey(insurance, month),
        { baseFen: base_fen, unitFen: unit_fen, personFen: person_fen },
      ]),
    ),
    latest: of.latest.get(insuredId) ?? '',
  }
}

const ownOf = (row: read.CoverageRow): OwnCoverage => ({
  ...{ renewedFrom: row.renewed_from ?? `${row.since_month}-01`, enrolledIn: row.enrolled_in ?? '' },
  ...{ insurance: row.insurance, enrolmentId: row.enrolment_id, sinceMonth: row.since_month },
  ...{ baseFen: row.base_fen, contractFrom: row.contract_from ?? `${row.since_month}-01` },
})

/** Months in which somebody paid pension by themselves, up to a last one where they have not ended it. */
function flexibleMonths(beside: readonly read.SideRow[], until: Month): Month[] {
  const months: Month[] = []
  let begun: Month | undefined
  for (const { what, month } of beside) {
    if (what === 'begin') begun = month
    if (what === 'end' && begun) {
      months.push(...monthsFrom(begun, month))
      begun = undefined
    }
  }
  return begun ? [...months, ...monthsFrom(begun, until)] : months
}
