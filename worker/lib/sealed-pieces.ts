/**
 * A long file in R2, sealed piece by piece as it comes, so that no more of it than a piece has to be in memory. Each
 * piece is bound to its file and its place in it; how long the whole is, its row says.
 */
import { base64, fromBase64, randomBytes, utf8 } from './bytes.ts'
import type { Bindings } from './env.ts'
import { partsWriter } from './parts-writer.ts'
import { fail, ok, type Result } from './result.ts'
import { sealer } from './sealed.ts'

const IV_BYTES = 12
const TAG_BYTES = 16
/** What a piece takes more than what it holds. */
const AROUND_BYTES = IV_BYTES + TAG_BYTES
const KEY_BYTES = 32
/** Bytes of a file in one piece, where nothing else says where to cut. */
const PIECE_BYTES = 256 * 1024

/** Where it lies, and what its pieces are bound to. */
export interface PiecesPlace {
  path: string
  id: string
}

/** Where a piece lies in its file. */
export interface Piece {
  piece: number
  at: number
  bytes: number
}

const keyFrom = (bytes: Uint8Array<ArrayBuffer>) =>
  crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])

const parameters = (iv: Uint8Array<ArrayBuffer>, { id }: PiecesPlace, piece: number) => ({
  ...{ name: 'AES-GCM', iv, additionalData: utf8(`${id}/${piece}`) },
})

/** A new key, and the same as its row keeps it; `keyPlace` is `table.column`. */
export async function newPiecesKey(env: Bindings, keyPlace: string) {
  const bytes = randomBytes(KEY_BYTES)
  const { keyId, seal } = await sealer(env.SEALING_KEYS)
  return { key: await keyFrom(bytes), keySealed: await seal(base64(bytes), keyPlace), keyId }
}

export async function openPiecesKey(env: Bindings, keySealed: string, keyPlace: string): Promise<CryptoKey> {
  const { open } = await sealer(env.SEALING_KEYS)
  return keyFrom(fromBase64(await open(keySealed, keyPlace)))
}

export interface PiecesWriter {
  /** Seals one piece and writes it behind the others. */
  write(plain: Uint8Array<ArrayBuffer>): Promise<Piece>
  close(): Promise<void>
  abort(): Promise<void>
}

export function piecesWriter(env: Bindings, place: PiecesPlace, key: CryptoKey): PiecesWriter {
  const parts = partsWriter(env.FILES, place.path)
  let [next, end] = [0, 0]
  return {
    async write(plain) {
      const iv = randomBytes(IV_BYTES)
      const written = { piece: next++, at: end, bytes: plain.length + AROUND_BYTES }
      const sealed = await crypto.subtle.encrypt(parameters(iv, place, written.piece), key, plain)
      await parts.write(iv)
      await parts.write(new Uint8Array(sealed))
      end += written.bytes
      return written
    },
    close: parts.close,
    abort: parts.abort,
  }
}

async function openPiece(place: PiecesPlace, key: CryptoKey, piece: number, sealed: Uint8Array<ArrayBuffer>) {
  const iv = sealed.subarray(0, IV_BYTES)
  return new Uint8Array(
    await crypto.subtle.decrypt(parameters(iv, place, piece), key, sealed.subarray(IV_BYTES)),
  )
}

/** One piece alone; undefined when the file is gone. */
export async function readPiece(
  env: Bindings,
  place: PiecesPlace,
  key: CryptoKey,
  { piece, at, bytes }: Piece,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const file = await env.FILES.get(place.path, { range: { offset: at, length: bytes } })
  return file ? openPiece(place, key, piece, new Uint8Array(await file.arrayBuffer())) : undefined
}

/** Nothing is kept of either: it has more bytes than it may, or whoever sent it went away. */
export type NotWritten = 'too_large' | 'broken_off'

/** Writes a file of unknown length, and says how many bytes it had. */
export async function writeInPieces(
  writer: PiecesWriter,
  body: ReadableStream<Uint8Array>,
  most: number,
  see: (bytes: Uint8Array) => void,
): Promise<Result<number, NotWritten>> {
  const piece = new Uint8Array(PIECE_BYTES)
  let [filled, total] = [0, 0]
  const reader = body.getReader()
  for (;;) {
    // The sender's fault or the network's, never ours: what fails here is where the bytes come from.
    const came = await reader.read().catch(() => undefined)
    if (!came) {
      await writer.abort()
      return fail('broken_off')
    }
    const { done, value } = came
    if (done) break
    total += value.length
    if (total > most) {
      await reader.cancel()
      await writer.abort()
      return fail('too_large')
    }
    see(value)
    for (let from = 0; from < value.length; ) {
      const some = value.subarray(from, from + piece.length - filled)
      piece.set(some, filled)
      from += some.length
      filled += some.length
      if (filled < piece.length) continue
      await writer.write(piece)
      filled = 0
    }
  }
  if (filled > 0) await writer.write(piece.subarray(0, filled))
  await writer.close()
  return ok(total)
}

/** Takes any part out of what `writeInPieces` wrote, `size` long. The piece that was asked for last stays at hand. */
export function partsOf(env: Bindings, place: PiecesPlace, key: CryptoKey, size: number) {
  let last: { piece: number; plain: Promise<Uint8Array> } | undefined
  async function read(piece: number): Promise<Uint8Array> {
    const bytes = Math.min(PIECE_BYTES, size - piece * PIECE_BYTES) + AROUND_BYTES
    const plain = await readPiece(env, place, key, { piece, at: piece * (PIECE_BYTES + AROUND_BYTES), bytes })
    if (!plain) throw new Error('a file is gone that a row tells of')
    return plain
  }
  return async (from: number, to: number): Promise<Uint8Array> => {
    const part = new Uint8Array(to - from)
    for (let at = from; at < to; ) {
      const piece = Math.floor(at / PIECE_BYTES)
      if (last?.piece !== piece) last = { piece, plain: read(piece) }
      const some = (await last.plain).subarray(at - piece * PIECE_BYTES, to - piece * PIECE_BYTES)
      part.set(some, at - from)
      at += some.length
    }
    return part
  }
}
