/** How long a code waits, and how a waiting sign-in stands. */
import type { ScanState } from '../../schema/waiting.ts'

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
