/** The recovery of four steps: which act leads from which step to which. */
import type { RecoveryStep } from '../../schema/recovery.ts'
import type { Steps } from '../flows/rules.ts'

export type Act = 'solve' | 'ask_face' | 'pass_face' | 'send_code' | 'prove_mobile' | 'set_password'

/** The only place that says what may follow what. Filling in the account is what creates a recovery. */
export const steps = {
  puzzle: { solve: 'proof' },
  proof: { ask_face: 'proof', pass_face: 'password', send_code: 'proof', prove_mobile: 'password' },
  password: { set_password: 'done' },
  done: {},
} as const satisfies Steps<RecoveryStep, Act>
