/** Numbers and decisions of an operator's own settings. */
import type { SettingsReason } from '../../schema/settings-refusals.ts'
import { FLOW_MS } from '../flows/rules.ts'
import { fail, ok, type Result } from '../lib/result.ts'

/** As long as any flow of the hall lasts, counted from its beginning. */
export const CHANGE_MS = FLOW_MS

/** The kind of flow that a face check of a change bears (worker/app/faces.ts). */
export const CHANGE_KIND = 'change_mobile'

export type ChangeStep = 'face' | 'number' | 'done'

export interface Change {
  id: string
  step: ChangeStep
  expiresAt: number
}

/** Whether a change may go on: there is one of this session, it stands at this step, and its time is not over. */
export function mayGoOn(
  change: Change | undefined,
  step: ChangeStep,
  now: number,
): Result<Change, SettingsReason> {
  if (!change || change.step !== step || now >= change.expiresAt) return fail('mobile_change_over')
  return ok(change)
}

/** Where an address is added for a case that is being filled in, and that case's form, where it leads back to. */
export const newAddressPath = (caseId: string) => `/center/settings/addresses/new?case=${caseId}`
export const caseFormOf = (caseId: string | undefined): string | undefined =>
  /^[0-9a-z]{26}$/.test(caseId ?? '') ? `/center/cases/${caseId}/edit` : undefined
