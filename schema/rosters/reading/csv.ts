/** Tables as text: RFC 4180 with the liberties that spreadsheet programs take. */
import type { Cell } from '../cell.ts'
import { type Encoding, encodingOf } from './encoding.ts'
import { Unreadable } from './faults.ts'
import { MOST_CELL_CHARACTERS, MOST_COLUMNS } from './limits.ts'
import type { Book, RawRow } from './raw.ts'
import { pieces, type Source } from './source.ts'

export async function openCsv(source: Source): Promise<Book> {
  const encoding = await encodingOf(source)
  const decoder = new TextDecoder(encoding)
  const head = decoder.decode(await source.bytes(0, Math.min(source.size, 65_536)))
  if (/(?!\s)\p{Cc}/u.test(head)) throw new Unreadable('file.not_spreadsheet')
  const separator = separatorOf(head)
  return {
    format: 'csv',
    encoding,
    sheets: [{ name: '', hidden: false }],
    rows: () => rowsOf(source, encoding, separator),
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

async function* rowsOf(source: Source, encoding: Encoding, separator: string): AsyncGenerator<RawRow> {
  const decoder = new TextDecoder(encoding)
  const records = new Records(separator)
  for await (const piece of pieces(source)) {
    records.write(decoder.decode(piece, { stream: true }))
    yield* records.take()
  }
  records.write(decoder.decode())
  records.end()
  yield* records.take()
}

const LONGEST_RECORD = 1_000_000 // characters; beyond it a quote was left open

/** Cuts text into records; each is a row, however many lines its cells have. */
export class Records {
  readonly #separator: string
  #ready: RawRow[] = []
  #row = 0
  #rest = ''

  constructor(separator: string) {
    this.#separator = separator
  }

  take(): RawRow[] {
    const ready = this.#ready
    this.#ready = []
    return ready
  }

  write(chunk: string): void {
    const text = this.#rest + chunk
    let at = 0
    for (let next = this.#record(text, at, false); next >= 0; next = this.#record(text, at, false)) at = next
    this.#rest = text.slice(at)
    if (this.#rest.length > LONGEST_RECORD) throw new Unreadable('file.broken_csv')
  }

  end(): void {
    const text = this.#rest
    for (let at = 0; at < text.length; ) {
      at = this.#record(text, at, true)
      if (at < 0) throw new Unreadable('file.broken_csv')
    }
  }

  /** @returns where the next record begins, or -1 where this one is not whole yet */
  #record(text: string, start: number, last: boolean): number {
    const cells: (Cell | undefined)[] = []
    let at = start
    for (let column = 0; ; column++) {
      const [value, end] = this.#cell(text, at)
      // What ends with the text may go on in the next chunk; so may a line end of two halves.
      if (end < 0 || (!last && end >= text.length - 1)) return -1
      if (value.trim() !== '') {
        if (column >= MOST_COLUMNS) throw new Unreadable('file.too_many_columns')
        if (value.length > MOST_CELL_CHARACTERS) throw new Unreadable('file.broken_csv')
        cells[column] = { kind: 'text', text: value }
      }
      at = end + 1
      if (text[end] === this.#separator) continue
      this.#row++
      if (cells.length > 0) this.#ready.push({ row: this.#row, hidden: false, cells })
      return text.startsWith('\r\n', end) ? end + 2 : Math.min(at, text.length)
    }
  }

  /** A cell and where it ends; -1 where a quote is still open. */
  #cell(text: string, start: number): [value: string, end: number] {
    let value = ''
    let at = start
    while (text.charCodeAt(at) === 34) {
      const end = text.indexOf('"', at + 1)
      if (end < 0) return ['', -1]
      // Two quotes in a row are one that is meant.
      value += (at > start ? '"' : '') + text.slice(at + 1, end)
      at = end + 1
    }
    const end = this.#plainEnd(text, at)
    return [value + text.slice(at, end), end]
  }

  #plainEnd(text: string, start: number): number {
    let end = start
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end)
      if (code === 10 || code === 13 || text[end] === this.#separator) break
    }
    return end
  }
}
