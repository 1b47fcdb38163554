/** Why a new password is refused that keeps the written rule. Sets of refusals that change one hold these. */
import { passwordCopy } from './fields/password.ts'
import type { Refusal } from './refusal.ts'

export type NewPasswordReason = 'password_common' | 'password_former'

export const newPasswordRefusals: Record<NewPasswordReason, Refusal> = {
  password_common: { status: 422, field: 'password', text: passwordCopy['password.common'] },
  password_former: { status: 422, field: 'password', text: passwordCopy['password.reused'] },
}
