/** What an approved case changes in the ledger: it changes with the approval or not at all. */
import type { CaseValues } from '../../schema/case-form.ts'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { parseYuan } from '../../schema/fields/money.ts'
import { monthOf } from '../../schema/fields/month.ts'
import { foldPersonName } from '../../schema/fields/person-name.ts'
import { foldCode } from '../../schema/fields/text.ts'
import type { FilingReason } from '../../schema/filing-refusals.ts'
import type { Effect } from '../cases/effects.ts'
import type { CaseRow } from '../cases/store.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings } from '../lib/env.ts'
import type { FieldError } from '../lib/problem.ts'
import { fail, ok } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { readPerson } from '../people/store.ts'
import { findUnit } from '../units/store.ts'
import { planWave, sceneOf } from './acts.ts'
import { endingFlexible, type FlexibleReason } from './flexible.ts'
import type { FiledRow } from './judge-rows.ts'
import type { Writing } from './write.ts'

/** Which field of the item's form a refusal belongs to, and its words (schema/case-form.ts). */
const COMPLAINTS: Partial<Record<FilingReason, FieldError>> = {
  basic_data_missing: { field: 'personDocument', code: 'case_base.not_enrolled_here' },
  not_enrolled_here: { field: 'personDocument', code: 'case_base.not_enrolled_here' },
  insured_several: { field: 'personDocument', code: 'case_base.several' },
  insured_name_differs: { field: 'personName', code: 'case_base.name_differs' },
  base_differs: { field: 'oldBase', code: 'case_base.differs' },
  base_not_raised: { field: 'newBase', code: 'case_base.not_raised' },
  base_from_too_late: { field: 'fromMonth', code: 'case_base.too_late' },
  base_from_too_early: { field: 'fromMonth', code: 'case_base.too_early' },
}

const rowOf = (values: CaseValues, askedOn: string): FiledRow<'base-adjustment'> => ({
  row: 1,
  name: foldPersonName(values.personName ?? ''),
  documentNumber: foldCode(values.personDocument ?? ''),
  oldBaseFen: parseYuan(values.oldBase ?? '') ?? 0,
  newBaseFen: parseYuan(values.newBase ?? '') ?? 0,
  fromMonth: monthOf(values.fromMonth ?? ''),
  askedOn,
})

/**
 * Filed by whoever began the case; the clerk's part stands in the case and in the audit. Judged where the unit is today:
 * the region of the case is of the day on which it was begun, and says which office has it.
 */
async function writingOf(env: Bindings, now: number, row: CaseRow): Promise<Writing> {
  const unit = await findUnit(env.DB, row.owner_id)
  if (!unit) throw new Error('a unit that files a case is there')
  return {
    ...{ env, now, filedBy: `operator:${row.created_by}`, caseId: row.id },
    unit: { unitId: row.owner_id, region: unit.region },
  }
}

async function plan(env: Bindings, now: number, row: CaseRow, values: CaseValues) {
  const writing = await writingOf(env, now, row)
  const asked = rowOf(values, dayInChina(row.submitted_at ?? now))
  return planWave(writing, await sceneOf(writing), 'base-adjustment', [asked])
}

export const baseByCase: Effect = {
  async check(env, row, values, now) {
    const { outcomes } = await plan(env, now, row, values)
    const [outcome] = outcomes
    if (!outcome || outcome.ok) return []
    return [
      COMPLAINTS[outcome.refused.code] ?? { field: 'personDocument', code: 'case_base.not_enrolled_here' },
    ]
  },

  async apply({ env, origin, now, clerk }, row, values) {
    const { outcomes, statements } = await plan(env, now, row, values)
    const [outcome] = outcomes
    if (!outcome?.ok) return fail('case_effect_refused')
    const told = { unitId: row.owner_id, actor: `clerk:${clerk.clerkId}`, act: 'filing_base_adjustment' }
    const subject = `filing:${outcome.filed.filingId}`
    const line = await audited(env, origin, now, { ...told, subject, result: 'done' })
    return ok({ statements: [...statements, line] })
  },
}

const FLEXIBLE: Record<FlexibleReason, FieldError> = {
  flexible_none: { field: 'lastDay', code: 'case_flexible.none' },
  flexible_month_later: { field: 'lastDay', code: 'case_flexible.later' },
  flexible_month_before: { field: 'lastDay', code: 'case_flexible.before' },
}

/** The flexible employment of whoever files, by the document that they registered with. */
async function ending(env: Bindings, now: number, personId: string, values: CaseValues) {
  const person = await readPerson(env.DB, personId)
  if (!person) throw new Error('whoever files is registered')
  const { open } = await sealer(env.SEALING_KEYS)
  const number = await open(person.document_sealed, 'person.document')
  return endingFlexible(env, now, { type: person.document_type, number }, monthOf(values.lastDay ?? ''))
}

export const flexibleByCase: Effect = {
  async check(env, row, values, now) {
    const ends = await ending(env, now, row.owner_id, values)
    return ends.ok ? [] : [FLEXIBLE[ends.error]]
  },

  async apply({ env, origin, now, clerk }, row, values) {
    const ends = await ending(env, now, row.owner_id, values)
    if (!ends.ok) return fail('case_effect_refused')
    const told = { unitId: null, actor: `clerk:${clerk.clerkId}`, act: 'flexible_end' }
    const subject = `person:${row.owner_id}`
    const line = await audited(env, origin, now, { ...told, subject, result: 'done' })
    return ok({ statements: [...ends.value.statements, line] })
  },
}
