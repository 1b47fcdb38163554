/** What a spreadsheet holds in one place, before anybody asks what it means. */

export type CellKind = 'text' | 'number' | 'day' | 'truth' | 'error'

export interface Cell {
  kind: CellKind
  /**
   * - of a number the digits as the file has them, `3.20602197402199E+17` included
   * - of a day `YYYY-MM-DD`; the time of day is left out
   * - of an error its name, `#N/A`
   */
  text: string
  /** A formula's result as the program that saved it reckoned it. The formula itself is read by nobody. */
  formula?: true
  /** Of a number in a workbook that counts days from 1904: it may be meant as one. */
  from1904?: true
}

/** Columns from the left; what is empty is undefined or beyond the end. */
export type Cells = readonly (Cell | undefined)[]

export const textCell = (text: string): Cell => ({ kind: 'text', text })

const MOST_DIGITS = 15 // a spreadsheet keeps no more of a number

/**
 * A number's digits without an exponent (`15000` for `1.5E+4`), or undefined where a spreadsheet has lost some of them or the
 * text is no number.
 */
export function plainDigits(text: string): string | undefined {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) return undefined
  return Math.abs(value) < 10 ** MOST_DIGITS ? String(value) : undefined
}
