/** A sheet's XML on its way through: formulas are left out, and cells put in. All else passes as it is written. */
import type { Cells } from '../cell.ts'
import { Unreadable } from '../reading/faults.ts'
import { columnOf } from '../reading/sheet.ts'
import { columnName, textMarkup } from './markup.ts'

const LONGEST_ROW = 20_000_000 // characters; 256 cells of the greatest length, and their tags
const LONGEST_NAME = 64 // of a tag that a chunk may have cut

/**
 * @param width the first column that is free in every row
 * @param added cells for a row, from that column on
 */
export async function* patched(
  chunks: AsyncIterable<string>,
  width: number,
  added: (row: number) => Cells | undefined,
): AsyncGenerator<string> {
  let rest = ''
  let row = 0
  for await (const chunk of chunks) {
    rest += chunk
    let at = 0
    for (;;) {
      const start = nextRow(rest, at)
      const end = start < 0 ? -1 : endOfRow(rest, start)
      if (end < 0) {
        const known = start < 0 ? Math.max(at, rest.length - LONGEST_NAME) : start
        yield outside(rest.slice(at, known))
        rest = rest.slice(known)
        break
      }
      yield outside(rest.slice(at, start))
      row = Number(placeIn(rest.slice(start, rest.indexOf('>', start))) ?? row + 1)
      yield patchedRow(rest.slice(start, end), row, width, added(row))
      at = end
    }
    if (rest.length > LONGEST_ROW) throw new Unreadable('file.damaged')
  }
  yield outside(rest)
}

/** Where a row or a cell says it stands. */
const placeIn = (tag: string) => /\sr\s*=\s*["']([^"']*)/.exec(tag)?.[1]

/** The extent that a sheet notes of itself would be wrong. */
const outside = (text: string) => text.replace(/<(?:\w+:)?dimension\b[^>]*>/, '')

function nextRow(text: string, from: number): number {
  const row = /<(?:\w+:)?row(?=[\s/>])/g
  row.lastIndex = from
  return row.exec(text)?.index ?? -1
}

/** Behind the whole row, or -1 where it goes on in the next chunk. */
function endOfRow(text: string, start: number): number {
  const tag = text.indexOf('>', start)
  if (tag < 0 || text[tag - 1] === '/') return tag < 0 ? -1 : tag + 1
  const close = /<\/(?:\w+:)?row\s*>/g
  close.lastIndex = tag
  const found = close.exec(text)
  return found ? found.index + found[0].length : -1
}

const FORMULA = /<((?:\w+:)?)f(?=[\s/>])[^>]*?(?:\/>|>[^<]*<\/\1f\s*>)/g
const CELL = /<((?:\w+:)?)c(?=[\s/>])[^>]*?(?:\/>|>[\s\S]*?<\/\1c\s*>)/g

function patchedRow(markup: string, row: number, width: number, added: Cells | undefined): string {
  const plain = markup.includes('f') ? markup.replace(FORMULA, '') : markup
  if (!added) return plain
  const [, opening = '', prefix = '', told = ''] = /^(<((?:\w+:)?)row)([^>]*?)\/?>/.exec(plain) ?? []
  const before: string[] = []
  const after: string[] = []
  let column = -1
  for (const [cell] of plain.matchAll(CELL)) {
    column = columnOf(placeIn(cell.slice(0, cell.indexOf('>')))) ?? column + 1
    if (column < width) before.push(cell)
    // What lies under the new cells is empty, and may be coloured at most.
    else if (column >= width + added.length) after.push(cell)
  }
  const own = added.map((cell, place) =>
    cell ? textMarkup(`${columnName(width + place)}${row}`, cell.text, undefined, prefix) : '',
  )
  // How far a row goes is noted beside its number, and need not be.
  const start = `${opening}${told.replace(/\sspans\s*=\s*"[^"]*"/, '')}>`
  return [start, ...before, ...own, ...after, `</${prefix}row>`].join('')
}
