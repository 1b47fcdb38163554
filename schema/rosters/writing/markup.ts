/** Cells as the XML of a sheet, none of which any program will ever reckon with. */
import type { Cell } from '../cell.ts'
import { serialOf } from '../serial.ts'
import type { Places, Style } from './styles.ts'

/** What XML cannot hold at all: control characters and halves of characters. */
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu

/** Otherwise a spreadsheet would read `_x000A_` as a character by number. */
export const writable = (text: string): string =>
  text.replace(UNWRITABLE, '').replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')

const escaped = (text: string): string =>
  writable(text).replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`)

/** 0 is `A`, 26 is `AA`. */
export function columnName(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26))
  return place < 26 ? letter : columnName(Math.floor(place / 26) - 1) + letter
}

export function textMarkup(place: string, text: string, style?: number, prefix = ''): string {
  const of = style === undefined ? '' : ` s="${style}"`
  const [c, is, t] = ['c', 'is', 't'].map((name) => prefix + name)
  return `<${c} r="${place}"${of} t="inlineStr"><${is}><${t} xml:space="preserve">${escaped(text)}</${t}></${is}></${c}>`
}

/** A cell as it was, without its formula. Text is formatted as such, so that it stays text for whoever edits it. */
export function cellMarkup(place: string, { kind, text }: Cell, places: Places, column?: Style): string {
  if (kind === 'number' && Number.isFinite(Number(text))) {
    const of = column === 'amount' ? ` s="${places.amount}"` : ''
    return `<c r="${place}"${of}><v>${Number(text)}</v></c>`
  }
  const serial = kind === 'day' ? serialOf(text) : undefined
  if (serial !== undefined) return `<c r="${place}" s="${places.day}"><v>${serial}</v></c>`
  return textMarkup(place, text, places.text)
}
