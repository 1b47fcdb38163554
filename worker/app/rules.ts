/** What the app's word is worth, without I/O. */

/** So long after a verified face it counts. */
const FRESH_SECONDS = 5 * 60
/** Two clocks are never quite one. */
const TOLERANCE_SECONDS = 5

/**
 * What was proved, without a face that was verified some other day: a face stands for the person who agrees now. The other
 * ways are the app's own to keep. `authTime` is in seconds.
 */
export function freshOf(amr: string[], authTime: number | undefined, now: number): string[] {
  const age = now / 1000 - (authTime ?? Number.NaN)
  const isFresh = age >= -TOLERANCE_SECONDS && age <= FRESH_SECONDS + TOLERANCE_SECONDS
  return amr.filter((one) => one !== 'face' || isFresh)
}
