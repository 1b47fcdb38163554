/** Native messaging: each message is its length, four bytes in the machine's order, and that much JSON in UTF-8. */
import { endianness } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { MOST_MESSAGE_BYTES } from '../../schema/ca-bridge.ts'

const HEADER = 4
const little = endianness() === 'LE'
const lengthOf = (header: Buffer) => (little ? header.readUInt32LE() : header.readUInt32BE())

/** A message that was begun must be whole by then: the browser writes it at once. */
export const WHOLE_WITHIN_MS = 3_000

export type Broken = 'too_long' | 'too_slow' | 'not_json' | 'cut_off'

/**
 * Hands over each message as it is parsed, until the stream ends or breaks.
 * After a break nobody knows where the next message begins: there is no going on.
 */
export function readMessages(
  input: Readable,
  on: { message: (message: unknown) => void; end: (broken?: Broken) => void },
): void {
  let waiting = Buffer.alloc(0)
  let clock: NodeJS.Timeout | undefined
  const stop = (broken?: Broken) => {
    clearTimeout(clock)
    input.removeAllListeners('data').removeAllListeners('end').removeAllListeners('error')
    on.end(broken)
  }
  input.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    while (waiting.length >= HEADER) {
      const length = lengthOf(waiting)
      if (length > MOST_MESSAGE_BYTES) return stop('too_long')
      if (waiting.length < HEADER + length) break
      const message = parsed(waiting.subarray(HEADER, HEADER + length))
      if (message === undefined) return stop('not_json')
      waiting = waiting.subarray(HEADER + length)
      clearTimeout(clock)
      clock = undefined
      on.message(message)
    }
    // Runs from a message's first byte: bytes that trickle in don't wind it up again.
    if (waiting.length > 0) clock ??= setTimeout(stop, WHOLE_WITHIN_MS, 'too_slow')
  })
  input.on('end', () => stop(waiting.length > 0 ? 'cut_off' : undefined))
  input.on('error', () => stop())
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function parsed(json: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(json)) ?? null
  } catch {
    return undefined
  }
}

/** Never more than the other side takes. */
export function writeMessage(output: Writable, message: object): void {
  const json = Buffer.from(JSON.stringify(message))
  if (json.length > MOST_MESSAGE_BYTES) throw new RangeError('the answer is longer than a message may be')
  const header = Buffer.alloc(HEADER)
  if (little) header.writeUInt32LE(json.length)
  else header.writeUInt32BE(json.length)
  output.write(Buffer.concat([header, json]))
}
