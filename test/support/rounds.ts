/** Single-use things, each tried fifty times at once, over and over. */

/** Fifty rounds in `npm test`; `npm run soak` asks for a thousand. */
export const ROUNDS = Number(process.env.ROUNDS ?? 50)
export const AT_ONCE = 50

/** One try of the thing at hand; true when it was let through. */
export type Try = () => Promise<boolean>

/**
 * How many rounds let how many of the parallel tries through: `{ 1: 50 }` is what should be.
 * `prepare` makes a fresh thing and answers how to try it.
 */
export async function winnersOf(
  prepare: () => Promise<Try>,
  atOnce = AT_ONCE,
  howMany = ROUNDS,
): Promise<Record<number, number>> {
  const rounds: Record<number, number> = {}
  for (let round = 0; round < howMany; round++) {
    const attempt = await prepare()
    const tries = await Promise.all(Array.from({ length: atOnce }, attempt))
    const winners = tries.filter(Boolean).length
    rounds[winners] = (rounds[winners] ?? 0) + 1
  }
  return rounds
}

/**
 * In `npm test`, for what is dear to prepare or hashes a password in each try (which one isolate does one after the
 * other, so that more of them reach the database no nearer together). `npm run soak` sends all fifty.
 */
export const FEWER = ROUNDS > 50 ? AT_ONCE : 10

/**
 * In `npm test`, where each try hashes many passwords, as a change of one does, or draws a whole page and no secret hangs
 * on it; all rounds in the soak.
 */
export const FEWER_ROUNDS = ROUNDS > 50 ? ROUNDS : 5

/** Every round had exactly one winner. */
export const ONE_EACH = { 1: ROUNDS }

/** A round and its preparation take well under this, even on a slow machine that does much else. */
export const ROUNDS_TIMEOUT = 60_000 + ROUNDS * 10_000
