/** The host's life: it reads requests, does one at a time, answers, and goes when the browser does. */
import type { Readable, Writable } from 'node:stream'
import * as v from 'valibot'
import { HOST_PATIENCE_MS, type HostAnswer, HostRequest } from '../../schema/ca-bridge.ts'
import type { HostConfig } from './config.ts'
import type { Window } from './consent/window.ts'
import { failed } from './drivers/driver.ts'
import { type Broken, readMessages, writeMessage } from './frames.ts'
import { sign } from './sign.ts'
import { status } from './status.ts'

/** A longer one would make an answer that is longer than a message may be. */
const MOST_ID_CHARACTERS = 100

/** For a window to be taken away and a library to be let go of, before the process ends anyhow. */
const FAREWELL_MS = 2_000

export interface HostParts {
  input: Readable
  output: Writable
  config: () => Promise<HostConfig>
  window: (config: HostConfig) => Window
  /** How long a person may take. */
  patienceMs?: number
}

type Answer = HostAnswer extends infer A ? (A extends { id: string } ? Omit<A, 'id'> : never) : never

type SignRequest = Extract<HostRequest, { kind: 'sign' }>

interface Running {
  id: string
  stop: AbortController
  over: Promise<void>
}

/** Settles when the browser has closed the connection, or when nothing more can be read from it. */
export function runHost(parts: HostParts): Promise<Broken | undefined> {
  const { input, output, patienceMs = HOST_PATIENCE_MS } = parts
  const answer = (id: string, what: Answer) => writeMessage(output, { id, ...what })
  const everything = new AbortController()
  let running: Running | undefined
  // A browser that has gone reads no answer any more.
  output.on('error', () => {})

  const run = async (request: SignRequest, signal: AbortSignal): Promise<Answer> => {
    const config = await parts.config()
    const outcome = await sign(request, config, parts.window(config), signal)
    return outcome.ok ? { ok: true, signed: outcome.value } : outcome
  }

  const start = (request: SignRequest) => {
    if (running) return answer(request.id, failed('busy'))
    const stop = new AbortController()
    const late = setTimeout(() => stop.abort('timeout'), patienceMs)
    const over = run(request, stop.signal)
      .catch(broken)
      .then((outcome) => {
        clearTimeout(late)
        running = undefined
        if (!everything.signal.aborted) answer(request.id, outcome)
      })
    running = { id: request.id, stop, over }
  }

  const tell = async (id: string) => {
    const config = await parts.config()
    answer(id, { ok: true, status: await status(config, everything.signal) })
  }

  return new Promise((resolve) => {
    readMessages(input, {
      message(message) {
        const request = v.safeParse(HostRequest, message)
        if (!request.success || request.output.id.length > MOST_ID_CHARACTERS)
          return answer(idOf(message), failed('host_too_old'))
        if (request.output.kind === 'sign') start(request.output)
        else if (request.output.kind === 'status') {
          const { id } = request.output
          tell(id).catch((error) => answer(id, broken(error)))
        } else if (running?.id === request.output.id) running.stop.abort('cancelled')
      },
      async end(how) {
        everything.abort('cancelled')
        running?.stop.abort('cancelled')
        await Promise.race([running?.over, new Promise((late) => setTimeout(late, FAREWELL_MS))])
        resolve(how)
      },
    })
  })
}

/** A newer extension may ask for what this host has not learnt: it hears so under the id that it gave. */
const idOf = (message: unknown): string => {
  const found = v.safeParse(v.object({ id: v.pipe(v.string(), v.maxLength(MOST_ID_CHARACTERS)) }), message)
  return found.success ? found.output.id : ''
}

function broken(error: unknown): ReturnType<typeof failed> {
  console.error(`host: ${error instanceof Error ? error.name : 'unknown error'}`)
  return failed('driver_failed')
}
