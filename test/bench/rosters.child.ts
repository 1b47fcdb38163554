/** One act in a process of its own: `make <file> <rows>`, `idle`, or a reader and its file. Prints what it took. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { identityCheckCharacter } from '../../schema/fields/identity-number.ts'
import { columnsOf } from '../../schema/rosters/columns.ts'
import { openBook } from '../../schema/rosters/reading/open.ts'
import { sourceOf } from '../../schema/rosters/reading/source.ts'
import { PEERS } from './places.ts'

const [act = '', file = '', count = '0'] = process.argv.slice(2)

const peers = createRequire(`${PEERS}/package.json`)
// biome-ignore lint/suspicious/noExplicitAny: the peers are no dependencies, so nobody has their types.
const peer = (name: string): Promise<any> => import(pathToFileURL(peers.resolve(name)).href)

function person(at: number): (string | number | Date)[] {
  const born = `${1960 + (at % 45)}${String(1 + (at % 12)).padStart(2, '0')}${String(1 + (at % 28)).padStart(2, '0')}`
  const first17 = `${320_000 + (Math.floor(at / 1_000) % 999)}${born}${String(at % 1_000).padStart(3, '0')}`
  const number = first17 + identityCheckCharacter(first17)
  const day = new Date(Date.UTC(2026, 9, 1 + (at % 28)))
  const name = `徐${String.fromCodePoint(0x4e00 + (at % 5_000), 0x5000 + (at % 37))}`
  return [
    ...[at + 1, name, '居民身份证', number, `138${10_000_000 + at}`, '新签', '固定期限', day],
    ...[new Date(Date.UTC(2029, 8, 30)), '07', '企业职工', 5_000 + (at % 10_000)],
  ]
}

async function make(rows: number): Promise<void> {
  const { default: xlsx } = await peer('xlsx')
  const table = [
    columnsOf('enrolment').map(({ header }) => header),
    ...Array.from({ length: rows }, (_, at) => person(at)),
  ]
  const book = xlsx.utils.book_new()
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(table, { dateNF: 'yyyy/m/d' }), '用工参保登记')
  writeFileSync(
    file,
    xlsx.write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true }),
  )
}

async function counted(rows: AsyncIterable<unknown>): Promise<number> {
  let seen = 0
  for await (const _ of rows) seen++
  return seen
}

const READERS: Record<string, (bytes: Uint8Array<ArrayBuffer>) => Promise<number>> = {
  ours: async (bytes) => counted((await openBook(sourceOf(bytes))).rows(0)),
  sheetjs: async (bytes) => {
    const { default: xlsx } = await peer('xlsx')
    const { Sheets, SheetNames } = xlsx.read(bytes, { type: 'array' })
    return xlsx.utils.sheet_to_json(Sheets[SheetNames[0]], { header: 1 }).length
  },
  'read-excel-file': async (bytes) => {
    const { readSheet } = await peer('read-excel-file/universal')
    return (await readSheet(new Blob([bytes]))).length
  },
  hucre: async (bytes) => {
    const { streamXlsxRows } = await peer('hucre/xlsx')
    return counted(streamXlsxRows(bytes))
  },
}

const read = READERS[act]
let rows = 0
let took = 0
if (act === 'make') await make(Number(count))
else if (read) {
  const bytes = new Uint8Array(readFileSync(file))
  const began = performance.now()
  rows = await read(bytes)
  took = performance.now() - began
}
const status = '/proc/self/status'
/** Of this program alone, where the system tells: `maxRSS` begins with what the process held that started this one. */
const kilobytes = existsSync(status)
  ? Number(/VmHWM:\s*(\d+)/.exec(readFileSync(status, 'utf8'))?.[1])
  : process.resourceUsage().maxRSS
console.info(JSON.stringify({ ms: took, megabytes: kilobytes / 1024, rows }))
