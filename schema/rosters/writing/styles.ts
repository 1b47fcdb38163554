/** How the cells of our own workbooks look. */
import type { CellStyle } from 'hucre/xlsx'

const font = { name: 'Microsoft YaHei', size: 11 }
const alignment = { vertical: 'top', wrapText: true } as const
const numFmt = '@' // what is typed stays as it is typed

export const LOOKS = {
  header: {
    ...{ numFmt, font: { ...font, bold: true }, alignment },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E3F0F1' } },
    border: { bottom: { style: 'thin', color: { rgb: '0B5B66' } } },
  },
  text: { numFmt, font },
  amount: { numFmt: '#,##0.00', font },
  day: { numFmt: 'yyyy\\-mm\\-dd', font },
  reason: { numFmt, font: { ...font, color: { rgb: 'B3261E' } }, alignment },
  note: { numFmt, font, alignment },
} satisfies Record<string, CellStyle>

/** `plain` is how a cell looks of which nothing is said. */
export type Style = keyof typeof LOOKS | 'plain'
/** Where in the list of a workbook's formats each of them stands. */
export type Places = Readonly<Record<Style, number>>

export const STYLE_NAMES = Object.keys(LOOKS) as (keyof typeof LOOKS)[]
export const DEFAULT_FONT = font
