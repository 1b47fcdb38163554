/** What each row under the headers is: a person, or one of the things that stand between and below people. */
import { comparableLabel } from '../../fields/code-list.ts'
import type { Cells } from '../cell.ts'
import type { RowCells } from '../check.ts'
import { columnsOf } from '../columns.ts'
import type { TemplateCode } from '../names.ts'
import { dayOfSerial, plainSerial } from '../serial.ts'
import { comparableHeader, type Mapping } from './headers.ts'
import type { RawRow } from './raw.ts'

/**
 * - `total`: sums, which are nobody
 * - `note`: remarks, signatures, dates at the foot
 * - `header`: the headers once more, as they are printed on every page
 */
export type RowKind = 'person' | 'total' | 'note' | 'header' | 'blank'

export interface RosterRow {
  row: number
  kind: RowKind
  hidden: boolean
  /** By key of the template's column. */
  cells: RowCells
  /** The whole row as it stands in the file; its days count from 1900. */
  raw: Cells
}

/** What can be meant as a document's number, however badly it is written. */
const NUMBER = /[\dA-Za-z０-９]{4}|[０-９\d](?:[\s-]*[０-９\d]){3}/
const TOTAL =
  /^(?:合计|总计|小计|共计|累计|总和|本页合计|本页小计|人数合计|合计人数|总人数|共\d+人|合计\d+人)/
const NOTE =
  /^(?:备注|注意|注[:：]|注\d|说明|填表|制表|审核|复核|经办|单位负责人|负责人|单位盖章|盖章|联系人|日期|以上|以下|第\d+页)/

/** @param headers what the headers say, by place */
export function rowReader(
  template: TemplateCode,
  mapping: Mapping,
  headers: readonly (string | undefined)[],
) {
  const places = Object.entries(mapping)
  const days = columnsOf(template).flatMap(({ kind, key }) => (kind === 'day' ? (mapping[key] ?? []) : []))
  const known = headers.map((header) => comparableHeader(header ?? ''))
  return ({ row, hidden, cells: raw }: RawRow): RosterRow => {
    const cells: Record<string, RowCells[string]> = {}
    for (const [key, place] of places) cells[key] = raw[place]
    return { row, hidden, cells, raw: since1900(raw, days), kind: kindOf(cells, raw, mapping, known) }
  }
}

/** Whatever is made of a row counts days from 1900, and would move a day that is a bare number by four years. */
function since1900(raw: Cells, days: readonly number[]): Cells {
  if (!days.some((place) => raw[place]?.from1904)) return raw
  return Array.from(raw, (cell, place) => {
    const isMeant = cell?.from1904 && days.includes(place) && dayOfSerial(Number(cell.text), true)
    return isMeant ? { kind: cell.kind, text: String(plainSerial(Number(cell.text))) } : cell
  })
}

function kindOf(cells: RowCells, raw: Cells, mapping: Mapping, known: readonly string[]): RowKind {
  const told = Object.entries(cells).filter(
    ([key, cell]) => key !== 'place' && cell && cell.text.trim() !== '',
  )
  const filled = raw.filter((cell) => cell && cell.text.trim() !== '')
  if (filled.length === 0) return 'blank'
  const hasNumber = NUMBER.test(cells.documentNumber?.text ?? '')
  if (!hasNumber) {
    const first = comparableLabel(filled[0]?.text ?? '')
    const words = filled.slice(0, 3).map((cell) => comparableLabel(cell?.text ?? ''))
    if (words.some((word) => TOTAL.test(word))) return 'total'
    if (NOTE.test(first) || (filled[0]?.text.trim() ?? '').match(NOTE)) return 'note'
    // A running number without a person behind it was dragged down too far; a lone remark has no columns.
    if (told.length === 0) return cells.place ? 'blank' : 'note'
    if (filled.length === 1 && (filled[0]?.text.length ?? 0) > 15) return 'note'
  }
  return repeats(cells, mapping, known) ? 'header' : 'person'
}

function repeats(cells: RowCells, mapping: Mapping, known: readonly string[]): boolean {
  const same = ['name', 'documentNumber'].filter((key) => {
    const cell = cells[key]
    return cell?.kind === 'text' && comparableHeader(cell.text) === known[mapping[key] ?? -1]
  })
  return same.length > 0 && same.length === ['name', 'documentNumber'].filter((key) => key in mapping).length
}
