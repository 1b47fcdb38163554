import { fail, ok, type Result } from '../lib/result.ts'
import type { Circuit } from './circuit.ts'
import type { FaultKind, Partner, PartnerFault } from './fault.ts'

/** Hardly any partner's answer is longer than this, in bytes; longer ones are not read to the end. */
const LARGEST_REPLY = 64 * 1024
/** Pause before a second attempt, in milliseconds: long enough for a restarted connection, short to wait. */
const PAUSE_MS = 150

/** Everything about one partner that all its calls share. `now` gives milliseconds since the epoch. */
export type Line = {
  partner: Partner
  timeoutMs: number
  /** Bytes of an answer, where it may be a long one. */
  largest?: number
  circuit: Circuit
  now: () => number
  /** Told of every fault, attempt by attempt. */
  log: (fault: PartnerFault) => void
}

export type Reply = { status: number; headers: Headers; bytes: Uint8Array<ArrayBuffer> }

type Call<T> = {
  /** Made anew for each attempt, so that each carries its own time and nonce. */
  request: (now: number) => Promise<Request>
  /** Judges the answer; told nothing of 3xx, 429 and 5xx, which are faults by themselves. */
  read: (reply: Reply) => Promise<Result<T, PartnerFault>>
  /** More than one only where asking twice does no more than asking once. */
  attempts: 1 | 2
}

/** Calls a partner: timeout, bounded answer, circuit, and a second attempt where the call allows it. */
export async function call<T>(
  line: Line,
  { request, read, attempts }: Call<T>,
): Promise<Result<T, PartnerFault>> {
  let result: Result<T, PartnerFault> = fault(line.partner, 'unavailable', 'circuit open')
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if (attempt > 1) await new Promise((resume) => setTimeout(resume, PAUSE_MS))
    if (!line.circuit.allows(line.now())) break
    result = await once(line, await request(line.now()), read)
    if (result.ok) {
      line.circuit.answered()
      return result
    }
    line.log(result.error)
    const silent = result.error.kind === 'timeout' || result.error.kind === 'unavailable'
    if (silent) line.circuit.failed(line.now())
    else {
      line.circuit.answered()
      return result
    }
  }
  return result
}

export const fault = (partner: Partner, kind: FaultKind, detail: string) => fail({ partner, kind, detail })

async function once<T>(
  line: Line,
  request: Request,
  read: Call<T>['read'],
): Promise<Result<T, PartnerFault>> {
  const reply = await exchange(line, request)
  if (!reply.ok) return reply
  const { status } = reply.value
  if (status >= 500) return fault(line.partner, 'unavailable', `status ${status}`)
  if (status === 429) return fault(line.partner, 'limited', 'status 429')
  if (status >= 300 && status < 400) return fault(line.partner, 'nonsense', `redirect ${status}`)
  return read(reply.value)
}

async function exchange(line: Line, request: Request): Promise<Result<Reply, PartnerFault>> {
  try {
    // Covers the body too: a partner that trickles its answer is as slow as one that says nothing.
    const signal = AbortSignal.timeout(line.timeoutMs)
    const response = await fetch(request, { signal, redirect: 'manual' })
    const bytes = await bounded(response, line.largest ?? LARGEST_REPLY)
    if (bytes === undefined) return fault(line.partner, 'nonsense', 'answer too long')
    return ok({ status: response.status, headers: response.headers, bytes })
  } catch (cause) {
    // Only the class of the error is kept: its message may quote the address or the body.
    const name = cause instanceof Error ? cause.name : 'unknown'
    const late = name === 'TimeoutError' || name === 'AbortError'
    return late
      ? fault(line.partner, 'timeout', `no answer in ${line.timeoutMs} ms`)
      : fault(line.partner, 'unavailable', `not reached: ${name}`)
  }
}

async function bounded(response: Response, largest: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  if (response.body) {
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      length += chunk.byteLength
      if (length > largest) return undefined // leaving the loop cancels the stream
      chunks.push(chunk)
    }
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
