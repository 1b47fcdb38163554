/**
 * Whether a file is a workbook or a document of Office Open XML (ECMA-376), by what is in it. The archive is read by its
 * own directory, from the end; every entry must lie where the directory says, and nothing may stand before or behind.
 */
import type { KnownFile } from './scanned-file.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
export type OfficeType = typeof XLSX | typeof DOCX

/** Sizes and signatures of PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16. */
const END = { size: 22, signature: 0x06054b50 }
const ENTRY = { size: 46, signature: 0x02014b50 }
const LOCAL = 0x04034b50
/** As many parts as a very large workbook has; beyond it somebody plays. */
const MOST_ENTRIES = 5000
/** Enough for any real document, and less than a bomb. */
const MOST_UNPACKED = 1024 ** 3

/** Programs, and whole other files, that a document can carry along. */
const CARRIED = /vbaProject|\/(?:embeddings|activeX|macrosheets)\/|\.exe$/i

const utf8 = new TextDecoder()

/** Names of the parts; undefined for what is no sound archive. */
function partsOf(bytes: Uint8Array): string[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes.length - END.size
  // A comment behind the end would be room for something else: no office program writes one.
  if (end < 0 || view.getUint32(end, true) !== END.signature || view.getUint16(end + 20, true) !== 0)
    return undefined
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count === 0 || count > MOST_ENTRIES || at + view.getUint32(end + 12, true) !== end) return undefined
  if (view.getUint32(0, true) !== LOCAL) return undefined
  const names: string[] = []
  for (let unpacked = 0; names.length < count; ) {
    if (at + ENTRY.size > end || view.getUint32(at, true) !== ENTRY.signature) return undefined
    const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1
    unpacked += view.getUint32(at + 24, true)
    const local = view.getUint32(at + 42, true)
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ]
    if (isEncrypted || unpacked > MOST_UNPACKED || local + 30 > end) return undefined
    if (view.getUint32(local, true) !== LOCAL) return undefined
    names.push(utf8.decode(bytes.subarray(at + ENTRY.size, at + ENTRY.size + name)))
    at += ENTRY.size + name + extra + comment
  }
  return at === end ? names : undefined
}

/** Undefined for everything that is not a whole .xlsx or .docx without macros and embedded files. */
export function recogniseOffice(bytes: Uint8Array): KnownFile<OfficeType> | undefined {
  const parts = partsOf(bytes)
  if (!parts?.includes('[Content_Types].xml') || parts.some((name) => CARRIED.test(name))) return undefined
  if (parts.includes('xl/workbook.xml')) return { type: XLSX, length: bytes.length }
  return parts.includes('word/document.xml') ? { type: DOCX, length: bytes.length } : undefined
}
