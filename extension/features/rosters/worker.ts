/** The panel's side of its worker. */
import { Unreadable } from '../../../schema/rosters/reading/faults.ts'
import type { Answered, Answers, Ask, Asked } from './wire.ts'

export type AskWorker = <Kind extends Ask['kind']>(
  ask: Extract<Ask, { kind: Kind }>,
) => Promise<Answers[Kind]>

/** Throws `Unreadable` where the file is at fault. A worker that ended is followed by another, with no file open. */
export function startWorker(): AskWorker {
  let worker: Worker | undefined
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  let last = 0
  const hear = ({ data }: MessageEvent<Answered>) => {
    const one = waiting.get(data.id)
    waiting.delete(data.id)
    if ('answer' in data) one?.resolve(data.answer)
    else one?.reject('fault' in data ? new Unreadable(data.fault) : new Error(data.broken))
  }
  // A file that is too much for the machine ends the worker: whoever waits must hear of it.
  const end = () => {
    worker?.terminate()
    worker = undefined
    for (const { reject } of waiting.values()) reject(new Unreadable('file.too_much'))
    waiting.clear()
  }
  const start = () => {
    const started = new Worker(new URL('./roster.worker.ts', import.meta.url), { type: 'module' })
    started.onmessage = hear
    started.onerror = end
    return started
  }
  return (ask) =>
    new Promise((resolve, reject) => {
      last++
      waiting.set(last, { resolve: resolve as (answer: unknown) => void, reject })
      worker ??= start()
      worker.postMessage({ id: last, ask } satisfies Asked)
    })
}
