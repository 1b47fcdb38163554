/** Hall and sandbox for one test file: started before its tests, ended after them, and heard all along. */
import { afterAll, beforeAll, expect } from 'vitest'
import { type Pair, type PairOptions, startPair } from './pair.ts'

export interface Stage extends Pair {
  /** Every line that the hall logged so far. */
  lines: string[]
}

/**
 * The parts may be used in tests, not while they are declared. Fails the file when the hall logged a fault,
 * which is a bug of ours, whatever the visitor got to see; `expectFaults` is for a test that causes one.
 */
export function usePair({
  expectFaults = false,
  ...options
}: PairOptions & { expectFaults?: boolean } = {}): Stage {
  const lines: string[] = []
  let pair: Pair | undefined
  const started = (): Pair => {
    if (!pair) throw new Error('hall and sandbox are there in tests only')
    return pair
  }
  beforeAll(async () => {
    pair = await startPair({ ...options, onLine: (line) => void lines.push(line) })
  })
  afterAll(async () => {
    await pair?.close()
    if (!expectFaults) expect(lines.filter((line) => line.includes('"at":"fault"'))).toEqual([])
  })
  return {
    lines,
    get hall() {
      return started().hall
    },
    get sandbox() {
      return started().sandbox
    },
    get secrets() {
      return started().secrets
    },
    get cost() {
      return started().cost
    },
    close: () => started().close(),
  }
}
