/** Puts a zip file together, part by part. What is packed is kept; what it was before goes by. */
import { joined } from '../reading/source.ts'
import { crc32 } from './crc.ts'

interface Entry {
  name: Uint8Array
  method: number
  crc: number
  packed: number
  size: number
  offset: number
}

/** Text in pieces, as a sheet of many rows is made. */
export type Text = string | Iterable<string> | AsyncIterable<string>

const LOCAL = 0x04034b50
const ENTRY = 0x02014b50
const END = 0x06054b50
const UTF8_NAMES = 0x800
const VERSION = 20
/** 1 January 1980, the first day that a zip knows: a file tells nothing of when it was made, and equals another of the same rows. */
const DAY = 0x21
const GATHERED = 64 * 1024 // characters

export class ZipWriter {
  readonly #chunks: Uint8Array[] = []
  readonly #entries: Entry[] = []
  #offset = 0

  async add(name: string, text: Text): Promise<void> {
    let crc = 0
    let size = 0
    const { readable, writable } = new CompressionStream('deflate-raw')
    const writer = writable.getWriter()
    const feeding = (async () => {
      for await (const piece of gathered(text)) {
        crc = crc32(piece, crc)
        size += piece.length
        await writer.write(piece)
      }
      await writer.close()
    })()
    const packed: Uint8Array[] = []
    let length = 0
    for await (const chunk of readable) {
      packed.push(chunk)
      length += chunk.length
    }
    await feeding
    this.#put({ name: encoded(name), method: 8, crc, packed: length, size, offset: this.#offset }, packed)
  }

  /** A part of another zip file, as it is packed there. */
  copy(part: { name: string; method: number; crc: number; size: number }, packed: Uint8Array): void {
    const { name, ...told } = part
    this.#put({ ...told, name: encoded(name), packed: packed.length, offset: this.#offset }, [packed])
  }

  finish(): Uint8Array<ArrayBuffer> {
    const directory = this.#offset
    for (const entry of this.#entries) this.#push(header(entry, true))
    const end = new DataView(new ArrayBuffer(22))
    const count = this.#entries.length
    end.setUint32(0, END, true)
    for (const place of [8, 10]) end.setUint16(place, count, true)
    end.setUint32(12, this.#offset - directory, true)
    end.setUint32(16, directory, true)
    this.#push(new Uint8Array(end.buffer))
    return joined(this.#chunks, this.#offset)
  }

  #put(entry: Entry, packed: readonly Uint8Array[]): void {
    this.#entries.push(entry)
    this.#push(header(entry, false))
    for (const chunk of packed) this.#push(chunk)
  }

  #push(bytes: Uint8Array): void {
    this.#chunks.push(bytes)
    this.#offset += bytes.length
  }
}

const encoded = (text: string) => new TextEncoder().encode(text)

/** In front of the part, or in the table of contents, which says where it is as well. */
function header({ name, method, crc, packed, size, offset }: Entry, listed: boolean): Uint8Array {
  const fixed = listed ? 46 : 30
  const bytes = new Uint8Array(fixed + name.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, listed ? ENTRY : LOCAL, true)
  // The list names the maker's version first; all else stands two bytes further on.
  const shift = listed ? 2 : 0
  if (listed) view.setUint16(4, VERSION, true)
  view.setUint16(4 + shift, VERSION, true)
  view.setUint16(6 + shift, UTF8_NAMES, true)
  view.setUint16(8 + shift, method, true)
  view.setUint16(12 + shift, DAY, true)
  for (const [place, value] of [crc, packed, size].entries())
    view.setUint32(14 + shift + place * 4, value, true)
  view.setUint16(26 + shift, name.length, true)
  if (listed) view.setUint32(42, offset, true)
  bytes.set(name, fixed)
  return bytes
}

/** Few large pieces instead of many small ones. */
async function* gathered(text: Text): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  let waiting = ''
  for await (const piece of typeof text === 'string' ? [text] : text) {
    waiting += piece
    if (waiting.length < GATHERED) continue
    yield encoder.encode(waiting)
    waiting = ''
  }
  yield encoder.encode(waiting)
}
