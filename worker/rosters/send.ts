/** Asks the queue for the work on chunks. */
import type { Bindings } from '../lib/env.ts'
import { logFault } from '../lib/log.ts'
import type { RosterKey } from './store.ts'

/** As many as the queue takes in one go. */
const AT_ONCE = 100

/** If the queue cannot be asked, the clock asks it. */
export async function askForChunks(env: Bindings, key: RosterKey, firsts: readonly number[]): Promise<void> {
  const messages = firsts.map((first) => ({ body: { kind: 'file_chunk', ...key, first } }))
  for (let from = 0; from < messages.length; from += AT_ONCE)
    await env.JOBS.sendBatch(messages.slice(from, from + AT_ONCE)).catch((error) =>
      logFault('roster:send', error),
    )
}
