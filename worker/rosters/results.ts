/** What came of the rows of a roster, read back chunk by chunk. */
import { REASONS_A_PAGE, type RowReason } from '../../schema/roster-job.ts'
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import { openPiecesKey } from '../lib/sealed-pieces.ts'
import { type ChunkRow, listFailed, listFinished } from './chunk-store.ts'
import { KEY_PLACE, keyOf } from './places.ts'
import { readRows, type StoredRow } from './rows.ts'
import type { RosterRow } from './store.ts'
import { isLost, type RowResult, reasonOf, toldOf } from './words.ts'

export const RESULTS = 'roster_chunk.results'

const resultsOf = async (env: Bindings, { results_sealed }: ChunkRow): Promise<RowResult[]> => {
  const { open } = await sealer(env.SEALING_KEYS)
  return results_sealed === null ? [] : (JSON.parse(await open(results_sealed, RESULTS)) as RowResult[])
}

/** Chunks that one answer looks into; reasons are seldom, or else one chunk has many. */
const CHUNKS_AT_ONCE = 20

/** Refused rows behind a row, in the file's order; `next` is where to go on, null where there is nothing more yet. */
export async function reasonsAfter(env: Bindings, roster: RosterRow, after: number) {
  const chunks = await listFailed(env.DB, keyOf(roster), after, CHUNKS_AT_ONCE + 1)
  const found: RowReason[] = []
  let looked = 0
  for (const chunk of chunks.slice(0, CHUNKS_AT_ONCE)) {
    if (found.length >= REASONS_A_PAGE) break
    looked++
    for (const result of await resultsOf(env, chunk)) {
      const reason = reasonOf(roster.template, result)
      if (reason && result.row > after) found.push({ row: result.row, ...reason })
    }
  }
  const reasons = found.slice(0, REASONS_A_PAGE)
  const more = found.length > REASONS_A_PAGE || looked < chunks.length
  return { reasons, next: more ? (reasons.at(-1)?.row ?? null) : null }
}

/** A row with what came of it. */
export interface DoneRow extends StoredRow {
  /** The sentence why it was refused; undefined when it was filed. */
  reason?: string | undefined
  /** Sentences about what was filed. */
  told: readonly string[]
}

/** What a list is of: the refused rows, those that were filed, or all. */
export type Which = 'failed' | 'done' | 'all'

/** Rows behind a row with what came of them, in the file's order, as long as somebody takes them. */
export async function* doneRows(
  env: Bindings,
  roster: RosterRow,
  which: Which,
  after = 0,
): AsyncGenerator<DoneRow> {
  const key = await openPiecesKey(env, roster.file_key_sealed, KEY_PLACE)
  const list = which === 'failed' ? listFailed : listFinished
  for (let from = after; ; ) {
    const chunks = await list(env.DB, keyOf(roster), from, CHUNKS_AT_ONCE)
    for (const chunk of chunks) {
      from = chunk.last_row
      if (which === 'done' && chunk.done === 0) continue
      const results = new Map((await resultsOf(env, chunk)).map((one) => [one.row, one]))
      const lost = [...results.values()].filter(isLost)
      const rows: StoredRow[] =
        lost.length > 0 ? lost.map(({ row }) => ({ row, raw: [] })) : await readRows(env, roster, key, chunk)
      for (const row of rows) {
        const result = results.get(row.row)
        const reason = result && reasonOf(roster.template, result)?.text
        const told = result ? toldOf(result) : []
        if (row.row <= after || (which === 'failed' && reason === undefined)) continue
        if (which === 'done' && reason !== undefined) continue
        yield { ...row, reason, told }
      }
    }
    if (chunks.length < CHUNKS_AT_ONCE) return
  }
}

/** One page of them, and the row that the next begins behind. */
export async function rowsPage(
  env: Bindings,
  roster: RosterRow,
  which: Which,
  { after, size }: { after: number; size: number },
): Promise<{ rows: DoneRow[]; next: number | null }> {
  const rows: DoneRow[] = []
  for await (const row of doneRows(env, roster, which, after)) {
    if (rows.length === size) return { rows, next: rows.at(-1)?.row ?? null }
    rows.push(row)
  }
  return { rows, next: null }
}
