interface Rounds {
  /** Whether the medians are as they are to be, so that no more is asked. */
  settled: (medians: number[]) => boolean
  between?: () => Promise<unknown>
}

const ROUNDS = 11
const MOST = 6 * ROUNDS

/**
 * How long several ways of asking take, side by side, so that a busy moment of the machine falls on all of them. It is
 * asked on until they are settled, for such a moment may well fall on one of them: what the machine adds evens out
 * with the rounds, what a way takes does not.
 */
export async function mediansOf<Way>(
  ways: readonly Way[],
  ask: (way: Way) => Promise<unknown>,
  { settled, between = async () => undefined }: Rounds,
): Promise<number[]> {
  const taken = ways.map((way) => ({ way, times: [] as number[] }))
  const medians = () => taken.map(({ times }) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0)
  for (let round = 0; round < MOST; round++) {
    if (round > 0 && round % ROUNDS === 0 && settled(medians())) break
    await between()
    for (const { way, times } of taken) {
      const began = performance.now()
      await ask(way)
      times.push(performance.now() - began)
    }
  }
  return medians()
}

export const ratioOf = (medians: number[]): number => Math.max(...medians) / Math.min(...medians)
