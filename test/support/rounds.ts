/** Single-use things, each tried fifty times at once, over and over. */
import { expect } from 'vitest'

/** Fifty rounds in `npm test`; `npm run soak` asks for a thousand. */
export const ROUNDS = Number(process.env.ROUNDS ?? 50)
const IS_SOAK = ROUNDS > 50
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
  return tallyOf(
    howMany,
    async () => {
      const attempt = await prepare()
      const tries = await Promise.all(Array.from({ length: atOnce }, attempt))
      return tries.filter(Boolean).length
    },
    atOnce,
  )
}

/** The same where it is not the answers that tell who was let through: each round says how many were. */
export async function tallyOf(
  howMany: number,
  round: () => Promise<number>,
  atOnce = AT_ONCE,
): Promise<Record<number, number>> {
  const rounds: Record<number, number> = {}
  for (let at = 0; at < howMany; at++) {
    const winners = await round()
    rounds[winners] = (rounds[winners] ?? 0) + 1
  }
  // A soak is run to be told of: what it saw, as rounds by how many were let through in each.
  if (IS_SOAK)
    console.info(`${expect.getState().currentTestName}: ${atOnce} at once, ${JSON.stringify(rounds)}`)
  return rounds
}

/**
 * In `npm test`, of what takes some quarter of a second a round: a question in words, a letter to be kept, a code of
 * an authenticator to be opened fifty times over. Fifty rounds of it would take longer than ten seconds each.
 */
export const DEAR_ROUNDS = IS_SOAK ? ROUNDS : 20

/**
 * In `npm test`, for what is dear to prepare or hashes a password in each try (which one isolate does one after the
 * other, so that more of them reach the database no nearer together). `npm run soak` sends all fifty.
 */
export const FEWER = IS_SOAK ? AT_ONCE : 10

/** In `npm test`, where each try hashes many passwords, as a change of one does; all rounds in the soak. */
export const FEWER_ROUNDS = IS_SOAK ? ROUNDS : 5

/** Every round had exactly one winner. */
export const ONE_EACH = { 1: ROUNDS }
export const ONE_EACH_DEAR = { 1: DEAR_ROUNDS }

/** A round and its preparation take well under this, even on a slow machine that does much else. */
export const ROUNDS_TIMEOUT = 60_000 + ROUNDS * 10_000
