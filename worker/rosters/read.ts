/** The queue's part: reads a file that was handed in, and makes chunks of rows that can be filed. */
import { dayInChina } from '../../schema/fields/calendar.ts'
import type { RosterProblem } from '../../schema/roster-refusals.ts'
import type { RowCheck } from '../../schema/rosters/check.ts'
import type { TemplateCode } from '../../schema/rosters/names.ts'
import { FAULT_OF, Unreadable } from '../../schema/rosters/reading/faults.ts'
import { otherTemplate } from '../../schema/rosters/reading/headers.ts'
import { type JudgedRow, judged } from '../../schema/rosters/reading/judge.ts'
import { openRoster } from '../../schema/rosters/reading/roster.ts'
import type { Rows } from '../../schema/rosters/rows.ts'
import type { Bindings } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { sealer } from '../lib/sealed.ts'
import { openPiecesKey, type PiecesWriter, partsOf, piecesWriter } from '../lib/sealed-pieces.ts'
import { type ChunkPlace, insertChunks } from './chunk-store.ts'
import { contentOf, filePlace, KEY_PLACE, keyOf, rowsPlace } from './places.ts'
import { HEAD, type Head, type StoredRow, storeCells, writeRows } from './rows.ts'
import { chunkRows, MOST_READS, READ_LEASE_MS } from './rules.ts'
import { askForChunks } from './send.ts'
import * as store from './store.ts'
import { problemKept } from './words.ts'

/** Rows between two words on how far the reading is. */
const TOLD_ROWS = 5_000

/** Answers at once where somebody else reads it or has read it: a message comes once or more often. */
export async function readRoster(env: Bindings, key: store.RosterKey, now: number): Promise<void> {
  const roster = await store.takeRoster(env.DB, key, now, now + READ_LEASE_MS)
  if (!roster) return
  const failed = (problem: RosterProblem, columns?: readonly string[]) =>
    store.failRoster(env.DB, key, roster.tries, problemKept(problem, columns), now).run()
  // Whatever ended the last readings may have been the file itself.
  if (roster.tries > MOST_READS) {
    await failed('roster.unread')
    return
  }
  const writer = piecesWriter(env, rowsPlace(contentOf(roster), roster.tries), await keyFor(env, roster))
  try {
    const read = await readChunks(env, roster, writer, now)
    await writer.close()
    await begin(env, roster, read, now)
  } catch (error) {
    await writer.abort()
    if (error instanceof Unreadable) await failed(error.fault, error.columns)
    // A trial that was taken out of its case meanwhile has no file any more, and nobody misses it.
    else if ((await store.findRoster(env.DB, key))?.state === 'waiting') throw error
  }
}

const keyFor = (env: Bindings, { file_key_sealed }: store.RosterRow) =>
  openPiecesKey(env, file_key_sealed, KEY_PLACE)

interface Read {
  places: ChunkPlace[]
  head: Head
}

/** All rows, sealed chunk by chunk. Throws `Unreadable` for what is no roster, from its first byte to its last row. */
async function readChunks(
  env: Bindings,
  row: store.RosterRow,
  writer: PiecesWriter,
  now: number,
): Promise<Read> {
  const { bytes: size, template, tries } = row
  const bytes = partsOf(env, filePlace(contentOf(row)), await keyFor(env, row), size)
  const roster = await openRoster({ size, bytes }, { template })
  const other = otherTemplate(roster.headers, template)
  if (other) throw new Unreadable(FAULT_OF[other])
  if (roster.missing.length > 0) throw new Unreadable('file.columns_missing', roster.missing)
  if (roster.doubled.length > 0) throw new Unreadable('file.columns_doubled', roster.doubled)
  const places: ChunkPlace[] = []
  let chunk: StoredRow[] = []
  let count = 0
  const put = async () => {
    const [first, last] = [chunk[0]?.row ?? 0, chunk.at(-1)?.row ?? 0]
    const written = await writer.write(writeRows(chunk))
    places.push({ first, last, rows: chunk.length, ...written, skip: 0 })
    chunk = []
  }
  // No limits of the wage are given: whoever files knows those of each month.
  for await (const one of judged(roster, { today: dayInChina(now) })) {
    if (!one.check) continue
    chunk.push(stored(one, one.check))
    count++
    if (chunk.length === chunkRows(template)) await put()
    if (count % TOLD_ROWS === 0) await store.countRows(env.DB, keyOf(row), tries, count).run()
  }
  if (chunk.length > 0) await put()
  if (count === 0) throw new Unreadable('file.no_rows')
  return {
    places,
    head: { headers: Array.from(roster.headers, (one) => one ?? null), mapping: { ...roster.mapping } },
  }
}

/** A row as it stands there, and what was read out of it, or what is wrong with it. */
function stored({ row, raw }: JudgedRow, { value, problems }: RowCheck<Rows[TemplateCode]>): StoredRow {
  return { row, raw: storeCells(raw), ...(value && problems.length === 0 ? { value } : { problems }) }
}

/** From here on there is something to file: all chunks at once, or none. */
async function begin(
  env: Bindings,
  roster: store.RosterRow,
  { places, head }: Read,
  now: number,
): Promise<void> {
  const [key, rows] = [keyOf(roster), places.reduce((sum, place) => sum + place.rows, 0)]
  const { keyId, seal } = await sealer(env.SEALING_KEYS)
  const headSealed = await seal(JSON.stringify(head), HEAD)
  const done = await attempt(env.DB, [
    store.beginWork(env.DB, key, roster.tries, { rows, headSealed }),
    mustChange(env.DB),
    insertChunks(env.DB, key, places, keyId, now),
  ])
  if (done.ok)
    await askForChunks(
      env,
      key,
      places.map(({ first }) => first),
    )
}
