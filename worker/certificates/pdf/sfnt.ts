/** The container of a TrueType font (OpenType 1.9, "Organization of an OpenType font"): its tables, out and in. */

export type Tables = ReadonlyMap<string, Uint8Array>

const HEADER = 12
const ENTRY = 16

export const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Views into the file, nothing is copied. */
export function readTables(file: Uint8Array): Tables {
  const view = viewOf(file)
  const tables = new Map<string, Uint8Array>()
  for (let n = 0; n < view.getUint16(4); n++) {
    const at = HEADER + ENTRY * n
    const tag = String.fromCharCode(...file.subarray(at, at + 4))
    const start = view.getUint32(at + 8)
    tables.set(tag, file.subarray(start, start + view.getUint32(at + 12)))
  }
  return tables
}

/** A font of these tables. Checksums stay zero: what reads an embedded font asks for none. */
export function writeTables(tables: Tables): Uint8Array<ArrayBuffer> {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1))
  const padded = (length: number) => (length + 3) & ~3
  const room = sorted.reduce((sum, [, { length }]) => sum + padded(length), HEADER + ENTRY * sorted.length)
  const file = new Uint8Array(room)
  const view = viewOf(file)
  const power = 31 - Math.clz32(sorted.length)
  view.setUint32(0, 0x00010000)
  view.setUint16(4, sorted.length)
  view.setUint16(6, ENTRY << power)
  view.setUint16(8, power)
  view.setUint16(10, ENTRY * sorted.length - (ENTRY << power))
  let start = HEADER + ENTRY * sorted.length
  for (const [n, [tag, table]] of sorted.entries()) {
    const at = HEADER + ENTRY * n
    for (let i = 0; i < 4; i++) file[at + i] = tag.charCodeAt(i)
    view.setUint32(at + 8, start)
    view.setUint32(at + 12, table.length)
    file.set(table, start)
    start += padded(table.length)
  }
  return file
}
