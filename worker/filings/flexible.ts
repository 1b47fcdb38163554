/** A person's own flexible employment, and its end: then a unit can enrol them. */

import { dayInChina } from '../../schema/fields/calendar.ts'
import { type Month, monthOf } from '../../schema/fields/month.ts'
import type { Bindings } from '../lib/env.ts'
import { mustChange } from '../lib/guard.ts'
import { newIdAfter } from '../lib/ids.ts'
import { type Document, insuredIndexes } from '../lib/insured.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import * as store from './flexible-store.ts'

export interface Flexible {
  insuredId: string
  enrolmentId: string
  sinceMonth: Month
  baseFen: number
}

/** What the person has now; undefined where they are not insured so. */
export async function flexibleOf(env: Bindings, document: Document): Promise<Flexible | undefined> {
  const ring = await sealer(env.SEALING_KEYS)
  const row = await store.findFlexible(env.DB, await insuredIndexes(ring, document))
  return row
    ? {
        ...{ insuredId: row.insured_id, enrolmentId: row.enrolment_id },
        ...{ sinceMonth: row.since_month, baseFen: row.base_fen },
      }
    : undefined
}

export type FlexibleReason = 'flexible_none' | 'flexible_month_later' | 'flexible_month_before'

/** Whether it can end with this last month, which is paid: this one at the latest. Its statements, guard included. */
export async function endingFlexible(
  env: Bindings,
  now: number,
  document: Document,
  lastMonth: Month,
): Promise<Result<{ flexible: Flexible; statements: D1PreparedStatement[] }, FlexibleReason>> {
  const flexible = await flexibleOf(env, document)
  if (!flexible) return fail('flexible_none')
  if (lastMonth > monthOf(dayInChina(now))) return fail('flexible_month_later')
  if (lastMonth < flexible.sinceMonth) return fail('flexible_month_before')
  const { insuredId, enrolmentId } = flexible
  const statements = [
    store.dropFlexible(env.DB, insuredId),
    mustChange(env.DB),
    store.insertFlexibleEnd(env.DB, { insuredId, id: newIdAfter(enrolmentId, now), lastMonth, now }),
  ]
  return ok({ flexible, statements })
}
