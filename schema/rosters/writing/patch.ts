/** A sheet on its way through: the formulas of its cells are left out, and cells put in. All else passes as it is written. */
import type { Cells } from '../cell.ts'
import { columnOf } from '../reading/sheet.ts'
import { leftOf } from './leave.ts'
import { columnName, textMarkup } from './markup.ts'
import { type Edit, type Element, edited, openingTag, type Unit, unitByUnit } from './units.ts'

/**
 * @param gone ids of relations that the sheet no longer has
 * @param width the first column that is free in every row
 * @param added cells for a row, from that column on
 */
export function patched(
  chunks: AsyncIterable<string>,
  gone: ReadonlySet<string>,
  width: number,
  added: (row: number) => Cells | undefined,
): AsyncGenerator<string> {
  let row = 0
  return unitByUnit(chunks, (unit) => {
    // The extent that a sheet notes of itself would be wrong.
    if (unit.own.name === 'dimension') return ''
    if (unit.own.name !== 'row') return leftOf(unit, gone)
    row = Number(unit.own.attributes.r ?? row + 1)
    return patchedRow(unit, row, width, added(row))
  })
}

/** What a cell says of the formula that it had: that its result spreads, or where it was fetched from. */
const OF_FORMULAS = new Set(['cm', 'vm'])
/** How far a row goes is noted beside its number, and need not be. */
const OF_ROWS = new Set(['spans'])

function patchedRow(unit: Unit, row: number, width: number, added: Cells | undefined): string {
  const { markup, own, elements } = unit
  const edits: Edit[] = []
  for (const element of elements) {
    if (element.name === 'f') edits.push(element)
    else if (element.name === 'c' && ('cm' in element.attributes || 'vm' in element.attributes))
      edits.push({ from: element.from, to: element.opened, put: openingTag(element, OF_FORMULAS) })
  }
  return edited(markup, added ? [...edits, ...withCells(own, elements, row, width, added)] : edits)
}

function withCells(
  own: Element,
  elements: readonly Element[],
  row: number,
  width: number,
  added: Cells,
): Edit[] {
  const under: Edit[] = []
  let column = -1
  let behind = own.opened
  for (const element of elements) {
    if (element.name !== 'c') continue
    column = columnOf(element.attributes.r) ?? column + 1
    if (column < width) behind = element.to
    // What lies under the new cells is empty, and may be coloured at most.
    else if (column < width + added.length) under.push(element)
  }
  const prefix = own.tag.name.slice(0, -own.name.length)
  const put = added
    .map((cell, place) =>
      cell ? textMarkup(`${columnName(width + place)}${row}`, cell.text, undefined, prefix) : '',
    )
    .join('')
  const start = openingTag(own, OF_ROWS, false)
  if (own.tag.isSelfClosing) return [{ from: 0, to: own.to, put: `${start}${put}</${own.tag.name}>` }]
  return [{ from: 0, to: own.opened, put: start }, { from: behind, to: behind, put }, ...under]
}
