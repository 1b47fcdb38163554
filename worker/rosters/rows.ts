/** The rows of a roster as they were read: a piece of R2 for each chunk, sealed. */
import { type Cell, type CellKind, type Cells, textCell } from '../../schema/rosters/cell.ts'
import type { TemplateCode } from '../../schema/rosters/names.ts'
import type { Rows } from '../../schema/rosters/rows.ts'
import { text, utf8 } from '../lib/bytes.ts'
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import { readPiece } from '../lib/sealed-pieces.ts'
import type { ChunkRow } from './chunk-store.ts'
import { contentOf, rowsPlace } from './places.ts'
import type { RosterRow } from './store.ts'
import type { RowProblem } from './words.ts'

/** Text is most of what there is; anything else says what it is. */
type StoredCell = string | null | [CellKind, string]

export const storeCells = (cells: Cells): StoredCell[] =>
  // Not `map`: what was never there is no place of a list, and must be one.
  Array.from(cells, (cell) => (cell ? (cell.kind === 'text' ? cell.text : [cell.kind, cell.text]) : null))

export const cellsOf = ({ raw }: StoredRow): Cells =>
  raw.map((cell): Cell | undefined => {
    if (cell === null) return undefined
    return typeof cell === 'string' ? textCell(cell) : { kind: cell[0], text: cell[1] }
  })

/** How the file is made up: what its headers say, and which of its columns is which of the template's. */
export interface Head {
  headers: (string | null)[]
  mapping: Record<string, number>
}

export async function openHead(env: Bindings, { head_sealed }: RosterRow): Promise<Head> {
  const { open } = await sealer(env.SEALING_KEYS)
  if (head_sealed === null) throw new Error('what has rows has a head')
  return JSON.parse(await open(head_sealed, HEAD)) as Head
}
export const HEAD = 'roster.head'

/** A row as it stood in the spreadsheet, and what was read out of it. */
export interface StoredRow {
  row: number
  raw: StoredCell[]
  /** Of the template's shape (schema/rosters/rows.ts), where nothing is wrong with the row itself. */
  value?: Rows[TemplateCode]
  problems?: RowProblem[]
}

/** What stands in a row under one of the template's columns. */
export function textIn({ raw }: StoredRow, { mapping }: Head, key: string): string {
  const cell = raw[mapping[key] ?? -1]
  return (typeof cell === 'string' ? cell : cell?.[1]) ?? ''
}

export const writeRows = (rows: readonly StoredRow[]) => utf8(JSON.stringify(rows))

/** Throws when they are gone or do not open, which is a fault: nothing takes them away before what came of them. */
export async function readRows(
  env: Bindings,
  roster: RosterRow,
  key: CryptoKey,
  { piece, piece_at, piece_bytes, skip, rows }: ChunkRow,
): Promise<StoredRow[]> {
  const place = rowsPlace(contentOf(roster), roster.tries)
  const plain = await readPiece(env, place, key, { piece, at: piece_at, bytes: piece_bytes })
  if (!plain) throw new Error('the rows of a roster are gone')
  return (JSON.parse(text(plain)) as StoredRow[]).slice(skip, skip + rows)
}
