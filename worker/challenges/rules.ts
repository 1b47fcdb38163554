/** Face checks and SMS codes: numbers and decisions. */
import type { CodeReason, FaceReason, FaceStatus } from '../../schema/challenges.ts'
import { fail, ok, type Result } from '../lib/result.ts'

const MINUTE = 60_000

/** A code is good for five minutes, the common measure for SMS one-time codes. */
export const CODE_MS = 5 * MINUTE
/** A million codes and five tries: a guess succeeds once in 200,000. */
export const CODE_TRIES = 5
/** The carrier's own limits per number; we keep them first, so that nobody uses them up for someone else unseen. */
export const CODE_LIMITS = [
  { within: MINUTE, most: 1 },
  { within: 60 * MINUTE, most: 5 },
  { within: 24 * 60 * MINUTE, most: 10 },
] as const
export const RESEND_SECONDS = 60
/** Nobody needs more codes for one registration; whoever does writes to strangers at our cost. */
export const CODES_PER_FLOW = 5

/** Alipay is asked at most this often, however many pages wait. */
export const ASK_EVERY_MS = 1_500
/** Face checks cost money; more tries than this in one registration are no accident. */
export const FACE_TRIES = 5

export interface CodeTry {
  /** Undefined when no code was sent for this registration. */
  code?: { usedAt: number | null; expiresAt: number; tries: number; sameMobile: boolean; sameCode: boolean }
}

/** Why a typed code is not taken, the most helpful reason first. `tries` counts this one too. */
export function judgeCode({ code }: CodeTry, now: number): Result<true, CodeReason> {
  if (!code) return fail('sms_code_not_sent')
  if (code.usedAt !== null) return fail('sms_code_used')
  if (now >= code.expiresAt) return fail('sms_code_expired')
  if (code.tries > CODE_TRIES) return fail('sms_code_spent')
  if (!code.sameMobile) return fail('sms_code_other_mobile')
  return code.sameCode ? ok(true) : fail('sms_code_wrong')
}

/** What a face check is now: nobody who answers counts after its time. */
export const faceStatus = (
  status: Exclude<FaceStatus, 'expired'>,
  expiresAt: number,
  now: number,
): FaceStatus => (status === 'pending' && now >= expiresAt ? 'expired' : status)

const SETTLED: Partial<Record<FaceStatus, FaceReason>> = {
  ...{ failed: 'face_failed', cancelled: 'face_cancelled', other_person: 'face_other_person' },
}

/** What a check that ended without passing is told as. */
export const settledAs = (status: FaceStatus): FaceReason | undefined => SETTLED[status]
