/** Spreadsheets that a spreadsheet program made, and what there is to be found in them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JudgedRow } from '../../schema/rosters/reading/judge.ts'

const folder = join(import.meta.dirname, 'rosters')

export const rosterFile = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(join(folder, name)))

interface Expected {
  'enrolment-messy.xlsx': {
    sheet: string
    header_row: number
    first_data_row: number
    /** One for each row from the first, blank ones included. */
    rows_in_order: string[]
  }
}
export const expectedRows = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected &
  Record<string, { rows: number; valid: number }>

/** The day on which the files make sense, and the bounds of that year. */
export const FILED_ON = { today: '2026-11-15', limits: { floorFen: 495_200, capFen: 2_476_200 } }

/** How a row is expected to come out, by the first word of what is said of it. */
export function outcomeOf({ kind, hidden, check }: JudgedRow): string {
  if (kind !== 'person') return kind
  if (hidden) return 'hidden'
  const codes = check?.problems.map(({ code }) => code) ?? []
  if (codes.some((code) => code.endsWith('.damaged'))) return 'damaged'
  if (codes.length > 0) return 'invalid'
  return check?.repairs.length ? 'repairable' : 'valid'
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = []
  for await (const item of items) taken.push(item)
  return taken
}
