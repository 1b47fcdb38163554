/** The table of contents of a zip file (APPNOTE 6.3), as far as spreadsheets use it. */
import { Unreadable } from './faults.ts'
import { MOST_PARTS } from './limits.ts'
import type { Source } from './source.ts'

export interface Part {
  name: string
  /** 0 stored, 8 deflated. */
  method: number
  crc: number
  packed: number
  /** Unpacked, as it says of itself: to be handed on, not to be believed. */
  size: number
  /** Where its local header begins. */
  offset: number
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const END_64 = 0x06064b50
const LONGEST_END = 22 + 65_535 // with the longest comment
const IN_64 = 0xffff_ffff

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** A 64-bit number, where it is one that a file of ours can have. */
function wide(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true)
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Unreadable('file.damaged')
  return Number(value)
}

interface Contents {
  count: number
  offset: number
  size: number
}

async function contents(source: Source): Promise<Contents> {
  const start = Math.max(0, source.size - LONGEST_END)
  const view = viewOf(await source.bytes(start, source.size))
  for (let at = view.byteLength - 22; at >= 0; at--) {
    if (view.getUint32(at, true) !== END) continue
    const found = {
      count: view.getUint16(at + 10, true),
      size: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
    }
    if (found.offset !== IN_64 && found.size !== IN_64 && found.count !== 0xffff) return found
    // The larger record lies before its locator, 20 bytes long, and that before this one.
    const end = at >= 20 ? wide(view, at - 12) : source.size
    if (end + 56 > source.size) throw new Unreadable('file.truncated')
    const large = viewOf(await source.bytes(end, end + 56))
    if (large.getUint32(0, true) !== END_64) throw new Unreadable('file.damaged')
    return { count: wide(large, 32), size: wide(large, 40), offset: wide(large, 48) }
  }
  // It begins as a zip does, and has no end.
  throw new Unreadable('file.truncated')
}

/** Names are compared without case and with slashes: some writers differ. */
export const partName = (name: string) => name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase()

/** Every part by its comparable name. */
export async function partsOf(source: Source): Promise<Map<string, Part>> {
  const { count, offset, size } = await contents(source)
  if (offset + size > source.size) throw new Unreadable('file.truncated')
  if (count > MOST_PARTS || size > MOST_PARTS * 1_000) throw new Unreadable('file.bomb')
  const bytes = await source.bytes(offset, offset + size)
  const view = viewOf(bytes)
  const parts = new Map<string, Part>()
  let at = 0
  for (let index = 0; index < count; index++) {
    if (at + 46 > size || view.getUint32(at, true) !== ENTRY) throw new Unreadable('file.damaged')
    if (view.getUint16(at + 8, true) & 1) throw new Unreadable('file.encrypted')
    const lengths = [28, 30, 32].map((place) => view.getUint16(at + place, true))
    const [nameLength = 0, extraLength = 0, commentLength = 0] = lengths
    const extraAt = at + 46 + nameLength
    const next = extraAt + extraLength + commentLength
    if (next > size) throw new Unreadable('file.damaged')
    const name = new TextDecoder().decode(bytes.subarray(at + 46, extraAt))
    const part = {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    }
    parts.set(partName(name), widened(part, viewOf(bytes.subarray(extraAt, extraAt + extraLength))))
    at = next
  }
  return parts
}

/** Numbers that are too large for their place are in the extra field, in this order, and only those. */
function widened(part: Part, extra: DataView): Part {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue
    const end = Math.min(extra.byteLength, at + 4 + extra.getUint16(at + 2, true))
    let place = at + 4
    const take = (narrow: number) => {
      if (narrow !== IN_64) return narrow
      if (place + 8 > end) throw new Unreadable('file.damaged')
      place += 8
      return wide(extra, place - 8)
    }
    const size = take(part.size)
    const packed = take(part.packed)
    return { ...part, size, packed, offset: take(part.offset) }
  }
  return part
}

/** Where the packed bytes of a part lie: behind its local header, whose lengths are its own. */
export async function placeOf(source: Source, part: Part): Promise<[from: number, to: number]> {
  if (part.offset + 30 > source.size) throw new Unreadable('file.truncated')
  const local = viewOf(await source.bytes(part.offset, part.offset + 30))
  if (local.getUint32(0, true) !== LOCAL) throw new Unreadable('file.damaged')
  const from = part.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true)
  if (from + part.packed > source.size) throw new Unreadable('file.truncated')
  return [from, from + part.packed]
}
