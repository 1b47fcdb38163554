/** When a session ends. */

const MINUTE = 60_000

/** GB/T 22239 asks for an end after idling; the manuals' hall signs out after half an hour. */
export const IDLE_MS = 30 * MINUTE
/** A working day: nobody signs in twice before lunch, and no session outlives the night. */
export const ABSOLUTE_MS = 12 * 60 * MINUTE
/** The page warns this long before the idle end. */
export const WARNING_MS = 2 * MINUTE
/**
 * A session in use is written at most this often, so that a check is one read. The idle end counts from
 * the last write, so it gets this much on top: nobody is signed out early.
 */
export const TOUCH_MS = MINUTE

/**
 * The moment a session is over as SQL writes it: `session_by_end` and its kin are on this very expression
 * (schema/migrations/0032_session_ends.sql).
 */
export const ENDS_SQL = `min(ends_at, seen_at + ${IDLE_MS + TOUCH_MS})`

export const idleEnd = (seenAt: number, endsAt: number) => Math.min(seenAt + IDLE_MS + TOUCH_MS, endsAt)

export const needsTouch = (seenAt: number, now: number) => now - seenAt >= TOUCH_MS
