/** The lock on an account, and its numbers. */

/** Manual and GB/T 22239: five failures in a row … */
export const MAX_FAILURES = 5
/** … lock the account, not the address, for half an hour. */
export const LOCK_MS = 30 * 60_000
/** Failures nobody followed up are forgotten after a day. */
export const FORGET_MS = 24 * 60 * 60_000

export const isLocked = (lockedUntil: number, now: number) => lockedUntil > now
