/** How long a code waits, and how a waiting sign-in stands. */
import type { AppReason } from '../../schema/app.ts'
import type { Role } from '../../schema/session.ts'
import type { ScanState } from '../../schema/waiting.ts'
import { fail, ok, type Result } from '../lib/result.ts'

/** GB/T 35273 and the manuals name no time; two minutes are enough to fetch a phone, and too short to pass a code on. */
export const WAITING_MS = 2 * 60_000
/** For the page to come in after the phone said yes: it hears of it within two seconds, a reader without script does not. */
export const FOLLOW_MS = 60_000
/** How long the watch remembers an answer for a page whose connection was lost. */
export const REMEMBER_MS = WAITING_MS + FOLLOW_MS

export type WaitingStatus = 'waiting' | 'confirmed' | 'refused' | 'used'

/** A code that was used is over, whoever asks. */
export function stateOf(status: WaitingStatus, expiresAt: number, now: number): ScanState {
  if (status === 'refused') return 'refused'
  return status === 'used' || now >= expiresAt ? 'expired' : status
}

/** Whom a page waits for: anybody, or operators of the one unit that it has proved. */
export interface Awaited {
  only_unit: string | null
  only_representative: number
}

/** Whether this operator may confirm it, by what they proved to the app. */
export function judgeConfirmer(
  { only_unit, only_representative }: Awaited,
  { unitId, role }: { unitId: string; role: Role },
  amr: readonly string[],
): Result<void, AppReason> {
  if (only_unit !== null && only_unit !== unitId) return fail('app_not_of_key')
  if (only_representative === 0) return ok(undefined)
  if (role !== 'legal_representative') return fail('app_representative_only')
  return amr.includes('face') ? ok(undefined) : fail('app_face_first')
}

/** What somebody is or knows (RFC 8176); the rest is what they have. */
const OTHER_FACTORS = new Set(['face', 'fpt', 'iris', 'retina', 'vbm', 'pin', 'pwd', 'kba'])

/** What a session says that page and phone proved together: two channels, and two factors where the phone asked for another one. */
export function provedTogether(before: readonly string[], phone: readonly string[]): string[] {
  if (before.length === 0) return [...phone]
  const factors = phone.some((one) => OTHER_FACTORS.has(one)) ? ['mfa'] : []
  return [...new Set([...before, ...phone, 'mca', ...factors])]
}
