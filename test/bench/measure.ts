/** Milliseconds of each sample, in the order taken. */
export type Samples = number[]
export type Pair = { ours: Samples; theirs: Samples }
export type Once = () => Promise<unknown>

/** Samples before the first that counts: connections open, code compiled, database pages read. */
const WARM_UP = 30

async function timed(once: Once): Promise<number> {
  const start = performance.now()
  await once()
  return performance.now() - start
}

/**
 * Takes samples of two things in turn (A B B A …), so that whatever else the machine does falls on both alike
 * and neither always follows the other.
 */
export async function inTurn(ours: Once, theirs: Once, samples: number, warmUp = WARM_UP): Promise<Pair> {
  const pair: Pair = { ours: [], theirs: [] }
  for (let i = -warmUp; i < samples; i++) {
    const first = i % 2 === 0
    const a = await timed(first ? ours : theirs)
    const b = await timed(first ? theirs : ours)
    if (i < 0) continue
    pair.ours.push(first ? a : b)
    pair.theirs.push(first ? b : a)
  }
  return pair
}

/** The value below which the given share (0 to 1) of the samples lies; nearest rank. */
export function quantile(samples: Samples, share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const p50 = (samples: Samples) => quantile(samples, 0.5)
export const p95 = (samples: Samples) => quantile(samples, 0.95)
