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
  /** Index column → what it is made from; `row` holds the opened values under the sealed columns' names. */
  indexes: Readonly<Record<string, (row: Record<string, string>, sealer: Sealer) => Promise<string>>>
}

/** Rows moved at a time: with the statement that finds them, a tenth of what one invocation may ask of D1. */
export const CHUNK = 100

/** Moves up to a hundred rows; answers how many. A row that changed meanwhile waits for the next run. */
export async function reseal(env: Bindings, { table, key, sealed, indexes }: SealedTable): Promise<number> {
  const ring = await sealer(env.SEALING_KEYS)
  const { results } = await env.DB.prepare(`SELECT * FROM ${table} WHERE key_id <> ? LIMIT ${CHUNK}`)
    .bind(ring.keyId)
    .all<Record<string, string>>()
  const columns = [...Object.keys(sealed), ...Object.keys(indexes), 'key_id']
  const sql = `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')}
    WHERE ${key.map((column) => `${column} = ?`).join(' AND ')} AND key_id = ?`

  const tried = await Promise.allSettled(
    results.map(async (row) => {
      const opened = { ...row }
      for (const [column, place] of Object.entries(sealed))
        opened[column] = await ring.open(row[column] ?? '', place)
      const again = Object.entries(sealed).map(([column, place]) => ring.seal(opened[column] ?? '', place))
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
