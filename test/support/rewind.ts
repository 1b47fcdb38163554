/** Puts a database back to what it held when it was new, much faster than a new one starts. */
import { onOneLine } from './build.ts'

interface Made {
  type: string
  name: string
  sql: string
}

type Row = Record<string, string | number | null>

const literal = (value: string | number | null) =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)

/** As many as a statement of D1 may name columns, or fewer. */
const AT_ONCE = 50

/** The tables with rows. */
async function filled(db: D1Database, tables: string[]): Promise<string[]> {
  const found: string[] = []
  for (let from = 0; from < tables.length; from += AT_ONCE) {
    const some = tables.slice(from, from + AT_ONCE)
    const exists = some.map((table) => `EXISTS (SELECT 1 FROM ${table}) AS ${table}`).join()
    const row = await db.prepare(`SELECT ${exists}`).first<Record<string, number>>()
    found.push(...some.filter((table) => row?.[table] === 1))
  }
  return found
}

/** Looks at a new database; what it answers takes it back to this moment, however often, in one call. */
export async function rewinder(db: D1Database): Promise<() => Promise<void>> {
  const all = async <T>(sql: string) => (await db.prepare(sql).all<T>()).results
  const made = await all<Made>(
    `SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'trigger')
     AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE '~_cf~_%' ESCAPE '~'`,
  )
  const tables = made.filter(({ type }) => type === 'table').map(({ name }) => name)
  const triggers = made.filter(({ type }) => type === 'trigger')
  const inserts: string[] = []
  for (const table of await filled(db, tables))
    for (const row of await all<Row>(`SELECT * FROM ${table}`)) {
      const values = Object.values(row).map(literal).join()
      inserts.push(`INSERT INTO ${table} (${Object.keys(row).join()}) VALUES (${values})`)
    }
  const statements = [
    'PRAGMA defer_foreign_keys = ON',
    // Some rows are kept from everybody by triggers.
    ...triggers.map(({ name }) => `DROP TRIGGER IF EXISTS ${name}`),
    ...tables.map((table) => `DELETE FROM ${table}`),
    ...inserts,
    // Numbers that are never given twice begin at one again.
    ...(made.some(({ sql }) => sql.includes('AUTOINCREMENT')) ? ['DELETE FROM sqlite_sequence'] : []),
    ...triggers.map(({ sql }) => onOneLine(sql)),
  ]
  return async () => {
    await db.exec(statements.join('\n'))
  }
}

/** Takes every file out of a bucket. */
export async function empty(bucket: R2Bucket): Promise<void> {
  for (;;) {
    const { objects, truncated } = await bucket.list()
    await bucket.delete(objects.map(({ key }) => key))
    if (!truncated) return
  }
}
