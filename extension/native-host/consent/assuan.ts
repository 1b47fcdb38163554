/** The Assuan protocol, as pinentry speaks it: one line a command, `OK`, `ERR` or data as an answer. */
import type { ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

export interface Reply {
  ok: boolean
  /** The code of a refusal without the part that says who refused. */
  code: number
  /** Data as bytes, unescaped: it may be a PIN. */
  data: Buffer
}

/** Bytes of a line, its end included. */
export const MOST_LINE_BYTES = 1000

const LINE_END = 0x0a
const PERCENT = 0x25

/** Percent, return and line feed are all that must not stand in an argument. */
export const escaped = (text: string): string =>
  text.replace(/[%\r\n]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

/** In bytes from first to last, so that no string keeps what was typed. */
export function unescaped(bytes: Uint8Array): Buffer {
  const plain = Buffer.alloc(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const code =
      bytes[at] === PERCENT
        ? Number.parseInt(String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0), 16)
        : Number.NaN
    plain[length++] = Number.isNaN(code) ? (bytes[at] ?? 0) : code
    if (!Number.isNaN(code)) at += 2
  }
  return plain.subarray(0, length)
}

export class Assuan {
  #waiting: Buffer = Buffer.alloc(0)
  #data: Buffer[] = []
  #replies: ((reply: Reply | undefined) => void)[] = []
  #early: (Reply | undefined)[] = []
  readonly #child: ChildProcessByStdio<Writable, Readable, null>

  constructor(child: ChildProcessByStdio<Writable, Readable, null>) {
    this.#child = child
    child.stdout.on('data', (chunk: Buffer) => this.#read(chunk))
    child.stdin.on('error', () => this.#settle(undefined))
    child.on('error', () => this.#settle(undefined))
    child.on('exit', () => this.#settle(undefined))
  }

  /** The answer to what was sent last, or the greeting; nothing when the program has gone. */
  reply(): Promise<Reply | undefined> {
    if (this.#early.length > 0) return Promise.resolve(this.#early.shift())
    return new Promise((resolve) => this.#replies.push(resolve))
  }

  send(line: string): Promise<Reply | undefined> {
    const bytes = Buffer.from(`${line}\n`)
    if (bytes.length > MOST_LINE_BYTES) return Promise.resolve(undefined)
    this.#child.stdin.write(bytes)
    return this.reply()
  }

  #settle(reply: Reply | undefined) {
    const next = this.#replies.shift()
    if (next) next(reply)
    else this.#early.push(reply)
  }

  #read(chunk: Buffer) {
    const all = Buffer.concat([this.#waiting, chunk])
    this.#waiting.fill(0)
    chunk.fill(0)
    let from = 0
    for (let end = all.indexOf(LINE_END); end >= 0; end = all.indexOf(LINE_END, from)) {
      this.#line(all.subarray(from, end))
      from = end + 1
    }
    this.#waiting = Buffer.from(all.subarray(from))
    all.fill(0)
  }

  #line(line: Buffer) {
    const word = line.subarray(0, 3).toString('latin1')
    if (word.startsWith('D ')) {
      this.#data.push(unescaped(line.subarray(2)))
    } else if (word.startsWith('OK') || word === 'ERR') {
      const code = word === 'ERR' ? Number.parseInt(line.toString('latin1', 4), 10) : 0
      const data = Buffer.concat(this.#data)
      for (const part of this.#data) part.fill(0)
      this.#data = []
      this.#settle({ ok: word !== 'ERR', code: code & 0xffff, data })
    }
  }
}
