/** One question to the native host: a process of its own, which ends with its answer. */
import { browser } from 'wxt/browser'
import type { CaPurpose } from '../../schema/ca.ts'
import { type Failed, HOST_NAME, type HostSigned, type HostStatus } from '../../schema/ca-bridge.ts'
import { type Answers, type Asks, failed, messages, read } from '../messages.ts'
import { faultOf, isOlder, isTooLarge, LEAST_HOST } from './host-faults.ts'

declare const __PATIENCE_MS__: number

/** For somebody to choose a key and type its PIN. */
const PATIENCE_MS = __PATIENCE_MS__
/** To look at what is plugged in, nobody has to be waited for. */
const STATUS_MS = Math.min(PATIENCE_MS, 20_000)
/** For the host to take its window away after a cancel; then its input closes, which ends it too. */
const FAREWELL_MS = 1_000

type Question =
  Asks<'host'> extends infer Each ? (Each extends { id: string } ? Omit<Each, 'id'> : never) : never

/** The host's answer to this question, or what went wrong. Never rejects. */
function ask(question: Question, patience: number, stop?: AbortSignal): Promise<Answers<'host'> | Failed> {
  if (stop?.aborted) return Promise.resolve(failed('cancelled'))
  return new Promise((resolve) => {
    const id = crypto.randomUUID()
    const port = browser.runtime.connectNative(HOST_NAME)
    const settle = (answer: Answers<'host'> | Failed) => {
      clearTimeout(timer)
      stop?.removeEventListener('abort', cancel)
      resolve(answer)
    }
    const leave = (answer: Failed) => {
      port.postMessage({ id, kind: 'cancel' } satisfies Asks<'host'>)
      setTimeout(() => port.disconnect(), FAREWELL_MS)
      settle(answer)
    }
    const cancel = () => leave(failed('cancelled'))
    const timer = setTimeout(() => leave(failed('timeout')), patience)
    stop?.addEventListener('abort', cancel)
    port.onMessage.addListener((message: unknown) => {
      port.disconnect()
      settle(isTooLarge(message) ? failed('host_failed') : answerOf(message, id))
    })
    port.onDisconnect.addListener((closed: { name: string; error?: { message?: string } | null }) => {
      // Firefox tells by the port, Chromium beside it.
      settle(failed(faultOf(closed.error?.message ?? browser.runtime.lastError?.message)))
    })
    port.postMessage({ id, ...question } satisfies Asks<'host'>)
  })
}

/** An answer to another question is none: a host that gives one is broken. */
function answerOf(message: unknown, id: string): Answers<'host'> | Failed {
  const answer = read(messages.host.answers, message)
  return answer?.id === id ? answer : failed('host_failed')
}

const judged = <Told extends { version: string }>(told: Told): Told | Failed =>
  isOlder(told.version, LEAST_HOST) ? failed('host_too_old') : told

export async function hostStatus(): Promise<HostStatus | Failed> {
  const answer = await ask({ kind: 'status' }, STATUS_MS)
  if (!answer.ok) return answer
  return 'status' in answer ? judged(answer.status) : failed('host_failed')
}

export interface ToSign {
  purpose: CaPurpose
  nonce: string
  /** The browser's word on the page that asks. */
  origin: string
  /** The outermost page, if it is another's. */
  within?: string | undefined
}

/** Waits for a person; `stop` takes the host's window away. */
export async function hostSigns(
  { within, ...toSign }: ToSign,
  stop: AbortSignal,
): Promise<HostSigned | Failed> {
  const question = { kind: 'sign', ...toSign, ...(within !== undefined && { within }) } as const
  const answer = await ask(question, PATIENCE_MS, stop)
  if (!answer.ok) return answer
  return 'signed' in answer ? judged(answer.signed) : failed('host_failed')
}
