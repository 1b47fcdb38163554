/** Milliseconds of each sample, in the order taken. */
export type Samples = number[]
/** Samples of what is under test, and of what it is held against. */
export type Pair = { subject: Samples; yardstick: Samples }
export type Once = () => Promise<unknown>

/** Pairs before the first that counts: connections open, code compiled and made quick, database pages read. */
export const WARM_UP = 400

/** Pairs that count. */
export const PAIRS = 300

async function timed(once: Once): Promise<number> {
  const start = performance.now()
  await once()
  return performance.now() - start
}

/**
 * Takes samples of several things in turn, so that whatever else the machine does falls on all alike. Each comes
 * at every place of a round and after every other equally often (for two A B B A …, for four a Williams square):
 * whoever comes twice in a row finds the machine's caches warm.
 */
export async function byTurns<Name extends string>(
  things: Record<Name, Once>,
  rounds = PAIRS,
  warmUp = WARM_UP,
): Promise<Record<Name, Samples>> {
  const names = Object.keys(things) as Name[]
  const count = names.length
  const zigzag = names.map((_, k) => (k % 2 === 1 ? (k + 1) / 2 : (count - k / 2) % count)) // 0, 1, -1, 2, …
  const taken = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Samples>
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const place of zigzag) {
      const name = names[(place + round) % count] as Name
      const time = await timed(things[name])
      if (round >= warmUp) taken[name].push(time)
    }
  }
  return taken
}

/** The same for a pair. */
export const inTurn = (subject: Once, yardstick: Once, pairs = PAIRS, warmUp = WARM_UP): Promise<Pair> =>
  byTurns({ subject, yardstick }, pairs, warmUp)

/** The value below which the given share (0 to 1) of the samples lies; nearest rank. */
export function quantile(samples: Samples, share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const p50 = (samples: Samples) => quantile(samples, 0.5)
export const p95 = (samples: Samples) => quantile(samples, 0.95)
