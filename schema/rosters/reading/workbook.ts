/** What a workbook says of its parts: where its sheets, texts and formats are, and that it is one at all. */
import { Unreadable } from './faults.ts'
import type { Sheet } from './raw.ts'
import { type Attributes, readXml } from './xml.ts'
import { type Part, partName, textOf } from './zip.ts'

export type Parts = ReadonlyMap<string, Part>

export interface SheetPart extends Sheet {
  part: Part
}

export interface Workbook {
  /** The comparable name of its own part. */
  main: string
  sheets: SheetPart[]
  strings?: Part | undefined
  styles?: Part | undefined
  /** Days are counted from 1904, as early Macintoshes did. */
  from1904: boolean
}

export interface Relation {
  id: string
  type: string
  /** The comparable name of a part, unless it lies outside of the file. */
  target: string
  outside: boolean
}

/** Refuses what is no workbook, what has macros, and what is written in another way inside. */
export async function workbookOf(parts: Parts): Promise<Workbook> {
  const names = [...parts.keys()]
  if (names.some((name) => /vbaproject\.bin$|(^|\/)macrosheets\//.test(name)))
    throw new Unreadable('file.macros')
  const root = await relationsOf(parts, '')
  const main = root.find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml'
  const book = parts.get(main)
  if (!book)
    throw new Unreadable(
      names.includes('mimetype') || names.some((name) => /\.iwa$/.test(name))
        ? 'file.other_format'
        : 'file.not_spreadsheet',
    )
  if (main.endsWith('.bin')) throw new Unreadable('file.other_format')
  const own = await relationsOf(parts, main)
  // Sheets of macros may lie under any name.
  if (own.some(({ type }) => /\/(?:vbaProject|xl(?:Intl)?Macrosheet)$/i.test(type)))
    throw new Unreadable('file.macros')
  const one = (kind: string) => parts.get(own.find(({ type }) => type.endsWith(`/${kind}`))?.target ?? '')
  const { listed, from1904, isWorkbook } = await listedSheets(book)
  if (!isWorkbook) throw new Unreadable('file.not_spreadsheet')
  const sheets = listed.flatMap(({ id, ...sheet }) => {
    const relation = own.find((it) => it.id === id)
    const part = relation?.type.endsWith('/worksheet') ? parts.get(relation.target) : undefined
    return part ? [{ ...sheet, part }] : []
  })
  if (sheets.length === 0) throw new Unreadable('file.no_sheet')
  return { main, sheets, from1904, strings: one('sharedStrings'), styles: one('styles') }
}

/** Where a part says what it points to; the package as a whole has no name. */
export const relationsName = (key: string): string => {
  const slash = key.lastIndexOf('/') + 1
  return `${key.slice(0, slash)}_rels/${key.slice(slash)}.rels`
}

export async function relationsOf(parts: Parts, key: string): Promise<Relation[]> {
  const found: Relation[] = []
  const part = parts.get(relationsName(key))
  if (!part) return found
  const folder = key.slice(0, key.lastIndexOf('/') + 1)
  await readXml(textOf(part), {
    open(name, attributes) {
      if (name === 'Relationship') found.push(relationIn(attributes, folder))
    },
    close() {},
  })
  return found
}

function relationIn(attributes: Attributes, folder: string): Relation {
  const { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode = '' } = attributes
  return { id, type, target: resolved(target, folder), outside: mode.toLowerCase() === 'external' }
}

/** The comparable name of what a relation points to: from the root, or from the folder of who points. */
function resolved(target: string, folder: string): string {
  const steps: string[] = []
  const path = /^[\\/]/.test(target) ? target : folder + target
  for (const step of partName(path).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}

type Listed = Sheet & { id: string }

async function listedSheets(part: Part) {
  const listed: Listed[] = []
  let from1904 = false
  let isWorkbook = false
  await readXml(textOf(part), {
    open(name, attributes) {
      if (name === 'workbook') isWorkbook = true
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const hidden = /hidden/i.test(attributes.state ?? '')
      // Its prefix is the writer's choice, and the sheet's own id has another name.
      const [, id = ''] = Object.entries(attributes).find(([key]) => key.endsWith(':id')) ?? []
      listed.push({ name: attributes.name ?? '', hidden, id })
    },
    close() {},
  })
  return { listed, from1904, isWorkbook }
}
