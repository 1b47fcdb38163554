/** The refusal behind each error of registration, the partners' faults included. */
import { type CodeReason, codeRefusals, type FaceReason, faceRefusals } from '../../schema/challenges.ts'
import { type FlowReason, flowRefusals } from '../../schema/flow.ts'
import type { Refusal } from '../../schema/refusal.ts'
import { type RegistrationReason, registrationRefusals } from '../../schema/registration.ts'
import { type PartnerFault, partnerMessage } from '../partners/index.ts'

export type RegistrationError = RegistrationReason | FlowReason | CodeReason | FaceReason | PartnerFault

export const refusals: Record<RegistrationReason | FlowReason | CodeReason | FaceReason, Refusal> = {
  ...registrationRefusals,
  ...flowRefusals,
  ...codeRefusals,
  ...faceRefusals,
}

export function refusalOf(error: RegistrationError): { reason: string; refusal: Refusal } {
  if (typeof error === 'string') return { reason: error, refusal: refusals[error] }
  // A partner that is down is our gateway's trouble, not the visitor's.
  return { reason: `${error.partner}_${error.kind}`, refusal: { status: 502, text: partnerMessage(error) } }
}
