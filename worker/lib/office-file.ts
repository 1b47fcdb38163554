/**
 * Whether a file is a workbook or a document of Office Open XML (ECMA-376), by what is in it. The archive is read by its
 * own directory; its parts must lie one behind the other, under the names that the directory gives them, from the
 * first byte to the directory, so that nothing else has room before, between or behind.
 */
import type { KnownFile } from './scanned-file.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
export type OfficeType = typeof XLSX | typeof DOCX

/** Sizes and signatures of PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16. */
const END = { size: 22, signature: 0x06054b50 }
const ENTRY = { size: 46, signature: 0x02014b50 }
const LOCAL = { size: 30, signature: 0x04034b50 }
/** Bits of an entry's flags: its content is encrypted; its sizes follow it once more. */
const ENCRYPTED = 1
const DESCRIBED = 8
/** What such a description may take: with and without its signature, sizes of four bytes or of eight. */
const DESCRIPTIONS = [12, 16, 20, 24]
/** As many parts as a very large workbook has; beyond it somebody plays. */
const MOST_PARTS = 5000
/** Enough for any real document, and less than a bomb. */
const MOST_UNPACKED = 1024 ** 3

/** Programs, and whole other files, that a document can carry along. */
const CARRIED = /vbaProject|\/(?:embeddings|activeX|macrosheets)\/|\.exe$/i

interface Part {
  name: string
  flags: number
  packed: number
  unpacked: number
  /** Where its own header stands. */
  at: number
}

const utf8 = new TextDecoder()

/** The parts as the directory at the end names them, with the place of the directory itself. */
function directoryOf(bytes: Uint8Array, view: DataView): { parts: Part[]; start: number } | undefined {
  const end = bytes.length - END.size
  // A comment behind the end would be room for something else: no office program writes one.
  if (end < 0 || view.getUint32(end, true) !== END.signature || view.getUint16(end + 20, true) !== 0)
    return undefined
  const count = view.getUint16(end + 10, true)
  const start = view.getUint32(end + 16, true)
  if (count === 0 || count > MOST_PARTS || start + view.getUint32(end + 12, true) !== end) return undefined
  const parts: Part[] = []
  let at = start
  while (parts.length < count) {
    if (at + ENTRY.size > end || view.getUint32(at, true) !== ENTRY.signature) return undefined
    const name = view.getUint16(at + 28, true)
    parts.push({
      name: utf8.decode(bytes.subarray(at + ENTRY.size, at + ENTRY.size + name)),
      flags: view.getUint16(at + 8, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    })
    at += ENTRY.size + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return at === end ? { parts, start } : undefined
}

/** Where a part ends, by its own header; undefined where that says something else than the directory. */
function endOf(bytes: Uint8Array, view: DataView, { name, flags, packed, at }: Part): number | undefined {
  if (at + LOCAL.size > bytes.length || view.getUint32(at, true) !== LOCAL.signature) return undefined
  const length = view.getUint16(at + 26, true)
  const own = utf8.decode(bytes.subarray(at + LOCAL.size, at + LOCAL.size + length))
  if (own !== name || (flags & ENCRYPTED) !== 0) return undefined
  return at + LOCAL.size + length + view.getUint16(at + 28, true) + packed
}

/** Names of the parts; undefined for what is no sound archive. */
function partsOf(bytes: Uint8Array): string[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const directory = directoryOf(bytes, view)
  if (!directory) return undefined
  const { parts, start } = directory
  if (parts.reduce((sum, { unpacked }) => sum + unpacked, 0) > MOST_UNPACKED) return undefined
  let reached = 0
  let gaps: readonly number[] = []
  const follows = (at: number) => at === reached || gaps.some((gap) => at === reached + gap)
  for (const part of parts.toSorted((a, b) => a.at - b.at)) {
    const end = follows(part.at) ? endOf(bytes, view, part) : undefined
    if (end === undefined) return undefined
    reached = end
    gaps = (part.flags & DESCRIBED) === 0 ? [] : DESCRIPTIONS
  }
  return follows(start) ? parts.map(({ name }) => name) : undefined
}

/** Undefined for everything that is not a whole .xlsx or .docx without macros and embedded files. */
export function recogniseOffice(bytes: Uint8Array): KnownFile<OfficeType> | undefined {
  const parts = partsOf(bytes)
  if (!parts?.includes('[Content_Types].xml') || parts.some((name) => CARRIED.test(name))) return undefined
  if (parts.includes('xl/workbook.xml')) return { type: XLSX, length: bytes.length }
  return parts.includes('word/document.xml') ? { type: DOCX, length: bytes.length } : undefined
}
