/**
 * What an approval changes beyond the case itself: an institution that comes to be, a person's enrolment that ends. Each belongs
 * to the slice that keeps those things; index.ts hands them all in, so that cases know none of them.
 */

import type { CaseValues } from '../../schema/case-form.ts'
import type { CaseReason } from '../../schema/case-refusals.ts'
import type { Bindings } from '../lib/env.ts'
import type { FieldError } from '../lib/problem.ts'
import type { Result } from '../lib/result.ts'
import type { Serving } from './office.ts'
import type { CaseRow } from './store.ts'

export interface Effect {
  /** What already keeps it from being approved: complaints about the form, before it is submitted. */
  check?: (env: Bindings, row: CaseRow, values: CaseValues) => Promise<FieldError[]>
  /** Statements for the batch that approves the case, guards included: it happens with the approval or not at all. */
  apply: (
    by: Serving,
    row: CaseRow,
    values: CaseValues,
  ) => Promise<Result<D1PreparedStatement[], Extract<CaseReason, 'case_effect_refused'>>>
}

/** By item code; what is not named changes nothing else. */
export type Effects = Readonly<Record<string, Effect>>
