/** Cases for tests: filled in, submitted, taken and decided as people do it, without a browser. */
import { deflateRawSync } from 'node:zlib'
import { findItem, type Item } from '../../schema/catalogue.ts'
import { must, type Outside } from './builders.ts'
import type { Visitor } from './client.ts'
import { letters, submitFile } from './counter.ts'

const VALUES: Record<string, string> = {
  ...{
    text: '张三丰',
    textarea: '情况属实。\n请予办理。',
    number: '12',
    money: '1,200.50',
    date: '2026-10-08',
  },
}

/** Values that are right for every field of an item; its result is fetched at the counter. */
export function valuesFor(item: Item): Record<string, string> {
  const fields = (item.fields ?? []).map(({ key, type, options }) => [
    ...[key, type === 'select' ? (options?.[0]?.value ?? '') : (VALUES[type] ?? '')],
  ])
  return { ...Object.fromEntries(fields), ...(item.delivers && { delivery: 'counter' }) }
}

/** A file for every kind of paper that an item asks for. */
export function papersFor(item: Item): Record<string, File> {
  const required = (item.materials ?? []).filter((material) => material.required)
  return Object.fromEntries(required.map(({ key, label }) => [`file_${key}`, aFile(`${label}.pdf`)]))
}

export const aFile = (name: string, content: Uint8Array = letters.pdf()) =>
  new File([content as Uint8Array<ArrayBuffer>], name, { type: 'application/octet-stream' })

export const itemOf = (code: string): Item => {
  const item = findItem(code)
  if (!item) throw new Error(`no item ${code}`)
  return item
}

export const editPath = (id: string) => `/center/cases/${id}/edit`

/** A new draft; answers its id. */
export async function aDraft(visitor: Visitor, code = 'title-return'): Promise<string> {
  const started = await must(303, visitor.submit(`/center/cases/new/${code}`, {}))
  return /\/cases\/(\w+)\/edit$/.exec(started.headers.get('location') ?? '')?.[1] ?? ''
}

export const submitForm = (visitor: Visitor, id: string, fields: Record<string, string | Blob>) =>
  submitFile(visitor, editPath(id), fields)

/** A case that was submitted, with some values of its own; answers its id. */
export async function aCase(
  visitor: Visitor,
  code = 'title-return',
  own: Record<string, string> = {},
): Promise<string> {
  const item = itemOf(code)
  const id = await aDraft(visitor, code)
  const values = { ...valuesFor(item), ...own }
  await must(303, submitForm(visitor, id, { act: 'submit', ...values, ...papersFor(item) }))
  return id
}

export interface StoredCase {
  unit_id: string
  state: string
  case_number: string | null
  clerk_id: string | null
  rating: number | null
}

export const stored = async (world: Outside, id: string) => {
  const row = await world.hall.db
    ?.prepare('SELECT * FROM unit_case WHERE id = ?')
    .bind(id)
    .first<StoredCase>()
  if (!row) throw new Error('no such case')
  return row
}

/** The case's page at the counter. */
export const queuePath = async (world: Outside, id: string) =>
  `/counter/cases/${(await stored(world, id)).unit_id}/${id}`

/** Of the form on a page, as whoever looks at it posts it back. */
export const versionOn = async (visitor: Visitor, path: string): Promise<string> =>
  /name="version" value="(\d+)"/.exec((await visitor.get(path)).text)?.[1] ?? ''

/** Decides on a case as its page is posted, the counter's or that of the unit's own review. */
export const decideOn = async (by: Visitor, path: string, move: string, words = '') =>
  by.submit(path, { move, words, version: await versionOn(by, path) })

/** A clerk takes a case and goes through these decisions. */
export async function decide(world: Outside, clerk: Visitor, id: string, ...moves: [string, string?][]) {
  const path = await queuePath(world, id)
  if ((await stored(world, id)).clerk_id === null) await must(303, clerk.submit(`${path}/take`, {}))
  for (const [move, words] of moves) await must(303, decideOn(clerk, path, move, words))
}

/** All the way to its end. */
const ENDS = { pass: '符合规定。', fail: '申报的内容与留存的材料不一致，请核对后重新申报。' }
export const finish = (world: Outside, clerk: Visitor, id: string, end: keyof typeof ENDS = 'pass') =>
  decide(world, clerk, id, ['accept'], ['examine'], [end, ENDS[end]])

const u16 = (n: number) => Buffer.from([n & 255, (n >> 8) & 255])
const u32 = (n: number) => Buffer.concat([u16(n & 0xffff), u16(n >>> 16)])

interface ArchiveOptions {
  comment?: string
  flags?: number
  /** Put behind every part. */
  between?: Buffer
  /** What the last part calls itself. */
  ownName?: string
}

/** An archive of parts, as office programs write them. */
export function anArchive(
  names: readonly string[],
  { comment = '', flags = 0, between = Buffer.alloc(0), ownName }: ArchiveOptions = {},
): Buffer {
  const data = deflateRawSync(Buffer.from('<x/>'))
  const head = (name: Buffer) =>
    Buffer.concat([u16(20), u16(flags), u16(8), u32(0), u32(0), u32(data.length), u32(4), u16(name.length)])
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const [index, text] of names.entries()) {
    const name = Buffer.from(text)
    const own = ownName !== undefined && index === names.length - 1 ? Buffer.from(ownName) : name
    const local = Buffer.concat([u32(0x04034b50), head(own), u16(0), own, data, between])
    const rest = [u16(0), u16(0), u16(0), u16(0), u32(0), u32(at), name]
    entries.push(Buffer.concat([u32(0x02014b50), u16(20), head(name), ...rest]))
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.concat([
    ...[u32(0x06054b50), u16(0), u16(0), u16(names.length), u16(names.length)],
    ...[u32(directory.length), u32(at), u16(comment.length), Buffer.from(comment)],
  ])
  return Buffer.concat([...locals, directory, end])
}

export const aWorkbook = () =>
  anArchive(['[Content_Types].xml', 'xl/workbook.xml', 'xl/printerSettings/p1.bin'])
export const aDocument = () => anArchive(['[Content_Types].xml', 'word/document.xml'])

/** Every call of the API about cases, each in its ways to succeed and to be refused. */
export async function walkCases(visitor: Visitor): Promise<void> {
  const [id, sent] = [await aCase(visitor), await aCase(visitor, 'work-injury')]
  for (const path of ['', '?status=open', '?status=x', '/counters', `/${id}`, `/${sent}`, '/x'])
    await visitor.get(`/api/v1/cases${path}`)
}

/** The same by whoever is not signed in. */
export async function walkCasesOutside(stranger: Visitor): Promise<void> {
  for (const path of ['', '/counters', '/x']) await stranger.get(`/api/v1/cases${path}`)
}
