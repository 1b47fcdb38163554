/** Puts a zip file together, part by part, by zip.js. What it was before goes by; what is packed is kept, or goes out. */
import {
  ZipWriter as Packer,
  type TempStream,
  Uint8ArrayWriter,
  type ZipWriterConstructorOptions,
} from '@zip.js/zip.js/lib/zip-core-custom.js'
import { type Part, packedBytesOf } from '../reading/zip.ts'

/** Text in pieces, as a sheet of many rows is made. */
export type Text = string | Iterable<string> | AsyncIterable<string>

const GATHERED = 64 * 1024 // characters

/**
 * A file tells nothing of when and where it was made, and equals another of the same rows: 1 January 1980 is the first day
 * that a zip knows. Sizes stand in front of the parts, where the oldest programs look for them.
 */
const SETTINGS: ZipWriterConstructorOptions = {
  ...{ lastModDate: new Date(1980, 0, 1), extendedTimestamp: false, msDosCompatible: true },
  ...{ bufferedWrite: true, dataDescriptor: false, zip64: false, createTempStream: kept },
}

/** What goes out as it is made has them behind the parts, for they are not known before. */
const STREAMED: ZipWriterConstructorOptions = { ...SETTINGS, bufferedWrite: false, dataDescriptor: true }

/** What zip.js would make by itself has no bound, which workerd takes for no number. */
function kept(): TempStream {
  const chunks: Uint8Array[] = []
  const writable = new WritableStream<Uint8Array>({
    write(chunk) {
      chunks.push(chunk)
    },
  })
  const readable = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks.shift()
        if (chunk) controller.enqueue(chunk)
        else controller.close()
      },
    },
    // It is read when all has been written.
    { highWaterMark: 0 },
  )
  return { writable, readable }
}

export class ZipWriter {
  readonly #packer: Packer<Uint8Array<ArrayBuffer>>

  /** @param to where it goes as it is made; it is kept otherwise */
  constructor(to?: WritableStream<Uint8Array>) {
    this.#packer = to ? new Packer(to, STREAMED) : new Packer(new Uint8ArrayWriter(), SETTINGS)
  }

  async add(name: string, text: Text): Promise<void> {
    await this.#packer.add(name, { readable: readableOf(gathered(text)) })
  }

  /** A part of another zip file, as it is packed there. */
  async copy(part: Part): Promise<void> {
    const packed = { readable: readableOf(packedBytesOf(part)) }
    await this.#packer.add(part.filename, packed, { entry: part, passThrough: true })
  }

  /** A file as it comes, which opens with a password: AES-256 as WinZip does it, AE-2. */
  async lock(name: string, file: ReadableStream<Uint8Array>, password: string): Promise<void> {
    await this.#packer.add(name, { readable: file }, { level: 0, password, encryptionStrength: 3 })
  }

  /** The whole file, where it was kept. */
  finish(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#packer.close()
  }
}

/** A zip file as it is made, no faster than it is read. Whoever reads it learns of what goes wrong. */
export function zipStream(fill: (zip: ZipWriter) => Promise<void>): ReadableStream<Uint8Array> {
  let fail: (error: unknown) => void = () => {}
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    start(controller) {
      fail = (error) => controller.error(error)
    },
  })
  const zip = new ZipWriter(writable)
  fill(zip)
    .then(() => zip.finish())
    .catch((error) => fail(error))
  return readable
}

const readableOf = (chunks: AsyncGenerator<Uint8Array>) =>
  new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })

/** Few large pieces instead of many small ones. */
async function* gathered(text: Text): AsyncGenerator<Uint8Array> {
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
