/** How many rows every table of a database has. */

/** As many as a statement of D1 may name columns, or fewer. */
const AT_ONCE = 50

export type RowCounts = Record<string, number>

/** Looks up what tables there are; what it answers counts their rows, in one call. */
export async function rowCounter(db: D1Database): Promise<(db: D1Database) => Promise<RowCounts>> {
  const { results } = await db
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'`,
    )
    .all<{ name: string }>()
  const selects = results.map(({ name }) => `(SELECT count(*) FROM ${name}) AS ${name}`)
  const parts = Array.from({ length: Math.ceil(selects.length / AT_ONCE) }, (_, part) =>
    selects.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  )
  return async (now) => {
    const counted = await now.batch<RowCounts>(parts.map((some) => now.prepare(`SELECT ${some.join()}`)))
    return Object.assign({}, ...counted.map(({ results: [row] }) => row))
  }
}

/** The tables that have more rows now than they had, or than they may have more, and how many. */
export const grownBy = (before: RowCounts, after: RowCounts, may: RowCounts = {}): RowCounts =>
  Object.fromEntries(
    Object.entries(after)
      .map(([table, rows]): [string, number] => [table, rows - (before[table] ?? 0) - (may[table] ?? 0)])
      .filter(([, more]) => more > 0),
  )

/** As many more as there may be of each by all of these together. */
export function together(all: RowCounts[]): RowCounts {
  const sum: RowCounts = {}
  for (const [table, rows] of all.flatMap(Object.entries)) sum[table] = (sum[table] ?? 0) + rows
  return sum
}
