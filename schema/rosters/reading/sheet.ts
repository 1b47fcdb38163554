/** The cells of one sheet, row by row, as its XML goes by. */
import type { Cell } from '../cell.ts'
import { dayOf } from '../serial.ts'
import { Unreadable } from './faults.ts'
import { MOST_CELL_CHARACTERS, MOST_COLUMNS } from './limits.ts'
import type { RawRow } from './raw.ts'
import { grown, plainText, TextRuns } from './strings.ts'
import type { Attributes, Tags } from './xml.ts'

export interface Meaning {
  strings: readonly string[]
  /** By the number of a cell's format, whether it shows a day. */
  isDay: readonly boolean[]
  from1904: boolean
}

export class SheetRows implements Tags {
  /** Whole rows that nobody has taken yet; those that hold nothing are not among them. */
  ready: RawRow[] = []
  isSheet = false
  readonly #meaning: Meaning
  readonly #runs = new TextRuns()
  #row = 0
  #hidden = false
  #cells: (Cell | undefined)[] = []
  #column = -1
  #type = ''
  #style = 0
  #formula = false
  #inValue = false
  #inline = false
  #value = ''

  constructor(meaning: Meaning) {
    this.#meaning = meaning
  }

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'c':
        this.#column = columnOf(attributes.r) ?? this.#column + 1
        this.#type = attributes.t ?? 'n'
        this.#style = Number(attributes.s ?? 0)
        this.#formula = false
        this.#value = ''
        break
      case 'v':
        this.#inValue = true
        break
      case 'f':
        this.#formula = true
        break
      case 'is':
        this.#inline = true
        break
      case 'row': {
        const number = Number(attributes.r ?? this.#row + 1)
        // Rows only go on; a file that goes back would give two rows of one number.
        if (!Number.isInteger(number) || number <= this.#row) throw new Unreadable('file.damaged')
        this.#row = number
        this.#hidden = isTrue(attributes.hidden) || Number(attributes.ht ?? 1) === 0
        this.#cells = []
        this.#column = -1
        break
      }
      case 'worksheet':
        this.isSheet = true
        break
      default:
        if (this.#inline) this.#runs.open(name)
    }
  }

  text(text: string): void {
    if (this.#inValue) this.#value = grown(this.#value, text)
    else if (this.#inline) this.#runs.text(text)
  }

  close(name: string): void {
    switch (name) {
      case 'v':
        this.#inValue = false
        break
      case 'is':
        this.#inline = false
        this.#value = this.#runs.raw
        this.#runs.raw = ''
        break
      case 'c':
        this.#put()
        break
      case 'row':
        if (this.#cells.length > 0)
          this.ready.push({ row: this.#row, hidden: this.#hidden, cells: this.#cells })
        this.#cells = []
        break
      default:
        if (this.#inline) this.#runs.close(name)
    }
  }

  #put(): void {
    if (this.#value === '') return
    const cell = this.#cell()
    if (cell.text === '') return
    if (this.#column >= MOST_COLUMNS) throw new Unreadable('file.too_many_columns')
    if (cell.text.length > MOST_CELL_CHARACTERS) throw new Unreadable('file.damaged')
    this.#cells[this.#column] = this.#formula ? { ...cell, formula: true } : cell
  }

  #cell(): Cell {
    const { strings, isDay, from1904 } = this.#meaning
    const raw = this.#value
    switch (this.#type) {
      case 's':
        return { kind: 'text', text: strings[Number(raw)] ?? '' }
      case 'str':
      case 'inlineStr':
        return { kind: 'text', text: plainText(raw) }
      case 'b':
        return { kind: 'truth', text: raw.trim() === '1' ? 'TRUE' : 'FALSE' }
      case 'e':
        return { kind: 'error', text: plainText(raw) }
      case 'd':
        return { kind: 'day', text: raw.slice(0, 10) }
    }
    const text = raw.trim()
    const day = isDay[this.#style] ? dayOf(Number(text), from1904) : undefined
    if (day !== undefined) return { kind: 'day', text: day }
    return from1904 ? { kind: 'number', text, from1904 } : { kind: 'number', text }
  }
}

const isTrue = (value: string | undefined) => value === '1' || value === 'true'

/** 0 for `A12`, 26 for `AA12`; undefined where no place is named. */
export function columnOf(place: string | undefined): number | undefined {
  if (place === undefined) return undefined
  let column = 0
  for (let at = 0; at < place.length; at++) {
    const letter = place.charCodeAt(at) & ~32
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return column - 1
}
