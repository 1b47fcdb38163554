/** What the panel asks of its worker, and what it hears: a page of rows at a time, never the whole table. */
import type { CheckContext } from '../../../schema/rosters/check.ts'
import type { TemplateCode } from '../../../schema/rosters/names.ts'
import type { FileFault } from '../../../schema/rosters/reading/faults.ts'
import type { Mapping, Remembered } from '../../../schema/rosters/reading/headers.ts'
import type { RowKind } from '../../../schema/rosters/reading/people.ts'
import type { RepairCode } from '../../../schema/rosters/repairs.ts'

/** - `left`: sums, remarks and repeated headers, which are nobody */
export const VIEWS = ['wrong', 'hidden', 'repaired', 'told', 'good', 'left'] as const
export type View = (typeof VIEWS)[number]

export const PAGE_ROWS = 25

export interface Wishes {
  template?: TemplateCode
  sheet?: number
  mapping?: Mapping
  remembered?: Partial<Record<TemplateCode, Remembered>>
}

export interface Overview {
  /** Another for every time that the file was read, of whatever sheet and columns. */
  reading: number
  sheets: readonly { name: string; hidden: boolean }[]
  sheet: number
  template: TemplateCode
  headerRow: number
  headers: readonly (string | undefined)[]
  mapping: Mapping
  /** Headers of the columns that every row needs and the table lacks. */
  missing: readonly string[]
  /** Of columns that the table has twice. */
  doubled: readonly string[]
  people: number
  counts: Readonly<Record<View, number>>
  /** Repairs that stand, and those that were taken back. */
  repairs: number
  undone: number
}

export interface ShownRepair {
  column: string
  header: string
  before: string
  after: string
  code: RepairCode
  undone: boolean
}

export interface ShownRow {
  row: number
  kind: RowKind
  hidden: boolean
  /** Hidden, and wanted nevertheless. */
  taken: boolean
  name: string
  says: readonly { header: string; text: string }[]
  repairs: readonly ShownRepair[]
  notices: readonly string[]
}

export interface RowsPage {
  rows: readonly ShownRow[]
  total: number
}

export interface CleanFile {
  file: Blob
  /** SHA-256, by which the hall's job is known again. */
  digest: string
  people: number
}

/** Reasons by rows of the clean file that has this digest, once the hall is done with it. */
export interface Ended {
  digest: string
  reasons: readonly { row: number; text: string }[]
}

export type Ask =
  | { kind: 'open'; file: Blob; wishes: Wishes; context: CheckContext }
  | { kind: 'wish'; wishes: Wishes }
  | { kind: 'rows'; view: View; from: number }
  | { kind: 'undo'; row: number; column: string; undone: boolean }
  | { kind: 'undo_all'; undone: boolean }
  | { kind: 'take_hidden'; row: number | 'all'; taken: boolean }
  | { kind: 'clean' }
  | { kind: 'beside'; ended?: Ended | undefined }

export interface Answers {
  open: Overview
  wish: Overview
  rows: RowsPage
  undo: Overview
  undo_all: Overview
  take_hidden: Overview
  clean: CleanFile
  beside: Blob
}

export type Asked = { id: number; ask: Ask }
/** `fault`: the file cannot be read; `broken`: something of ours is at fault. */
export type Answered = { id: number } & ({ answer: unknown } | { fault: FileFault } | { broken: string })
