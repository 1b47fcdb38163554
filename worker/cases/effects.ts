/**
 * What an approval changes beyond the case itself: an institution that comes to be, a person's enrolment that ends. Each belongs
 * to the slice that keeps those things; index.ts hands them all in, so that cases know none of them.
 */

import type { CaseValues } from '../../schema/case-form.ts'
import type { CaseReason } from '../../schema/case-refusals.ts'
import type { RosterReason } from '../../schema/roster-refusals.ts'
import type { Bindings } from '../lib/env.ts'
import type { FieldError } from '../lib/problem.ts'
import type { Result } from '../lib/result.ts'
import type { Acting } from './acting.ts'
import type { Serving } from './office.ts'
import type { CaseRow } from './store.ts'

export interface Effect {
  /** What already keeps it from being approved: complaints about the form, before it is submitted. */
  check?: (env: Bindings, row: CaseRow, values: CaseValues, now: number) => Promise<FieldError[]>
  apply: (
    by: Serving,
    row: CaseRow,
    values: CaseValues,
  ) => Promise<Result<Applied, Extract<CaseReason, 'case_effect_refused'>>>
  /** Of an item that takes a spreadsheet in the place of some fields. */
  roster?: ByRoster
}

export interface Applied {
  /** For the batch that approves the case, guards included: it happens with the approval or not at all. */
  statements: D1PreparedStatement[]
  /** After that, and not to be missed where it does not come to it. */
  after?: () => Promise<void>
}

/** Why nothing changes about the spreadsheet, whatever it holds. */
export type Barred = Extract<CaseReason, 'case_moved' | 'case_not_allowed'>

export const isBarred = (reason: string): reason is Barred =>
  reason === 'case_moved' || reason === 'case_not_allowed'

/** The spreadsheet of a case: there is one at a time, and it changes only while the case is its owner's to change. */
export interface ByRoster {
  attach: (
    by: Acting,
    row: CaseRow,
    sent: { name: string; body: ReadableStream<Uint8Array> },
    values: CaseValues,
  ) => Promise<Result<void, RosterReason | Barred>>
  detach: (by: Acting, row: CaseRow) => Promise<Result<void, Barred>>
  /** After something was filled in that its rows are judged by. */
  follow: (by: Acting, row: CaseRow, values: CaseValues) => Promise<Result<void, RosterReason | Barred>>
  /** Aborts the batch unless the case has this one, judged to its end; or none, where there was none. */
  hold: (by: Acting, row: CaseRow, rosterId: string | null) => D1PreparedStatement
  /** It goes with its draft. */
  letGo: (by: Acting, row: CaseRow) => Promise<Applied>
}

/** By item code; what is not named changes nothing else. */
export type Effects = Readonly<Record<string, Effect>>
