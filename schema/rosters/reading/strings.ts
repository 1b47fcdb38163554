/** The texts that the cells of a workbook share. */
import { Unreadable } from './faults.ts'
import {
  MOST_FORMAT_CHARACTERS,
  MOST_FORMATS,
  MOST_SHARED_CHARACTERS,
  MOST_WRITTEN_CHARACTERS,
  SHARED_TEXT_CHARACTERS,
} from './limits.ts'
import type { Attributes, Tags } from './xml.ts'

/** Text that grows piece by piece, as long as a cell may hold it. */
export function grown(text: string, more: string): string {
  if (text.length + more.length > MOST_WRITTEN_CHARACTERS) throw new Unreadable('file.damaged')
  return text + more
}

/** A text of its own: what is cut out of another would keep all of that. */
const ownText = (text: string) => ` ${text}`.slice(1)

/** `_x000A_` is how a spreadsheet writes what XML cannot hold. */
export const plainText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

/** Gathers `<t>` within some element, however many runs there are; how a text is spoken (`rPh`) is no part of it. */
export class TextRuns {
  raw = ''
  #inside = false
  #spoken = 0

  open(name: string): void {
    if (name === 't') this.#inside = this.#spoken === 0
    else if (name === 'rPh') this.#spoken++
  }
  close(name: string): void {
    if (name === 't') this.#inside = false
    else if (name === 'rPh') this.#spoken--
  }
  text(text: string): void {
    if (this.#inside) this.raw = grown(this.raw, text)
  }
  take(): string {
    const text = plainText(this.raw)
    this.raw = ''
    return text
  }
}

export class SharedStrings implements Tags {
  readonly texts: string[] = []
  readonly #runs = new TextRuns()
  #kept = 0

  open(name: string): void {
    this.#runs.open(name)
  }
  close(name: string): void {
    this.#runs.close(name)
    if (name !== 'si') return
    const text = ownText(this.#runs.take())
    this.#kept += text.length + SHARED_TEXT_CHARACTERS
    if (this.#kept > MOST_SHARED_CHARACTERS) throw new Unreadable('file.bomb')
    this.texts.push(text)
  }
  text(text: string): void {
    this.#runs.text(text)
  }
}

/** Which of the formats that cells point to show a day. */
export class Styles implements Tags {
  /** By the number that a cell names. */
  readonly isDay: boolean[] = []
  readonly #formats = new Map<number, boolean>()
  #inCells = false

  open(name: string, { numFmtId = '', formatCode = '' }: Attributes): void {
    if (name === 'numFmt')
      this.#formats.set(Number(numFmtId), formatCode.length <= MOST_FORMAT_CHARACTERS && showsDay(formatCode))
    if (this.#formats.size + this.isDay.length > MOST_FORMATS) throw new Unreadable('file.bomb')
    if (name === 'cellXfs') this.#inCells = true
    if (name !== 'xf' || !this.#inCells) return
    const id = Number(numFmtId)
    this.isDay.push(this.#formats.get(id) ?? isBuiltInDay(id))
  }
  close(name: string): void {
    if (name === 'cellXfs') this.#inCells = false
  }
}

/** ECMA-376 part 1, 18.8.30, with the numbers that Chinese, Japanese and Korean programs have for theirs. */
const isBuiltInDay = (id: number) =>
  (id >= 14 && id <= 17) ||
  id === 22 ||
  (id >= 27 && id <= 31) ||
  id === 36 ||
  (id >= 50 && id <= 54) ||
  id === 57 ||
  id === 58

/** Hours alone are no day, and neither is a sum of them; `E+` belongs to numbers, `e` alone is a year. */
export function showsDay(format: string): boolean {
  if (/\[[hms]+\]/i.test(format)) return false
  const [first = ''] = format.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|E[+-]/g, '').split(';')
  const letters = first.toLowerCase()
  if (letters.includes('general') || letters.includes('@')) return false
  return /[yde]/.test(letters) || (letters.includes('m') && !/[hs]/.test(letters))
}
