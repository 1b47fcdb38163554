/** A small strict reader of DER: enough for certificates, signatures and PKCS#7, and nothing that it could not bound. */

export interface Der {
  tag: number
  content: Uint8Array
  /** Tag, length and content. */
  whole: Uint8Array
}

/** 16 MB, far beyond any of these structures. */
const MOST_LENGTH_BYTES = 3

/** The elements that lie side by side in these bytes; nothing where they are not DER to the last byte. */
export function elements(bytes: Uint8Array): Der[] | undefined {
  const found: Der[] = []
  for (let at = 0; at < bytes.length; ) {
    const next = element(bytes, at)
    if (!next) return undefined
    found.push(next)
    at += next.whole.length
  }
  return found
}

function element(bytes: Uint8Array, at: number): Der | undefined {
  const tag = bytes[at]
  const first = bytes[at + 1]
  // Tags of more than one byte and lengths without end are no DER that we read.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f || first === 0x80) return undefined
  const extra = first < 0x80 ? 0 : first - 0x80
  if (extra > MOST_LENGTH_BYTES || at + 2 + extra > bytes.length) return undefined
  let length = extra === 0 ? first : 0
  for (let i = 0; i < extra; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0)
  const start = at + 2 + extra
  if (start + length > bytes.length) return undefined
  return { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) }
}

export const SEQUENCE = 0x30
export const SET = 0x31
export const INTEGER = 0x02
export const OCTETS = 0x04
export const BITS = 0x03
export const OID = 0x06

/** What lies in the one element of this tag that the bytes are. */
export function inside(bytes: Uint8Array, tag: number): Der[] | undefined {
  const [only, ...others] = elements(bytes) ?? []
  return only && others.length === 0 && only.tag === tag ? elements(only.content) : undefined
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** A positive whole number in exactly so many bytes. */
export function unsigned(integer: Der | undefined, bytes: number): Uint8Array | undefined {
  if (integer?.tag !== INTEGER) return undefined
  const digits = integer.content[0] === 0 ? integer.content.subarray(1) : integer.content
  if (digits.length === 0 || digits.length > bytes || (integer.content[0] ?? 0) >= 0x80) return undefined
  const whole = new Uint8Array(bytes)
  whole.set(digits, bytes - digits.length)
  return whole
}
