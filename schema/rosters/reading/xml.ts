/**
 * XML as spreadsheets write it, read tag by tag by saxes as its text comes. No tree is made, and no entity is resolved but
 * the five of XML and characters by number: a document type is refused, and with it every entity bomb.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { Unreadable } from './faults.ts'

export type Attributes = Readonly<Record<string, string>>

export interface Tags {
  /** Where a tag opens, its name just read. */
  begin?(): void
  /** @param name without its prefix */
  open(name: string, attributes: Attributes, tag: Tag): void
  /** Comes for an empty tag as well. */
  close(name: string): void
  text?(text: string): void
}

export type Tag = Pick<SaxesTagPlain, 'name' | 'isSelfClosing'>

/** Characters without a tag; the longest of real files are the texts of a cell, and remarks. */
const LONGEST = 1_000_000

export class XmlReader {
  readonly #parser = new SaxesParser({ xmlns: false, position: false })
  #quiet = 0
  #ended = false

  constructor(tags: Tags) {
    const parser = this.#parser
    const text = (text: string) => tags.text?.(text)
    if (tags.begin) parser.on('opentagstart', () => tags.begin?.())
    parser.on('opentag', (tag) => {
      this.#quiet = 0
      tags.open(local(tag.name), tag.attributes, tag)
    })
    parser.on('closetag', ({ name }) => {
      this.#quiet = 0
      tags.close(local(name))
    })
    parser.on('text', text)
    parser.on('cdata', text)
    parser.on('doctype', () => {
      throw new Unreadable('file.entities')
    })
    parser.on('error', () => {
      throw new Unreadable(this.#ended ? 'file.truncated' : 'file.damaged')
    })
  }

  /** Characters read by now: behind the tag that is told of, or a character behind the name that begins one. */
  get position(): number {
    return this.#parser.position
  }

  write(chunk: string): void {
    this.#quiet += chunk.length
    this.#parser.write(chunk)
    // The parser keeps what is not whole yet, however long it grows.
    if (this.#quiet > LONGEST) throw new Unreadable('file.bomb')
  }

  /** Nothing may be left open when the text ends. */
  end(): void {
    this.#ended = true
    this.#parser.close()
  }
}

const local = (name: string) => {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** Reads a whole part. */
export async function readXml(chunks: AsyncIterable<string>, tags: Tags): Promise<void> {
  const reader = new XmlReader(tags)
  for await (const chunk of chunks) reader.write(chunk)
  reader.end()
}
