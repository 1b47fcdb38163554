/** As many connections as a Worker may have open: whoever waits for one must not lose its patience meanwhile. */
export const LANES = 6

/** Does the same with all of these, no more at once than there are lanes. */
export async function inLanes<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all]
  const lane = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}
