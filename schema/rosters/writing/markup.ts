/** Cells as the XML of a sheet, none of which any program will ever reckon with. */
import type { Cell } from '../cell.ts'
import { serialOf } from '../serial.ts'

export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** What XML cannot hold at all: control characters and halves of characters. */
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu

export const escaped = (text: string): string =>
  text
    .replace(UNWRITABLE, '')
    // Otherwise a spreadsheet would read it as a character by number.
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (mark) => MARKS[mark] ?? '')
const MARKS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** 0 is `A`, 26 is `AA`. */
export function columnName(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26))
  return place < 26 ? letter : columnName(Math.floor(place / 26) - 1) + letter
}

/** What a cell begins with that a spreadsheet takes for a formula when it is typed, or edited. */
export const isLive = (text: string): boolean => /^[\s'‘’`]*[=+\-@＝＋－＠\t\r]/.test(text)

/** Places in the list of formats in `styles.ts`. */
export const STYLE = { plain: 0, header: 1, text: 2, day: 3, reason: 4, quoted: 5, note: 6 } as const

export function textMarkup(place: string, text: string, style?: number, prefix = ''): string {
  const of = style === undefined ? '' : ` s="${style}"`
  const [c, is, t] = ['c', 'is', 't'].map((name) => prefix + name)
  return `<${c} r="${place}"${of} t="inlineStr"><${is}><${t} xml:space="preserve">${escaped(text)}</${t}></${is}></${c}>`
}

/** A cell as it was, without its formula. What looks like one is marked as text for whoever edits it. */
export function cellMarkup(place: string, cell: Cell): string {
  const { kind, text } = cell
  if (kind === 'number' && Number.isFinite(Number(text))) return `<c r="${place}"><v>${Number(text)}</v></c>`
  const serial = kind === 'day' ? serialOf(text) : undefined
  if (serial !== undefined) return `<c r="${place}" s="${STYLE.day}"><v>${serial}</v></c>`
  return textMarkup(place, text, isLive(text) ? STYLE.quoted : STYLE.text)
}
