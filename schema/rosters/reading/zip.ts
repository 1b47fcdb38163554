/** The parts of a zip file wherever it lies, unpacked by zip.js, and broken off where they grow out of all proportion. */
import {
  configure,
  ERR_ENTRY_DATA_OUT_OF_BOUNDS,
  ERR_EOCDR_NOT_FOUND,
  type FileEntry,
  Reader,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-custom.js'
import { Unreadable } from './faults.ts'
import { MOST_PART_CHARACTERS, MOST_PARTS } from './limits.ts'
import { Meter } from './meter.ts'
import { joined, PIECE, type Source } from './source.ts'

/** What the inflater is given at once: a bomb makes a thousand times as much of it before anybody can look. */
const DOSE = 16 * 1024
/** What is gathered before it is looked at: some inflaters give four kilobytes at a time. */
const GATHERED = 64 * 1024

/**
 * Otherwise zip.js has as many parts in hand as there are processors, one in workerd, and whoever reads slowly, or no more,
 * keeps everybody else waiting.
 */
const AT_ONCE = Number.MAX_SAFE_INTEGER

configure({ useWebWorkers: false, maxWorkers: AT_ONCE, chunkSize: DOSE })

export type Part = FileEntry

/** Small doses out of the large pieces that a source is asked for. */
class SourceReader extends Reader<Source> {
  readonly #source: Source
  #from = 0
  #piece = new Uint8Array()
  readonly meter = new Meter(MOST_PART_CHARACTERS)
  /** A source that fails says nothing of the file. */
  failure: unknown

  constructor(source: Source) {
    super(source)
    this.#source = source
    this.size = source.size
  }

  override async readUint8Array(from: number, length: number): Promise<Uint8Array> {
    const to = Math.min(from + length, this.size)
    if (from < this.#from || to > this.#from + this.#piece.length) {
      const end = Math.min(Math.max(to, from + PIECE), this.size)
      try {
        this.#piece = (await this.#source.bytes(from, end)) as Uint8Array<ArrayBuffer>
      } catch (error) {
        this.failure = error
        throw error
      }
      this.#from = from
    }
    return this.#piece.subarray(from - this.#from, to - this.#from)
  }

  /** Throws what reading was broken off by. */
  told(error: unknown): never {
    if (this.failure) throw this.failure
    if (error instanceof Unreadable) throw error
    throw new Unreadable(isCut(error) ? 'file.truncated' : 'file.damaged')
  }
}

const isCut = (error: unknown) =>
  error instanceof Error && [ERR_EOCDR_NOT_FOUND, ERR_ENTRY_DATA_OUT_OF_BOUNDS].includes(error.message)

/** Names are compared without case and with slashes: some writers differ. */
export const partName = (name: string) => name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase()

const readers = new WeakMap<Part, SourceReader>()

/** Every part by its comparable name. */
export async function partsOf(source: Source): Promise<Map<string, Part>> {
  const reader = new SourceReader(source)
  const parts = new Map<string, Part>()
  let count = 0
  try {
    // Odd writers are put up with; what may do harm is held back by limits of our own.
    for await (const entry of new ZipReader(reader, { strictness: 'tolerant' }).getEntriesGenerator()) {
      if (++count > MOST_PARTS) throw new Unreadable('file.bomb')
      if (entry.encrypted) throw new Unreadable('file.encrypted')
      if (entry.directory) continue
      readers.set(entry, reader)
      parts.set(partName(entry.filename), entry)
    }
  } catch (error) {
    reader.told(error)
  }
  return parts
}

/** The bytes of a part as they are packed. */
export const packedBytesOf = (part: Part) => bytesOf(part, true)

async function* bytesOf(part: Part, packed: boolean, meter?: Meter): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const stop = new AbortController()
  const options = { signal: stop.signal, passThrough: packed, checkCrc32: !packed }
  const unpacking = part.getData(writable, options)
  // What fails before anything is unpacked would leave the other end waiting for ever.
  unpacking.catch((error) => writable.abort(error).catch(() => {}))
  const reader = readable.getReader()
  meter?.begin(part)
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      meter?.take(value.length)
      yield value
    }
    await unpacking
  } catch (error) {
    readers.get(part)?.told(error)
    throw error
  } finally {
    stop.abort()
    await reader.cancel().catch(() => {})
    await unpacking.catch(() => {})
  }
}

/**
 * A part as text. XML says of itself how it is written; spreadsheets write UTF-8, a few UTF-16.
 * @param meter what counts it together with others: unless it is said otherwise, with all parts of the file
 */
export async function* textOf(part: Part, meter = readers.get(part)?.meter): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let gathered: Uint8Array[] = []
  let size = 0
  const take = () => {
    const bytes = joined(gathered, size)
    gathered = []
    size = 0
    decoder ??= new TextDecoder(encodingOf(bytes))
    return decoder.decode(bytes, { stream: true })
  }
  for await (const chunk of bytesOf(part, false, meter)) {
    gathered.push(chunk)
    size += chunk.length
    if (size >= GATHERED) yield take()
  }
  yield take()
}

function encodingOf([first, second]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le'
  return (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c) ? 'utf-16be' : 'utf-8'
}
