/** How long several ways of asking take, side by side, so that a busy moment of the machine falls on all of them. */
export async function mediansOf<Way>(
  ways: readonly Way[],
  ask: (way: Way) => Promise<unknown>,
  { rounds = 11, between = async () => undefined as unknown } = {},
): Promise<number[]> {
  const taken = ways.map((way) => ({ way, times: [] as number[] }))
  for (let round = 0; round < rounds; round++) {
    await between()
    for (const { way, times } of taken) {
      const began = performance.now()
      await ask(way)
      times.push(performance.now() - began)
    }
  }
  return taken.map(({ times }) => times.sort((a, b) => a - b)[rounds >> 1] ?? 0)
}

/** Any machine takes longer than this, in milliseconds, to hash a password. */
export const HASH_TAKES = 15

export const ratioOf = (medians: number[]): number => Math.max(...medians) / Math.min(...medians)
