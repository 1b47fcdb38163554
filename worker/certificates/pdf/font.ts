/**
 * A TrueType font of which a document takes the few characters that it needs. Glyphs are looked up where they lie in
 * the file: the ten million bytes of a Chinese font are never parsed (docs/decisions/0036-pdf-and-font.md).
 */
import { readTables, type Tables, viewOf, writeTables } from './sfnt.ts'

/** What stands in for a character that the font lacks: 〓, as printers put it. Copied, it is the character itself. */
const LACKING = 0x3013

export interface Font {
  /** Of 1,000 units an em. */
  ascent: number
  descent: number
  glyphOf(character: number): number
  has(character: number): boolean
  advanceOf(glyph: number): number
  /** The outline as it stands in the file; empty for a space. */
  outlineOf(glyph: number): Uint8Array
  tables: Tables
}

function tableOf(tables: Tables, tag: string): Uint8Array {
  const table = tables.get(tag)
  if (!table) throw new Error(`the font has no ${tag}`)
  return table
}

export function openFont(file: Uint8Array): Font {
  const tables = readTables(file)
  const view = (tag: string) => viewOf(tableOf(tables, tag))
  const [head, hhea, loca, hmtx] = [view('head'), view('hhea'), view('loca'), view('hmtx')]
  const glyf = tableOf(tables, 'glyf')
  const perEm = head.getUint16(18)
  const wide = head.getInt16(50) === 1
  const measured = hhea.getUint16(34)
  const scaled = (units: number) => Math.round((units * 1000) / perEm)
  const start = (glyph: number) => (wide ? loca.getUint32(4 * glyph) : 2 * loca.getUint16(2 * glyph))
  const find = characters(view('cmap'))
  return {
    tables,
    ascent: scaled(hhea.getInt16(4)),
    descent: scaled(hhea.getInt16(6)),
    glyphOf: (character) => find(character) || find(LACKING),
    has: (character) => find(character) !== 0,
    advanceOf: (glyph) => scaled(hmtx.getUint16(4 * Math.min(glyph, measured - 1))),
    outlineOf: (glyph) => glyf.subarray(start(glyph), start(glyph + 1)),
  }
}

/** Format 12, which every font of more than the basic plane has: groups in order, so that one is found by halves. */
function characters(cmap: DataView): (character: number) => number {
  const records = Array.from({ length: cmap.getUint16(2) }, (_, n) => cmap.getUint32(8 + 8 * n))
  const table = records.find((offset) => cmap.getUint16(offset) === 12)
  if (table === undefined) throw new Error('the font has no table of all characters')
  const count = cmap.getUint32(table + 12)
  const group = (n: number) => table + 16 + 12 * n
  return (character) => {
    let [low, high] = [0, count - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const at = group(middle)
      if (character < cmap.getUint32(at)) high = middle - 1
      else if (character > cmap.getUint32(at + 4)) low = middle + 1
      else return cmap.getUint32(at + 8) + character - cmap.getUint32(at)
    }
    return 0
  }
}

// Flags of a part of a glyph that is made of others ("glyf", Composite Glyph Description).
const WORDS = 0x0001
const SCALE = 0x0008
const MORE = 0x0020
const TWO_SCALES = 0x0040
const MATRIX = 0x0080

/** Where in an outline the numbers of the glyphs stand that it is made of. */
function partsOf(outline: Uint8Array): number[] {
  const view = viewOf(outline)
  if (outline.length < 10 || view.getInt16(0) >= 0) return []
  const places: number[] = []
  for (let at = 10, flags = MORE; flags & MORE; ) {
    flags = view.getUint16(at)
    places.push(at + 2)
    at += flags & WORDS ? 8 : 6
    at += flags & MATRIX ? 8 : flags & TWO_SCALES ? 4 : flags & SCALE ? 2 : 0
  }
  return places
}

/** A font of these glyphs alone, numbered as they stand; the first is the one for nothing. */
export function subset(font: Font, wanted: readonly number[]): Uint8Array<ArrayBuffer> {
  const glyphs = [...wanted]
  const added = new Map<number, number>()
  const numberOf = (glyph: number) => {
    const known = added.get(glyph)
    if (known !== undefined) return known
    added.set(glyph, glyphs.length)
    return glyphs.push(glyph) - 1
  }
  const outlines: Uint8Array[] = []
  // Parts are appended while the list is gone through, and gone through in their turn.
  for (let n = 0; n < glyphs.length; n++) {
    const outline = font.outlineOf(glyphs[n] ?? 0).slice()
    for (const place of partsOf(outline)) {
      const view = viewOf(outline)
      view.setUint16(place, numberOf(view.getUint16(place)))
    }
    outlines.push(outline)
  }
  return writeTables(new Map([...headers(font, glyphs.length), ...drawn(outlines), measures(font, glyphs)]))
}

function headers(font: Font, count: number): [string, Uint8Array][] {
  const [head, hhea, maxp] = ['head', 'hhea', 'maxp'].map((tag) => tableOf(font.tables, tag).slice()) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ]
  viewOf(head).setInt16(50, 1)
  viewOf(hhea).setUint16(34, count)
  viewOf(maxp).setUint16(4, count)
  return [
    ['head', head],
    ['hhea', hhea],
    ['maxp', maxp],
  ]
}

function drawn(outlines: Uint8Array[]): [string, Uint8Array][] {
  const padded = (length: number) => (length + 3) & ~3
  const loca = new Uint8Array(4 * (outlines.length + 1))
  const glyf = new Uint8Array(outlines.reduce((sum, { length }) => sum + padded(length), 0))
  let at = 0
  for (const [n, outline] of outlines.entries()) {
    glyf.set(outline, at)
    at += padded(outline.length)
    viewOf(loca).setUint32(4 * (n + 1), at)
  }
  return [
    ['glyf', glyf],
    ['loca', loca],
  ]
}

function measures(font: Font, glyphs: number[]): [string, Uint8Array] {
  const from = viewOf(tableOf(font.tables, 'hmtx'))
  const measured = viewOf(tableOf(font.tables, 'hhea')).getUint16(34)
  const hmtx = new Uint8Array(4 * glyphs.length)
  for (const [n, glyph] of glyphs.entries()) {
    const last = Math.min(glyph, measured - 1)
    viewOf(hmtx).setUint16(4 * n, from.getUint16(4 * last))
    const bearing = glyph < measured ? 4 * glyph + 2 : 4 * measured + 2 * (glyph - measured)
    viewOf(hmtx).setUint16(4 * n + 2, from.getUint16(bearing))
  }
  return ['hmtx', hmtx]
}
