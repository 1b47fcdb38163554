/** The registration of four steps: which act leads from which step to which. */
import type { RegistrationStep } from '../../schema/registration.ts'
import type { Steps } from '../flows/rules.ts'

export type Act = 'ask_face' | 'pass_face' | 'send_code' | 'complete'

/** The only place that says what may follow what. Step one is what creates a registration. */
export const steps = {
  face: { ask_face: 'face', pass_face: 'account' },
  account: { send_code: 'account', complete: 'done' },
  done: {},
} as const satisfies Steps<RegistrationStep, Act>
