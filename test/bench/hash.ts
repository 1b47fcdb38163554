import { bundleWorker } from './bundle.ts'
import { client } from './client.ts'
import { inTurn, p50, type Samples } from './measure.ts'
import { PEER_VERSIONS } from './peers/install.ts'
import { HERE } from './places.ts'
import { ms, type Table } from './report.ts'
import { startWorker } from './runtime.ts'

const SAMPLES = 50
/** Milliseconds that one hash may take at 19 MiB, two passes, one lane. */
const MOST_MS = 60

/**
 * How long one hash takes inside workerd. The runtime's clock stands still while code runs, so it is timed from
 * outside: a request that hashes once, less the p50 of one that does nothing.
 */
async function hashTimes(entry: string, name: string): Promise<Samples> {
  const running = await startWorker(await bundleWorker({ entry, name }))
  const { ask, close } = client(running.origin)
  const { subject: hashing, yardstick: idle } = await inTurn(
    () => ask('/hash'),
    () => ask('/'),
    SAMPLES,
    5,
  )
  close()
  await running.dispose()
  return hashing.map((time) => time - p50(idle))
}

/** The hall's argon2id beside the usual JavaScript one at the same cost. */
export async function hash(): Promise<Table> {
  const ours = p50(await hashTimes(`${HERE}/hash.worker.ts`, 'hash'))
  const theirs = p50(await hashTimes(`${HERE}/peers/noble.worker.js`, 'noble'))
  return {
    title: 'Password hash',
    columns: ['ours', `@noble/hashes ${PEER_VERSIONS['@noble/hashes']}`],
    figures: [
      {
        what: `argon2id, 19 MiB, t=2, p=1, in workerd (p50 of ${SAMPLES})`,
        subject: ms(ours),
        yardstick: ms(theirs),
        ratio: ours / theirs,
        target: { aim: `≤ ${MOST_MS} ms`, met: ours <= MOST_MS },
      },
    ],
  }
}
