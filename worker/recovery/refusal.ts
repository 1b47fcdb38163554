/** The refusal behind each error of recovery, the partners' faults included. */
import { type CodeReason, codeRefusals, type FaceReason, faceRefusals } from '../../schema/challenges.ts'
import { type FlowReason, flowRefusals } from '../../schema/flow.ts'
import { type NewPasswordReason, newPasswordRefusals } from '../../schema/passwords.ts'
import { type PuzzleReason, puzzleRefusals } from '../../schema/puzzle.ts'
import { type RecoveryReason, recoveryRefusals } from '../../schema/recovery.ts'
import type { Refusal } from '../../schema/refusal.ts'
import { type PartnerFault, partnerMessage } from '../partners/index.ts'

type Reason = RecoveryReason | FlowReason | CodeReason | FaceReason | PuzzleReason | NewPasswordReason
export type RecoveryError = Reason | PartnerFault

export const refusals: Record<Reason, Refusal> = {
  ...recoveryRefusals,
  ...flowRefusals,
  ...codeRefusals,
  ...faceRefusals,
  ...puzzleRefusals,
  ...newPasswordRefusals,
}

export function refusalOf(error: RecoveryError): { reason: string; refusal: Refusal } {
  if (typeof error === 'string') return { reason: error, refusal: refusals[error] }
  // A partner that is down is our gateway's trouble, not the visitor's.
  return { reason: `${error.partner}_${error.kind}`, refusal: { status: 502, text: partnerMessage(error) } }
}
