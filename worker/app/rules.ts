/** What the app's word is worth, without I/O. */

/** So long after a verified face may something be done in the app itself. */
const FRESH_SECONDS = 5 * 60
/** Two clocks are never quite one. */
const TOLERANCE_SECONDS = 5

/** Whether the person's face was verified, and only just. `authTime` is in seconds. */
export function isFreshFace(amr: string[], authTime: number | undefined, now: number): boolean {
  if (!amr.includes('face') || authTime === undefined) return false
  const age = now / 1000 - authTime
  return age >= -TOLERANCE_SECONDS && age <= FRESH_SECONDS + TOLERANCE_SECONDS
}
