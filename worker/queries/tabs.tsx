/** What each tab of 单位信息 shows. */
import type { Context } from 'hono'
import type { VNode } from 'preact'
import { CERTIFICATE_ITEM } from '../../schema/certificates.ts'
import { addMonths, monthsFrom } from '../../schema/fields/month.ts'
import { regionName } from '../../schema/fields/region.ts'
import { CHANGES_ITEM } from '../../schema/queries.ts'
import type { UnitTab } from '../../schema/units.ts'
import { listCases } from '../cases/store.ts'
import { mayDo } from '../grants/rules.ts'
import { listInstitutions } from '../institutions/store.ts'
import type { Env } from '../lib/env.ts'
import { openPersons } from '../lib/insured.ts'
import { mayAsk, mayAskPayments, monthTotals, thisMonth } from './acts.ts'
import * as others from './other-tabs-page.tsx'
import * as pages from './tabs-page.tsx'
import * as totals from './totals-store.ts'

const MONTHS = 12
const INJURY = 'work-injury'
const REGISTRATION = 'institution-registration'
/** Cases or persons of a list that leads on to another page. */
const MOST = 50

type Draw = (c: Context<Env>) => Promise<VNode>

export const tabs: Record<UnitTab, Draw> = {
  async insurance(c) {
    const { operator, now } = c.var
    const to = addMonths(thisMonth(now), 1)
    const [counts, changes] = await Promise.all([
      totals.coverageCounts(c.env.DB, operator.unitId),
      totals.changeCounts(c.env.DB, operator.unitId, addMonths(to, -MONTHS), to),
    ])
    const place = regionName(operator.unit.region) ?? '省外'
    const may = { mayAsk: mayAsk(c, CHANGES_ITEM), mayPrint: mayAsk(c, CERTIFICATE_ITEM) }
    return <pages.InsuranceTab place={place} counts={counts} changes={changes} {...may} />
  },
  async payments(c) {
    // What is owed for this month is settled in the next one.
    const to = addMonths(thisMonth(c.var.now), 1)
    const asked = monthsFrom(addMonths(to, 1 - MONTHS), to)
    const months = await monthTotals(c.env.DB, c.var.operator.unitId, asked)
    return <pages.PaymentsTab months={months} mayAsk={mayAskPayments(c)} />
  },
  async benefits(c) {
    if (!mayAskPayments(c)) return <others.BenefitsTab rows={undefined} />
    const { unitId } = c.var.operator
    const found = await Promise.all([
      totals.benefitsOf(c.env.DB, unitId, MOST),
      totals.formerBenefitsOf(c.env.DB, unitId, MOST),
    ])
    return <others.BenefitsTab rows={await openPersons(c.env, found.flat())} />
  },
  async injuries({ env, var: { operator, now } }) {
    const may = mayDo(operator, { file: INJURY }, now)
    const [counts, rate, cases] = await Promise.all([
      totals.coverageCounts(env.DB, operator.unitId),
      totals.injuryRate(env.DB, operator.unitId, thisMonth(now)),
      may
        ? listCases(env.DB, { drawer: 'unit_case', ownerId: operator.unitId }, { items: [INJURY] }, MOST)
        : undefined,
    ])
    return <others.InjuriesTab insured={pages.insuredWith(counts, '410')} rate={rate} cases={cases} />
  },
  async subunits({ env, var: { operator, now } }) {
    const mayRegister = mayDo(operator, { file: REGISTRATION }, now)
    const owner = { drawer: 'unit_case', ownerId: operator.unitId } as const
    const [rows, cases] = await Promise.all([
      listInstitutions(env.DB, operator.unitId),
      mayRegister ? listCases(env.DB, owner, { tab: 'open', items: [REGISTRATION] }, MOST) : [],
    ])
    return <others.SubunitsTab rows={rows} cases={cases} mayRegister={mayRegister} />
  },
}
