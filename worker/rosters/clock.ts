/** What the clock does for rosters: asks the queue again for what was lost, and removes what is old. */
import type { Bindings } from '../lib/env.ts'
import { askChunksAgain, dropChunks } from './chunk-store.ts'
import { emptied } from './empty.ts'
import { dropContent, listExpired } from './kept-store.ts'
import { keyOf, pathsOf } from './places.ts'
import { KEPT_MS, LOST_MS } from './rules.ts'
import * as store from './store.ts'

/** As many as the queue takes in one go. */
const AT_ONCE = 100
/** Rosters removed in a minute. */
const REMOVED = 20

interface Waiting {
  unit_id: string
  id: string
  first?: number
}

/** A message that was lost, or whose work was killed, is sent again: the work itself is done once, however often. */
export async function askForLost(env: Bindings, now: number): Promise<void> {
  const [rosters, chunks] = await env.DB.batch<Waiting>([
    store.askAgain(env.DB, now, now - LOST_MS, AT_ONCE),
    askChunksAgain(env.DB, now, now - LOST_MS, AT_ONCE),
  ])
  const reads = (rosters?.results ?? []).map(({ unit_id: unitId, id }) => ({
    body: { kind: 'read_roster', unitId, id },
  }))
  const works = (chunks?.results ?? []).map(({ unit_id: unitId, id, first }) => ({
    body: { kind: 'file_chunk', unitId, id, first },
  }))
  if (reads.length > 0) await env.JOBS.sendBatch(reads)
  if (works.length > 0) await env.JOBS.sendBatch(works)
}

/** File, rows and results of what ended long ago; that it was handed in stays. */
export async function dropOldRosters(env: Bindings, now: number): Promise<void> {
  const old = await listExpired(env.DB, now - KEPT_MS, REMOVED)
  if (old.length === 0) return
  await env.FILES.delete(old.flatMap(pathsOf))
  const empty = await emptied(env)
  await env.DB.batch(
    old.flatMap((row) => [dropChunks(env.DB, keyOf(row)), dropContent(env.DB, keyOf(row), empty)]),
  )
}
