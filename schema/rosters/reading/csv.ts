/** Tables as text: RFC 4180 with the liberties that spreadsheet programs take. */
import Papa, { type ParseError, type ParseResult } from 'papaparse'
import { type Cell, textCell } from '../cell.ts'
import { type Encoding, encodingOf } from './encoding.ts'
import { Unreadable } from './faults.ts'
import { MOST_CELL_CHARACTERS, MOST_COLUMNS } from './limits.ts'
import type { Book, RawRow } from './raw.ts'
import { pieces, type Source } from './source.ts'

interface Look {
  delimiter: string
  newline: '\n' | '\r'
}

export async function openCsv(source: Source): Promise<Book> {
  const encoding = await encodingOf(source)
  const decoder = new TextDecoder(encoding)
  const head = decoder.decode(await source.bytes(0, Math.min(source.size, 65_536)))
  if (/(?!\s)\p{Cc}/u.test(head)) throw new Unreadable('file.not_spreadsheet')
  const look = { delimiter: separatorOf(head), newline: lineEndOf(head) }
  return {
    format: 'csv',
    encoding,
    sheets: [{ name: '', hidden: false }],
    rows: () => rowsOf(source, encoding, look),
  }
}

/** Whatever parts the first lines into the most cells; a comma where nothing does. */
export function separatorOf(head: string): string {
  const lines = head
    .replace(/"[^"]*"/g, '')
    .split(/\r\n?|\n/)
    .slice(0, 20)
  const count = (mark: string) => Math.max(...lines.map((line) => line.split(mark).length))
  return [',', '\t', ';', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

/** Old programs of Macintoshes end lines with a return alone. */
const lineEndOf = (head: string): Look['newline'] => (head.includes('\n') ? '\n' : '\r')

async function* rowsOf(source: Source, encoding: Encoding, look: Look): AsyncGenerator<RawRow> {
  const decoder = new TextDecoder(encoding)
  const records = new Records(look)
  for await (const piece of pieces(source)) yield* records.write(decoder.decode(piece, { stream: true }))
  yield* records.write(decoder.decode(), true)
}

const LONGEST_RECORD = 1_000_000 // characters; beyond it a quote was left open

/** Text cut into records by Papa Parse, as it comes; each is a row, however many lines its cells have. */
export class Records {
  readonly #look: Look
  #row = 0
  #rest = ''

  constructor(look: Look) {
    this.#look = look
  }

  /** The rows that are whole by now. */
  write(chunk: string, last = false): RawRow[] {
    const text = this.#rest + chunk
    const parser = new Papa.Parser(this.#look)
    const { data, errors, meta }: ParseResult<string[]> = parser.parse(text, 0, !last)
    this.#rest = last ? '' : text.slice(meta.cursor)
    if (this.#rest.length > LONGEST_RECORD || (last && errors.some(isOpen)))
      throw new Unreadable('file.broken_csv')
    return data.flatMap((record) => this.#rowOf(record) ?? [])
  }

  #rowOf(record: string[]): RawRow | undefined {
    this.#row++
    const cells: (Cell | undefined)[] = []
    record.forEach((value, column) => {
      // A line may end with a return and a feed.
      const text = column === record.length - 1 ? value.replace(/\r$/, '') : value
      if (text.trim() === '') return
      if (column >= MOST_COLUMNS) throw new Unreadable('file.too_many_columns')
      if (text.length > MOST_CELL_CHARACTERS) throw new Unreadable('file.broken_csv')
      cells[column] = textCell(text)
    })
    return cells.length > 0 ? { row: this.#row, hidden: false, cells } : undefined
  }
}

const isOpen = ({ code }: ParseError) => code === 'MissingQuotes'
