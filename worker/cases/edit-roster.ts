/** The spreadsheet in a case's form: what is asked for beside it, and what is done with it. */
import { type CaseValues, fieldsBeside, ROSTER_INPUT } from '../../schema/case-form.ts'
import type { Item } from '../../schema/catalogue.ts'
import type { RosterReason } from '../../schema/roster-refusals.ts'
import type { CaseRoster } from '../lib/env.ts'
import type { FieldError } from '../lib/problem.ts'
import { ok } from '../lib/result.ts'
import type { Acting } from './acting.ts'
import type { ByRoster, Effect } from './effects.ts'
import type { CaseRow } from './store.ts'

/** What is asked for beside a spreadsheet, where there is one. */
export const besideRoster = (item: Item, roster: CaseRoster | undefined): Item => ({
  ...item,
  fields: fieldsBeside(item, roster !== undefined),
})

type AboutRoster = Awaited<ReturnType<ByRoster['attach']>>

/** Attaches the spreadsheet that was chosen, takes one away, or has it judged by what is filled in now. */
export async function aboutRoster(
  by: Acting,
  row: CaseRow,
  { roster }: Effect,
  form: FormData,
  values: CaseValues,
): Promise<AboutRoster> {
  if (!roster) return ok(undefined)
  const file = form.get(ROSTER_INPUT)
  // Browsers send an empty file where none was chosen.
  if (file instanceof File && (file.size > 0 || file.name !== ''))
    return roster.attach(by, row, { name: file.name, body: file.stream() }, values)
  return form.get('remove') === ROSTER_INPUT ? roster.detach(by, row) : roster.follow(by, row, values)
}

/** Why a spreadsheet was not taken, beside its input. */
const FAULTS: Partial<Record<RosterReason, string>> = {
  roster_size: 'case_roster.size',
  roster_many: 'case_roster.many',
}

export const rosterFault = (reason: RosterReason): FieldError => ({
  ...{ field: ROSTER_INPUT, code: FAULTS[reason] ?? 'case_roster.empty' },
})
