/**
 * Strict DER (X.690), read in place: definite and shortest lengths, low tag numbers, nothing left over. Certificates and
 * revocation lists come from strangers, so nothing is copied, nothing is built for what nobody asks, and nothing recurses.
 */
import { hex } from '../../lib/bytes.ts'

export const TAG = {
  ...{ boolean: 0x01, integer: 0x02, bitString: 0x03, octetString: 0x04, null: 0x05, oid: 0x06 },
  ...{ enumerated: 0x0a, utf8: 0x0c, sequence: 0x30, set: 0x31, utcTime: 0x17, generalizedTime: 0x18 },
  ...{ numeric: 0x12, printable: 0x13, teletex: 0x14, ia5: 0x16, visible: 0x1a, bmp: 0x1e },
} as const

/** `[n]` of a structure: built of others, or plain contents under another tag. */
export const built = (n: number) => 0xa0 | n
export const plain = (n: number) => 0x80 | n

/** Thrown while reading, caught by `reading`, and seen by nobody else. */
class Malformed extends Error {}

/** What a reader makes of bytes, or undefined where they are not what they should be. */
export function reading<T>(bytes: Uint8Array, read: (der: Der) => T): T | undefined {
  try {
    const der = new Der(bytes)
    const found = read(der)
    der.end()
    return found
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

export const refuse = (): never => {
  throw new Malformed()
}

/** Values one after the other, from the first to the last byte of what it was made of. */
export class Der {
  readonly bytes: Uint8Array
  private at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get more(): boolean {
    return this.at < this.bytes.length
  }

  /** The next tag; 0, which no value has, at the end. */
  get tag(): number {
    return this.bytes[this.at] ?? 0
  }

  /** Nothing may follow. */
  end(): void {
    if (this.more) refuse()
  }

  /** Contents of the next value, whose tag must be this one. */
  take(tag: number): Uint8Array {
    if (this.tag !== tag || !this.more) refuse()
    const start = this.at + 1
    const first = this.bytes[start] ?? refuse()
    let from = start + 1
    let length = first
    if (first >= 0x80) {
      const count = first & 0x7f
      // No length of four bytes or more: nothing that is read here has 16 MB.
      if (count === 0 || count > 3) refuse()
      length = 0
      for (let i = 0; i < count; i++) length = length * 256 + (this.bytes[from++] ?? refuse())
      if (length < 0x80 || length < 256 ** (count - 1)) refuse()
    }
    this.at = from + length
    if (this.at > this.bytes.length) refuse()
    return this.bytes.subarray(from, this.at)
  }

  /** Contents of the next value where it has this tag. */
  maybe(tag: number): Uint8Array | undefined {
    return this.more && this.tag === tag ? this.take(tag) : undefined
  }

  /** The next value with tag and length, whatever it is. */
  whole(): Uint8Array {
    const from = this.at
    if (this.tag === 0 || (this.tag & 0x1f) === 0x1f) refuse()
    this.take(this.tag)
    return this.bytes.subarray(from, this.at)
  }

  /** What lies within the next value. */
  inside(tag: number = TAG.sequence): Der {
    return new Der(this.take(tag))
  }

  /** What `[n]` holds, to its last byte. */
  within<T>(n: number, read: (der: Der) => T): T {
    const der = this.inside(built(n))
    const found = read(der)
    der.end()
    return found
  }

  oid(): string {
    return readOid(this.take(TAG.oid))
  }

  /** A whole number above zero, in lower-case hex without leading zeros. */
  positive(): string {
    const body = wholeNumber(this.take(TAG.integer))
    const number = hex(body).replace(/^0+/, '')
    return number === '' ? refuse() : number
  }

  /** A whole number from 0 to 2³¹. */
  small(tag: number = TAG.integer): number {
    const body = wholeNumber(this.take(tag))
    if (body.length > 4) refuse()
    return body.reduce((number, byte) => number * 256 + byte, 0)
  }

  /** Explicit FALSE, which DER leaves out, stands in certificates that are in use, and changes nothing. */
  boolean(): boolean {
    const body = this.maybe(TAG.boolean)
    if (!body) return false
    return body.length === 1 && (body[0] === 0 || body[0] === 0xff) ? body[0] === 0xff : refuse()
  }

  /** A bit string of whole bytes: keys and signatures. */
  bits(): Uint8Array {
    const body = this.take(TAG.bitString)
    return body[0] === 0 ? body.subarray(1) : refuse()
  }
}

/** Shortest form, not negative. */
function wholeNumber(body: Uint8Array): Uint8Array {
  const [first, second] = body
  if (first === undefined || first >= 0x80 || (first === 0 && second !== undefined && second < 0x80)) refuse()
  return body
}

/** Names in full what a few bytes name; parts of up to 2⁴⁹, which no registered one comes near. */
function readOid(body: Uint8Array): string {
  const parts: number[] = []
  let part = 0
  let begins = true
  for (const byte of body) {
    if ((begins && byte === 0x80) || part >= 2 ** 42) refuse()
    part = part * 128 + (byte & 0x7f)
    begins = byte < 0x80
    if (!begins) continue
    parts.push(part)
    part = 0
  }
  const [first] = parts
  if (!begins || first === undefined) return refuse()
  const root = Math.min(2, Math.floor(first / 40))
  return [root, first - 40 * root, ...parts.slice(1)].join('.')
}

export const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])
