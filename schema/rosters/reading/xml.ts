/**
 * XML as spreadsheets write it, read tag by tag from chunks of text. No tree is made, and no entity is resolved but the
 * five of XML and characters by number: a document type is refused, and with it every entity bomb.
 */
import { Unreadable } from './faults.ts'

export interface Tags {
  /** @param name without its prefix  @param attributes as written; `attribute` looks into them */
  open(name: string, attributes: string): void
  /** Comes for an empty tag as well. */
  close(name: string): void
  /** As written; `decoded` resolves entities. May come in pieces. */
  text?(text: string): void
}

const LONGEST_TAG = 1_000_000 // characters; the longest of real files lists a few thousand merged cells

export class XmlReader {
  #rest = ''
  readonly #tags: Tags

  constructor(tags: Tags) {
    this.#tags = tags
  }

  write(chunk: string): void {
    const text = this.#rest === '' ? chunk : this.#rest + chunk
    let at = 0
    for (;;) {
      const start = text.indexOf('<', at)
      if (start < 0) break
      if (start > at) this.#tags.text?.(text.slice(at, start))
      const next = text.charCodeAt(start + 1)
      // `<!` and `<?` are rare, and end differently.
      const end = next === 33 || next === 63 ? this.#aside(text, start) : this.#tag(text, start)
      if (end < 0) {
        at = start
        break
      }
      at = end
    }
    if (text.indexOf('<', at) < 0) {
      if (at < text.length) this.#tags.text?.(text.slice(at))
      this.#rest = ''
    } else this.#rest = text.slice(at)
    if (this.#rest.length > LONGEST_TAG) throw new Unreadable('file.damaged')
  }

  /** Nothing may be left open when the text ends. */
  end(): void {
    if (this.#rest !== '') throw new Unreadable('file.truncated')
  }

  /** @returns where the text goes on, or -1 if the tag is not whole yet */
  #tag(text: string, start: number): number {
    const end = endOfTag(text, start)
    if (end < 0) return -1
    if (text.charCodeAt(start + 1) === 47) {
      this.#tags.close(local(text.slice(start + 2, end).trimEnd()))
      return end + 1
    }
    const empty = text.charCodeAt(end - 1) === 47
    let stop = start + 1
    while (stop < end && !isBreak(text.charCodeAt(stop))) stop++
    const name = local(text.slice(start + 1, stop))
    this.#tags.open(name, text.slice(stop, empty ? end - 1 : end))
    if (empty) this.#tags.close(name)
    return end + 1
  }

  #aside(text: string, start: number): number {
    const past = (mark: string) => {
      const found = text.indexOf(mark, start + 2)
      return found < 0 ? -1 : found + mark.length
    }
    if (text.startsWith('<?', start)) return past('?>')
    if (text.startsWith('<!--', start)) return past('-->')
    if (text.startsWith('<![CDATA[', start)) {
      const end = past(']]>')
      if (end > 0) this.#tags.text?.(text.slice(start + 9, end - 3).replaceAll('&', '&amp;'))
      return end
    }
    if (text.length - start < 9) return -1
    throw new Unreadable('file.entities')
  }
}

/** Space, tab, line ends and the slash end a name. */
const isBreak = (code: number) => code <= 32 || code === 47

const local = (name: string) => {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** A `>` within quotes is a part of a value: an odd number of them lies before it. */
function endOfTag(text: string, start: number): number {
  let end = text.indexOf('>', start)
  let counted = start
  let open = false
  while (end > 0) {
    for (; counted < end; counted++) if (text.charCodeAt(counted) === 34) open = !open
    if (!open) return end
    end = text.indexOf('>', end + 1)
  }
  return end
}

/** The value of an attribute, by its name as written or without its prefix. */
export function attribute(attributes: string, name: string): string | undefined {
  const quick = ` ${name}="`
  const at = attributes.indexOf(quick)
  if (at >= 0) {
    const from = at + quick.length
    return decoded(attributes.slice(from, attributes.indexOf('"', from)))
  }
  if (!attributes.includes(name)) return undefined
  const found = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return found ? decoded(found[1] ?? found[2] ?? '') : undefined
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text with its entities resolved; one that is not XML's own stays as it is. */
export function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? whole
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

/** Reads a whole part. */
export async function readXml(chunks: AsyncIterable<string>, tags: Tags): Promise<void> {
  const reader = new XmlReader(tags)
  for await (const chunk of chunks) reader.write(chunk)
  reader.end()
}
