import { bundleWorker } from './bundle.ts'
import { client } from './client.ts'
import { inTurn, p50 } from './measure.ts'
import { PEER_VERSIONS } from './peers/install.ts'
import { HERE } from './places.ts'
import { ms, type Table } from './report.ts'
import { startWorker } from './runtime.ts'

const PAIRS = 50
const WARM_UP = 5
/** Milliseconds that one hash may take at 19 MiB, two passes, one lane. */
const MOST_MS = 60

async function startHasher(entry: string, name: string) {
  const running = await startWorker(await bundleWorker({ entry, name }))
  const { ask, close } = client(running.origin)
  return {
    hash: () => ask('/hash'),
    idle: () => ask('/'),
    async stop() {
      close()
      await running.dispose()
    },
  }
}

/**
 * The hall's argon2id beside the usual JavaScript one at the same cost, inside workerd. The runtime's clock
 * stands still while code runs, so it is timed from outside: a request that hashes once, less one that does not.
 */
export async function hash(): Promise<Table> {
  const ours = await startHasher(`${HERE}/hash.worker.ts`, 'hash')
  const theirs = await startHasher(`${HERE}/peers/noble.worker.js`, 'noble')
  const hashing = await inTurn(ours.hash, theirs.hash, PAIRS, WARM_UP)
  const idle = await inTurn(ours.idle, theirs.idle, PAIRS, WARM_UP)
  await Promise.all([ours.stop(), theirs.stop()])

  const subject = p50(hashing.subject) - p50(idle.subject)
  const yardstick = p50(hashing.yardstick) - p50(idle.yardstick)
  return {
    title: 'Password hash',
    columns: ['ours', `@noble/hashes ${PEER_VERSIONS['@noble/hashes']}`],
    figures: [
      {
        what: `argon2id, 19 MiB, t=2, p=1, in workerd (p50 of ${PAIRS})`,
        ...{ subject: ms(subject), yardstick: ms(yardstick), ratio: subject / yardstick },
        target: { aim: `≤ ${MOST_MS} ms`, met: subject <= MOST_MS },
      },
    ],
  }
}
