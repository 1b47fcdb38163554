/** A part of a zip as text, in chunks, by the platform's own inflate; broken off where it grows out of all proportion. */
import { Unreadable } from './faults.ts'
import { MOST_PART_CHARACTERS, MOST_RATIO, RATIO_FROM_CHARACTERS } from './limits.ts'
import { joined, pieces, type Source } from './source.ts'
import { type Part, placeOf } from './zip.ts'

/** What is given to the inflater at once: a bomb makes a thousand times as much of it before anybody can look. */
const DOSE = 16 * 1024
/** What is gathered before it is looked at: some inflaters give four kilobytes at a time. */
const GATHERED = 64 * 1024

async function* packed(source: Source, part: Part): AsyncGenerator<Uint8Array> {
  const [from, to] = await placeOf(source, part)
  for await (const piece of pieces(source, from, to))
    for (let at = 0; at < piece.length; at += DOSE) yield piece.subarray(at, at + DOSE)
}

async function* inflated(doses: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream('deflate-raw')
  const writer = writable.getWriter()
  const feeding = (async () => {
    for await (const dose of doses) {
      await writer.ready
      await writer.write(dose as Uint8Array<ArrayBuffer>)
    }
    await writer.close()
  })()
  // Both ends fail alike; it is told of by the one that is read.
  feeding.catch(() => {})
  const reader = readable.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } catch {
    throw new Unreadable('file.damaged')
  } finally {
    await reader.cancel().catch(() => {})
    await writer.abort().catch(() => {})
  }
}

/** The bytes of a part. */
export async function* bytesOf(source: Source, part: Part, most: number): AsyncGenerator<Uint8Array> {
  if (part.method !== 0 && part.method !== 8) throw new Unreadable('file.damaged')
  const doses = packed(source, part)
  let size = 0
  for await (const chunk of part.method === 0 ? doses : inflated(doses)) {
    size += chunk.length
    if (size > most) throw new Unreadable('file.bomb')
    if (size > RATIO_FROM_CHARACTERS && size > part.packed * MOST_RATIO) throw new Unreadable('file.bomb')
    yield chunk
  }
}

/** The same as text. XML says of itself how it is written; spreadsheets write UTF-8, a few UTF-16. */
export async function* textOf(
  source: Source,
  part: Part,
  most = MOST_PART_CHARACTERS,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let gathered: Uint8Array[] = []
  let size = 0
  const take = () => {
    const bytes = gathered.length === 1 ? (gathered[0] ?? new Uint8Array()) : joined(gathered, size)
    gathered = []
    size = 0
    decoder ??= new TextDecoder(encodingOf(bytes))
    return decoder.decode(bytes, { stream: true })
  }
  for await (const chunk of bytesOf(source, part, most)) {
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
