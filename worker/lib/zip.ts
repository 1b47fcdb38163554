/**
 * A zip archive as a stream (APPNOTE 6.3.10): what goes in need not be known, nor fit into memory, before it goes out. An
 * entry may be encrypted as WinZip does it (AE-2, AES-256; docs/decisions/0037-encrypted-exports.md).
 */
import { encrypted } from './zip-aes.ts'

type Bytes = Uint8Array<ArrayBuffer>
export type Source = AsyncIterable<Bytes>

export interface Entry {
  /** ASCII or UTF-8. */
  name: string
  content: Source
  /** Left as it is, where it is packed already. */
  stored?: boolean
  /** Encrypts it. */
  password?: string
}

const utf8 = new TextEncoder()
const ENCRYPTED = 0x0001
/** Sizes follow the content, for they are not known before. */
const SIZES_FOLLOW = 0x0008
const UTF8_NAMES = 0x0800
const [STORED, DEFLATED, AES] = [0, 8, 99]
/** 1980-01-01, the first day that there is: when it was made is nobody's business. */
const DAY = 0x0021
/** What a program must know to take an entry out: from 5.1 on it knows AES. */
const [PLAIN, KNOWS_AES] = [20, 51]

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

export const streamOf = (parts: AsyncIterator<Bytes>): ReadableStream<Bytes> =>
  new ReadableStream<Bytes>({
    async pull(to) {
      const { done, value } = await parts.next()
      if (done) to.close()
      else to.enqueue(value)
    },
    async cancel() {
      await parts.return?.()
    },
  })

const deflated = (content: Source): Source =>
  streamOf(content[Symbol.asyncIterator]()).pipeThrough(
    new CompressionStream('deflate-raw') as ReadableWritablePair<Bytes, Bytes>,
  ) as unknown as Source

/** A record of little-endian numbers: each with its width in bytes. */
function record(...fields: [width: 2 | 4, value: number][]): Bytes {
  const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + width, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += width
  }
  return bytes
}

/** What an encrypted entry says of itself: AE-2, AES of 256 bits, and how it was packed. */
const aesField = (method: number) =>
  new Uint8Array([...record([2, 0x9901], [2, 7], [2, 2], [2, 0x4541]), 3, ...record([2, method])])

interface Counted {
  crc: number
  size: number
}

/** Counts what passes by. */
async function* counting(content: Source, into: Counted): Source & AsyncGenerator<Bytes> {
  for await (const part of content) {
    let { crc } = into
    for (const byte of part) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
    into.crc = crc
    into.size += part.length
    yield part
  }
}

/** The whole archive, piece by piece. An entry's content is not asked for before the one in front of it has gone out. */
export async function* zip(entries: readonly Entry[]): AsyncGenerator<Bytes, void> {
  let at = 0
  const directory: Bytes[] = []
  for (const { name, content, stored, password } of entries) {
    const method = stored ? STORED : DEFLATED
    const extra = password === undefined ? new Uint8Array() : aesField(method)
    const flags = SIZES_FOLLOW | UTF8_NAMES | (password === undefined ? 0 : ENCRYPTED)
    const label = utf8.encode(name)
    const needs = password === undefined ? PLAIN : KNOWS_AES
    const about: [2 | 4, number][] = [
      [2, needs],
      [2, flags],
      [2, password === undefined ? method : AES],
    ]
    const start = at
    const plain: Counted = { crc: -1, size: 0 }
    const counted = counting(content, plain)
    const packed = stored ? counted : deflated(counted)
    let size = 0
    const pieces = [
      record(
        [4, 0x04034b50],
        ...about,
        [2, 0],
        [2, DAY],
        [4, 0],
        [4, 0],
        [4, 0],
        [2, label.length],
        [2, extra.length],
      ),
      label,
      extra,
    ]
    for (const piece of pieces) {
      at += piece.length
      yield piece
    }
    for await (const piece of password === undefined ? packed : encrypted(packed, password)) {
      size += piece.length
      yield piece
    }
    at += size
    // The check of an encrypted one is its own, and a sum of what it holds would tell of that.
    const crc = password === undefined ? ~plain.crc >>> 0 : 0
    const sizes: [2 | 4, number][] = [
      [4, crc],
      [4, size],
      [4, plain.size],
    ]
    const after = record([4, 0x08074b50], ...sizes)
    at += after.length
    yield after
    directory.push(
      record(
        [4, 0x02014b50],
        [2, needs],
        ...about,
        [2, 0],
        [2, DAY],
        ...sizes,
        [2, label.length],
        [2, extra.length],
      ),
      record([2, 0], [2, 0], [2, 0], [4, 0], [4, start]),
      ...[label, extra],
    )
  }
  const length = directory.reduce((sum, piece) => sum + piece.length, 0)
  for (const piece of directory) yield piece
  const count = entries.length
  yield record([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, length], [4, at], [2, 0])
}
