/** The lock on an account, its numbers, and where a sign-in leads. */

/** Manual and GB/T 22239: five failures in a row … */
export const MAX_FAILURES = 5
/** … lock the account, not the address, for half an hour. */
export const LOCK_MS = 30 * 60_000
/** Failures nobody followed up are forgotten after a day. */
export const FORGET_MS = 24 * 60 * 60_000

export const isLocked = (lockedUntil: number, now: number) => lockedUntil > now

/** A page of the unit centre, what is asked for on it included, or a portal's request, which is judged anew there. */
const OURS = /^(\/center(\/[a-z\d-]+)*(\?[\w.~%&=+*-]{1,400})?|\/oidc\/authorize\?[\w.~%&=+*-]{1,4000})$/

/** Where to go on after signing in: never another site. */
export const goOn = (next: string | undefined) => (next && OURS.test(next) ? next : '/center')

/** The same, as the query that goes along from way to way. */
export const nextQuery = (next: string | undefined) => (next ? `?next=${encodeURIComponent(goOn(next))}` : '')
