/** The refusal behind each error of an upgrade, the partners' faults included. */
import { type CodeReason, codeRefusals } from '../../schema/challenges.ts'
import { type FlowReason, flowRefusals } from '../../schema/flow.ts'
import type { Refusal } from '../../schema/refusal.ts'
import { type UpgradeReason, upgradeRefusals } from '../../schema/upgrade.ts'
import { type PartnerFault, partnerMessage } from '../partners/index.ts'

export type UpgradeError = UpgradeReason | FlowReason | CodeReason | PartnerFault

export const refusals: Record<UpgradeReason | FlowReason | CodeReason, Refusal> = {
  ...upgradeRefusals,
  ...flowRefusals,
  ...codeRefusals,
}

export function refusalOf(error: UpgradeError): { reason: string; refusal: Refusal } {
  if (typeof error === 'string') return { reason: error, refusal: refusals[error] }
  // A partner that is down is our gateway's trouble, not the visitor's.
  return { reason: `${error.partner}_${error.kind}`, refusal: { status: 502, text: partnerMessage(error) } }
}
