/**
 * Key rotation: moves sealed rows from older keys of the ring to the current one, a chunk at a time.
 * A ring's old key may go once no row names it; the audit's rows never move, so keep it as long as they count.
 */
import type { Bindings } from './env.ts'
import { type Sealer, sealer } from './sealed.ts'

/** How one table is sealed. All names are ours, never input. */
export interface SealedTable {
  table: string
  key: readonly string[]
  /** Sealed column → the place that it is bound to. */
  sealed: Readonly<Record<string, string>>
  /**
   * Index column → what it is made from; `row` holds the opened values under the sealed columns' names.
   * What is not there (NULL) has no index.
   */
  indexes: Readonly<Record<string, (row: Row, sealer: Sealer) => Promise<string> | null>>
}

type Row = Record<string, string | null>

/** Rows moved at a time: with the statement that finds them, a tenth of what one invocation may ask of D1. */
export const CHUNK = 100

/** How many rows still lie under an older key, `most` at the most. */
export async function countOlder(env: Bindings, { table }: SealedTable, most: number): Promise<number> {
  const { keyId } = await sealer(env.SEALING_KEYS)
  const { results } = await env.DB.prepare(`SELECT 1 FROM ${table} WHERE key_id <> ? LIMIT ?`)
    .bind(keyId, most)
    .all()
  return results.length
}

/** Moves up to a hundred rows; answers how many. A row that changed meanwhile waits for the next run. */
export async function reseal(env: Bindings, { table, key, sealed, indexes }: SealedTable): Promise<number> {
  const ring = await sealer(env.SEALING_KEYS)
  const { results } = await env.DB.prepare(`SELECT * FROM ${table} WHERE key_id <> ? LIMIT ${CHUNK}`)
    .bind(ring.keyId)
    .all<Row>()
  const places = Object.entries(sealed)
  const columns = [...Object.keys(sealed), ...Object.keys(indexes), 'key_id']
  const sql = `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')}
    WHERE ${key.map((column) => `${column} = ?`).join(' AND ')} AND key_id = ?`

  const tried = await Promise.allSettled(
    results.map(async (row) => {
      const opened: Row = { ...row }
      for (const [column, place] of places) opened[column] = await there(row[column], place, ring.open)
      const again = places.map(([column, place]) => there(opened[column], place, ring.seal))
      const found = Object.values(indexes).map((make) => make(opened, ring))
      const values = await Promise.all([...again, ...found])
      return env.DB.prepare(sql).bind(...values, ring.keyId, ...key.map((column) => row[column]), row.key_id)
    }),
  )
  const updates = tried.flatMap((row) => (row.status === 'fulfilled' ? [row.value] : []))
  if (updates.length > 0) await env.DB.batch(updates)
  // A row that cannot be read keeps no other from moving, but somebody must hear of it.
  for (const row of tried) if (row.status === 'rejected') throw row.reason
  return updates.length
}

const there = (value: string | null | undefined, place: string, change: Sealer['seal']) =>
  value == null ? null : change(value, place)
