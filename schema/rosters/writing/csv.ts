/** Tables as text that any spreadsheet program opens with its characters right and nothing reckoned. */
import type { Cells } from '../cell.ts'
import { isLive } from './markup.ts'

/** Without it some programs take UTF-8 for the system's own encoding. */
const MARK = '\ufeff'
const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/

/** A cell that a program would reckon with begins with an apostrophe; the reader takes it away again. */
function csvCell(text: string): string {
  const safe = isLive(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvLine = (cells: Cells, width = cells.length): string =>
  `${Array.from({ length: Math.max(width, cells.length) }, (_, place) => csvCell(cells[place]?.text ?? '')).join(',')}\r\n`

export async function writeCsv(
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: string[] = [MARK]
  for await (const line of lines) parts.push(line)
  return new TextEncoder().encode(parts.join(''))
}
