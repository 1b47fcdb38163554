/** How the cells of our own workbooks look; `STYLE` names the places in the last list. */
import { HEAD, MAIN } from './markup.ts'

interface Look {
  format?: number
  font?: number
  fill?: number
  border?: number
  quoted?: boolean
  wrapped?: boolean
}

const xf = ({ format = 0, font = 0, fill = 0, border = 0, quoted, wrapped }: Look) => {
  const of = `numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"`
  const applied = `applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"${quoted ? ' quotePrefix="1"' : ''}`
  return wrapped
    ? `<xf ${of} ${applied} applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`
    : `<xf ${of} ${applied}/>`
}

const TEXT = 49 // built in: what is typed stays as it is typed
const DAY = 164

const LOOKS: Look[] = [
  {},
  { format: TEXT, font: 1, fill: 2, border: 1, wrapped: true },
  { format: TEXT },
  { format: DAY },
  { format: TEXT, font: 2, wrapped: true },
  { format: TEXT, quoted: true },
  { format: TEXT, wrapped: true },
]

const font = (rest: string) => `<font>${rest}<sz val="11"/><name val="Microsoft YaHei"/></font>`
const fill = (pattern: string) => `<fill>${pattern}</fill>`

export const STYLES = [
  `${HEAD}<styleSheet xmlns="${MAIN}">`,
  `<numFmts count="1"><numFmt numFmtId="${DAY}" formatCode="yyyy\\-mm\\-dd"/></numFmts>`,
  `<fonts count="3">${font('')}${font('<b/>')}`,
  '<font><sz val="11"/><color rgb="FFB3261E"/><name val="Microsoft YaHei"/></font></fonts>',
  `<fills count="3">${fill('<patternFill patternType="none"/>')}${fill('<patternFill patternType="gray125"/>')}`,
  fill('<patternFill patternType="solid"><fgColor rgb="FFE3F0F1"/><bgColor indexed="64"/></patternFill>'),
  '</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>',
  '<border><left/><right/><top/><bottom style="thin"><color rgb="FF0B5B66"/></bottom><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  `<cellXfs count="${LOOKS.length}">${LOOKS.map(xf).join('')}</cellXfs>`,
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join('')
