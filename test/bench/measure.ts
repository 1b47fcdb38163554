/** Milliseconds of each sample, in the order taken. */
export type Samples = number[]
/** Samples of what is under test, and of what it is held against. */
export type Pair = { subject: Samples; yardstick: Samples }
export type Once = () => Promise<unknown>

/** Pairs before the first that counts: connections open, code compiled, database pages read. */
const WARM_UP = 40

/** Pairs that count. */
export const PAIRS = 300

async function timed(once: Once): Promise<number> {
  const start = performance.now()
  await once()
  return performance.now() - start
}

/**
 * Takes samples of two things in turn (A B B A …), so that whatever else the machine does falls on both alike
 * and neither always follows the other.
 */
export async function inTurn(subject: Once, yardstick: Once, pairs = PAIRS, warmUp = WARM_UP): Promise<Pair> {
  const taken: Pair = { subject: [], yardstick: [] }
  for (let i = -warmUp; i < pairs; i++) {
    const subjectFirst = i % 2 === 0
    const first = await timed(subjectFirst ? subject : yardstick)
    const second = await timed(subjectFirst ? yardstick : subject)
    if (i < 0) continue
    taken.subject.push(subjectFirst ? first : second)
    taken.yardstick.push(subjectFirst ? second : first)
  }
  return taken
}

/** The value below which the given share (0 to 1) of the samples lies; nearest rank. */
export function quantile(samples: Samples, share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const p50 = (samples: Samples) => quantile(samples, 0.5)
export const p95 = (samples: Samples) => quantile(samples, 0.95)
