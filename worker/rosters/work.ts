/** The queue's part: files the rows of one chunk, once, whatever happens meanwhile. */

import type { Heard } from '../filings/acts.ts'
import { clockFrom } from '../lib/clock.ts'
import type { Bindings } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { logFault } from '../lib/log.ts'
import { sealer } from '../lib/sealed.ts'
import { openPiecesKey } from '../lib/sealed-pieces.ts'
import { stillMay } from './acting.ts'
import {
  type ChunkKey,
  type ChunkRow,
  dropChunk,
  finishChunk,
  insertChunks,
  takeChunk,
} from './chunk-store.ts'
import { decide } from './decide.ts'
import { sceneAt } from './period.ts'
import { KEY_PLACE, keyOf } from './places.ts'
import { RESULTS } from './results.ts'
import { readRows, type StoredRow } from './rows.ts'
import { CHUNK_LEASE_MS, MOST_RACES, whatToDo } from './rules.ts'
import { askForChunks } from './send.ts'
import { addDone, findRoster, type RosterRow, selectRoster } from './store.ts'
import { isRefused, LOST, type RowResult } from './words.ts'

/** Answers at once where somebody else has the chunk or has done it: a message comes once or more often. */
export async function fileChunk(env: Bindings, key: ChunkKey, now: number): Promise<void> {
  const [taken, found] = await env.DB.batch([
    takeChunk(env.DB, key, now, now + CHUNK_LEASE_MS),
    selectRoster(env.DB, key),
  ])
  const chunk = taken?.results[0] as ChunkRow | undefined
  const roster = found?.results[0] as RosterRow | undefined
  if (!chunk || roster?.state !== 'working') return
  const todo = whatToDo(chunk.tries, chunk.rows)
  const rows = await rowsOf(env, roster, chunk).catch(async (fault) => {
    // A trial that was taken out of its case a moment ago has no rows any more, and nobody misses them.
    if ((await findRoster(env.DB, key))?.state !== 'working') return []
    // Storage that does not answer is asked again; what is gone is gone.
    if (todo === 'file') throw fault
    logFault('queue:roster', fault)
    return undefined
  })
  if (rows?.length === 0) return
  if (!rows) return giveUp(env, roster, chunk, lostOf(chunk), now)
  if (todo === 'give_up') return giveUp(env, roster, chunk, stuckOf(rows), now)
  if (todo === 'file' && (await fileRows(env, roster, chunk, rows, now))) return
  if (chunk.rows === 1) return giveUp(env, roster, chunk, stuckOf(rows), now)
  await halve(env, roster, chunk, rows, now)
}

const rowsOf = async (env: Bindings, roster: RosterRow, chunk: ChunkRow) =>
  readRows(env, roster, await openPiecesKey(env, roster.file_key_sealed, KEY_PLACE), chunk)

/**
 * Decides and writes; where another filing about one of the persons came first, or the period closed meanwhile, decides anew
 * by what then holds. False when that happened too often.
 */
async function fileRows(
  env: Bindings,
  roster: RosterRow,
  chunk: ChunkRow,
  rows: readonly StoredRow[],
  began: number,
): Promise<boolean> {
  const clock = clockFrom(began)
  const heard: Heard = new Map()
  for (let races = 0; races < MOST_RACES; races++) {
    const now = clock()
    const place = await sceneAt(env, roster.unit_id, now)
    const may = await stillMay(env, roster, now, place.unit.region)
    const decided = await decide(env, roster, rows, may.refused ?? place, now, heard)
    const written = await attempt(env.DB, [
      ...(may.guard ?? []),
      ...(await finished(env, roster, chunk, decided.results, now)),
      ...decided.statements,
    ])
    if (written.ok) return true
  }
  return false
}

/** The chunk is done, by whoever has it and nobody else; with the last one, so is the roster. */
async function finished(
  env: Bindings,
  roster: RosterRow,
  chunk: ChunkRow,
  results: readonly RowResult[],
  now: number,
): Promise<D1PreparedStatement[]> {
  const { keyId, seal } = await sealer(env.SEALING_KEYS)
  const failed = results.filter(isRefused).length
  const counts = { done: chunk.rows - failed, failed }
  const resultsSealed = await seal(JSON.stringify(results), RESULTS)
  return [
    finishChunk(env.DB, chunk, { ...counts, resultsSealed, keyId }),
    mustChange(env.DB),
    addDone(env.DB, keyOf(roster), counts, now),
    mustChange(env.DB),
  ]
}

/** Two halves in its place, so that what cannot be filed is found, and everything beside it is. */
async function halve(
  env: Bindings,
  roster: RosterRow,
  chunk: ChunkRow,
  rows: readonly StoredRow[],
  now: number,
): Promise<void> {
  const middle = Math.ceil(rows.length / 2)
  const { keyId } = await sealer(env.SEALING_KEYS)
  const part = (from: number, until: number) => ({
    ...{ first: rows[from]?.row ?? 0, last: rows[until - 1]?.row ?? 0, rows: until - from },
    ...{ piece: chunk.piece, at: chunk.piece_at, bytes: chunk.piece_bytes, skip: chunk.skip + from },
  })
  const halves = [part(0, middle), part(middle, rows.length)]
  const done = await attempt(env.DB, [
    dropChunk(env.DB, chunk),
    mustChange(env.DB),
    insertChunks(env.DB, keyOf(roster), halves, keyId, now),
  ])
  if (done.ok)
    await askForChunks(
      env,
      keyOf(roster),
      halves.map(({ first }) => first),
    )
}

/** One row that cannot be filed, and cannot even be refused for a reason. */
const stuckOf = (rows: readonly StoredRow[]): RowResult[] =>
  rows.map(({ row }) => ({ row, problems: [{ code: 'row.stuck' }] }))

/** Rows that nobody can read any more. Blank ones between them were never told apart: each number stands for one. */
const lostOf = ({ first_row, rows }: ChunkRow): RowResult[] =>
  Array.from({ length: rows }, (_, at) => ({ row: first_row + at, problems: [LOST] }))

/** They are told of as such, and a fault is logged. */
async function giveUp(
  env: Bindings,
  roster: RosterRow,
  chunk: ChunkRow,
  results: readonly RowResult[],
  now: number,
): Promise<void> {
  const done = await attempt(env.DB, await finished(env, roster, chunk, results, now))
  if (done.ok) logFault('queue:roster', new Error('rows of a roster could not be filed'))
}
