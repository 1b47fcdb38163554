export interface Source {
  size: number
  /** The bytes from `from` up to and without `to`; both lie within the file. */
  bytes(from: number, to: number): Promise<Uint8Array>
}

export function sourceOf(file: Blob | Uint8Array): Source {
  if (file instanceof Uint8Array)
    return { size: file.length, bytes: async (from, to) => file.subarray(from, to) }
  return {
    size: file.size,
    bytes: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  }
}

export function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size)
  let place = 0
  for (const chunk of chunks) {
    whole.set(chunk, place)
    place += chunk.length
  }
  return whole
}

/** What is asked of a source at once. */
export const PIECE = 256 * 1024

/** The bytes of a part of the file, piece by piece. */
export async function* pieces(source: Source, from = 0, to = source.size): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += PIECE) yield await source.bytes(at, Math.min(at + PIECE, to))
}
