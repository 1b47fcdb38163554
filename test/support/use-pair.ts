/** Hall and sandbox for one test file, heard all along. */
import { afterAll, beforeAll, expect } from 'vitest'
import { type Pair, type PairOptions, startPair } from './pair.ts'
import { empty, rewinder } from './rewind.ts'

export interface Stage extends Pair {
  /** Every line that the hall logged so far. */
  lines: string[]
}

export interface StageOptions extends PairOptions {
  /** The file makes the hall log faults. */
  expectFaults?: boolean
  /** The file leaves more behind than rows: partners that the hall has given up on for a while. */
  alone?: boolean
}

interface Started {
  pair: Pair
  /** Where the hall's lines go: to whichever file has it at the moment. */
  lines: string[]
  /** Back to how it was when it was new. */
  rewind: () => Promise<void>
}

/** The light hall is reached without the server of its files in front. */
async function start(options: PairOptions): Promise<Started> {
  const withoutFiles = options.light ?? false
  const pair = await startPair({ ...options, withoutFiles, onLine: (line) => void started.lines.push(line) })
  const rewinds = await Promise.all([pair.hall.db, pair.sandbox.db].map(rewinder))
  const rewind = async () => {
    await Promise.all([...rewinds.map((back) => back()), empty(pair.hall.files)])
  }
  const started: Started = { pair, lines: [], rewind }
  return started
}

/**
 * What the last files of this worker of the test runner left for the next, one of each kind: to start a pair takes
 * longer than many files run. They end with the worker.
 */
const left = new Map<'light' | 'as deployed', Started>()

async function take(light: boolean): Promise<Started> {
  const kind = light ? 'light' : 'as deployed'
  const started = left.get(kind) ?? (await start({ light }))
  left.delete(kind)
  return started
}

/** Settings that were changed are not taken back: whoever comes next starts anew. */
async function leave(started: Started, light: boolean): Promise<void> {
  started.lines = []
  if (started.pair.hall.changed) return started.pair.close()
  await started.rewind()
  left.set(light ? 'light' : 'as deployed', started)
}

/**
 * The parts may be used in tests, not while they are declared, and are as new for each file; a file that asks for
 * another hall than most gets one of its own. Fails the file when the hall logged a fault, which is a bug of ours,
 * whatever the visitor got to see.
 */
export function usePair(stage: StageOptions = {}): Stage {
  const { expectFaults = false, alone = false, light = false, ...options } = stage
  const isOwn = alone || Object.keys(options).length > 0
  const lines: string[] = []
  let started: Started | undefined
  const pair = (): Pair => {
    if (!started) throw new Error('hall and sandbox are there in tests only')
    return started.pair
  }
  beforeAll(async () => {
    started = await (isOwn ? start({ light, ...options }) : take(light))
    started.lines = lines
  })
  afterAll(async () => {
    if (started) await (isOwn ? started.pair.close() : leave(started, light))
    if (!expectFaults) expect(lines.filter((line) => line.includes('"at":"fault"'))).toEqual([])
  })
  return {
    lines,
    get hall() {
      return pair().hall
    },
    get sandbox() {
      return pair().sandbox
    },
    get secrets() {
      return pair().secrets
    },
    get cost() {
      return pair().cost
    },
    close: () => pair().close(),
  }
}
