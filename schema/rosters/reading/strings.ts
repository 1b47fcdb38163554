/** The texts that the cells of a workbook share. */
import { Unreadable } from './faults.ts'
import type { Attributes, Tags } from './xml.ts'

const MOST_STRINGS = 2_000_000

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
    if (this.#inside) this.raw += text
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

  open(name: string): void {
    this.#runs.open(name)
  }
  close(name: string): void {
    this.#runs.close(name)
    if (name !== 'si') return
    if (this.texts.length >= MOST_STRINGS) throw new Unreadable('file.bomb')
    this.texts.push(this.#runs.take())
  }
  text(text: string): void {
    this.#runs.text(text)
  }
}

/** Which of the formats that cells point to show a day. */
export class Styles implements Tags {
  /** By the number that a cell names. */
  readonly isDay: boolean[] = []
  readonly #formats = new Map<string, string>()
  #inCells = false

  open(name: string, { numFmtId = '', formatCode = '' }: Attributes): void {
    if (name === 'numFmt') this.#formats.set(numFmtId, formatCode)
    if (name === 'cellXfs') this.#inCells = true
    if (name !== 'xf' || !this.#inCells) return
    const own = this.#formats.get(numFmtId)
    this.isDay.push(own === undefined ? isBuiltInDay(Number(numFmtId)) : showsDay(own))
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
