/** The refusal behind each error of the settings, the partners' faults included. */
import { codeRefusals, faceRefusals } from '../../schema/challenges.ts'
import { newPasswordRefusals } from '../../schema/passwords.ts'
import type { Refusal } from '../../schema/refusal.ts'
import { settingsRefusals } from '../../schema/settings-refusals.ts'
import { type PartnerFault, partnerMessage } from '../partners/index.ts'

export const refusals = {
  ...settingsRefusals,
  ...newPasswordRefusals,
  ...faceRefusals,
  ...codeRefusals,
} as const satisfies Record<string, Refusal>

export type SettingsError = keyof typeof refusals | PartnerFault

export function refusalOf(error: SettingsError): { reason: string; refusal: Refusal } {
  if (typeof error === 'string') return { reason: error, refusal: refusals[error] }
  // A partner that is down is our gateway's trouble, not the operator's.
  return { reason: `${error.partner}_${error.kind}`, refusal: { status: 502, text: partnerMessage(error) } }
}
