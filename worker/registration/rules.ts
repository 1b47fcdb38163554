/** The registration of four steps: which act leads from which step to which, and until when. */
import type { RegistrationReason, RegistrationStep } from '../../schema/registration.ts'
import { fail, ok, type Result } from '../lib/result.ts'

const MINUTE = 60_000

/** Manual, step three: 「请您在10分钟内完成注册」, counted from step one. */
export const REGISTRATION_MS = 10 * MINUTE
/** What was typed is kept this much longer, so that whoever was too slow starts again with it. */
export const KEPT_MS = 60 * MINUTE

export type Act = 'ask_face' | 'pass_face' | 'send_code' | 'complete'

/** The only place that says what may follow what. Step one is what creates a registration. */
export const next = {
  face: { ask_face: 'face', pass_face: 'account' },
  account: { send_code: 'account', complete: 'done' },
  done: {},
} as const satisfies Record<RegistrationStep, Partial<Record<Act, RegistrationStep>>>

/** The step that an act leads to, or why it may not happen now. */
export function advance(
  { step, expiresAt }: { step: RegistrationStep; expiresAt: number },
  act: Act,
  now: number,
): Result<RegistrationStep, RegistrationReason> {
  if (step !== 'done' && now >= expiresAt) return fail('registration_expired')
  const leads: Partial<Record<Act, RegistrationStep>> = next[step]
  const to = leads[act]
  return to ? ok(to) : fail('registration_wrong_step')
}
