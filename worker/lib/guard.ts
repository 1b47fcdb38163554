/**
 * Batches that happen whole or not at all. D1 has no interactive transactions: what must hold is said
 * in the batch itself, by a UNIQUE or CHECK of the schema or by `mustChange` after a conditional write.
 */
import { fail, ok, type Result } from './result.ts'

/** Aborts the batch when the statement before it changed no row. */
export const mustChange = (db: D1Database) => db.prepare('INSERT INTO guard (held) SELECT changes()')

/**
 * Runs a batch. `refused` means that a guard or a constraint stopped it and nothing was written: somebody
 * else was first, or the row is no longer what it was. Any other failure throws.
 */
export async function attempt<Row = Record<string, unknown>>(
  db: D1Database,
  statements: D1PreparedStatement[],
): Promise<Result<D1Result<Row>[], 'refused'>> {
  try {
    return ok(await db.batch<Row>(statements))
  } catch (error) {
    if (error instanceof Error && /SQLITE_CONSTRAINT|\bguard\b/.test(error.message)) return fail('refused')
    throw error
  }
}
