/** XML on its way through, a unit at a time: cut and written into by the places that its reader tells, never by its looks. */
import { Unreadable } from '../reading/faults.ts'
import { type Attributes, type Tag, type Tags, XmlReader } from '../reading/xml.ts'

const LONGEST_UNIT = 20_000_000 // characters; a row of 256 cells of the greatest length, and their tags

export interface Element {
  /** Without its prefix. */
  name: string
  tag: Tag
  attributes: Attributes
  text: string
  /** Places in the unit: before its opening tag, behind it, and behind its end. */
  from: number
  opened: number
  to: number
}

/** A child of the root, or of a sheet's `sheetData`. */
export interface Unit {
  markup: string
  own: Element
  /** Its own element, and all that are in it, in the order in which they begin. */
  elements: readonly Element[]
}

/** Everything passes as it is written, except for what is made of its units. */
export async function* unitByUnit(
  chunks: AsyncIterable<string>,
  made: (unit: Unit) => string,
): AsyncGenerator<string> {
  const units = new Units(made)
  for await (const chunk of chunks) yield* units.write(chunk)
  yield* units.end()
}

class Units implements Tags {
  readonly #reader = new XmlReader(this)
  readonly #made: (unit: Unit) => string
  #ready: string[] = []
  #rest = ''
  /** Places in the whole text: of what is kept of it, of what has gone out, of the tag that opens and of the unit. */
  #kept = 0
  #done = 0
  #tag = 0
  #unit = 0
  /** Elements around the units that are open. */
  #around = 0
  #open: Element[] = []
  #elements: Element[] = []

  constructor(made: (unit: Unit) => string) {
    this.#made = made
  }

  *write(chunk: string): Generator<string> {
    this.#rest += chunk
    this.#reader.write(chunk)
    yield* this.#ready
    this.#ready = []
    this.#rest = this.#rest.slice(this.#done - this.#kept)
    this.#kept = this.#done
    if (this.#rest.length > LONGEST_UNIT) throw new Unreadable('file.damaged')
  }

  *end(): Generator<string> {
    this.#reader.end()
    yield this.#rest
  }

  begin(): void {
    // No other tag can begin between the name and its own beginning.
    this.#tag = this.#kept + this.#rest.lastIndexOf('<', this.#reader.position - this.#kept - 1)
  }

  open(name: string, attributes: Attributes, tag: Tag): void {
    const [inner] = this.#open
    if (!inner && (this.#around === 0 || (this.#around === 1 && name === 'sheetData'))) {
      this.#around++
      return
    }
    if (!inner) this.#unit = this.#tag
    const opened = this.#reader.position - this.#unit
    const element = { name, tag, attributes, text: '', from: this.#tag - this.#unit, opened, to: opened }
    this.#open.push(element)
    this.#elements.push(element)
  }

  text(text: string): void {
    const inner = this.#open.at(-1)
    if (inner) inner.text += text
  }

  close(): void {
    const element = this.#open.pop()
    if (!element) {
      this.#around--
      return
    }
    const at = this.#reader.position
    element.to = at - this.#unit
    if (this.#open.length > 0) return
    const start = this.#unit - this.#kept
    const markup = this.#rest.slice(start, at - this.#kept)
    const unit = { markup, own: element, elements: this.#elements }
    this.#ready.push(this.#rest.slice(this.#done - this.#kept, start), this.#made(unit))
    this.#elements = []
    this.#done = at
  }
}

export interface Edit {
  from: number
  to: number
  put?: string
}

/** A unit with other text in some places; what lies within a place that is taken out goes with it. */
export function edited(markup: string, edits: readonly Edit[]): string {
  let made = ''
  let at = 0
  for (const { from, to, put = '' } of [...edits].sort((one, other) => one.from - other.from)) {
    if (from < at) continue
    made += markup.slice(at, from) + put
    at = to
  }
  return made + markup.slice(at)
}

/** An opening tag anew, without some of its attributes. */
export function openingTag(
  { tag, attributes }: Element,
  without: ReadonlySet<string>,
  closed = tag.isSelfClosing,
) {
  const told = Object.entries(attributes).filter(([name]) => !without.has(name))
  const written = told.map(([name, value]) => ` ${name}="${value.replace(/[&<>"\s]/g, byNumber)}"`)
  return `<${tag.name}${written.join('')}${closed ? '/' : ''}>`
}

const byNumber = (mark: string) => (mark === ' ' ? mark : `&#${mark.charCodeAt(0)};`)
