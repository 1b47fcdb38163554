/** Tables as text that any spreadsheet program opens with its characters right and nothing reckoned. */
import Papa from 'papaparse'
import type { Cells } from '../cell.ts'

/** Without it some programs take UTF-8 for the system's own encoding. */
const MARK = '\ufeff'
/** What a program would reckon with begins with an apostrophe; the reader takes it away again. Plain numbers are none. */
const LIVE = /^(?![+-]?\d+(?:\.\d+)?$)[\s'‘’`]*[=+\-@＝＋－＠\t\r]/

export const csvLine = (cells: Cells, width = cells.length): string => {
  const length = Math.max(width, cells.length)
  const texts = Array.from({ length }, (_, place) => cells[place]?.text ?? '')
  return `${Papa.unparse([texts], { escapeFormulae: LIVE })}\r\n`
}

export async function writeCsv(
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: string[] = [MARK]
  for await (const line of lines) parts.push(line)
  return new TextEncoder().encode(parts.join(''))
}
