/** Every SQL statement on an operator's password once it exists: what it was before, and a new one in its place. */

/** An operator and the hash that was read of them; null while no password is set. */
export interface OperatorKey {
  unitId: string
  id: string
  password: string | null
}

/** So many earlier ones are kept, and refused. */
const KEPT = 5

/** The hashes that an operator's password had before, the newest first. */
export async function formerHashes(db: D1Database, { unitId, id }: OperatorKey): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT password FROM operator_password WHERE unit_id = ? AND operator_id = ? ORDER BY set_at DESC LIMIT ${KEPT}`,
    )
    .bind(unitId, id)
    .all<{ password: string }>()
  return results.map(({ password }) => password)
}

/** Keeps the hash that is about to go. Follow it with `replaceHash`. */
export const keepHash = (db: D1Database, { unitId, id, password }: OperatorKey, now: number) =>
  db
    .prepare('INSERT INTO operator_password (unit_id, operator_id, set_at, password) VALUES (?, ?, ?, ?)')
    .bind(unitId, id, now, password)

/** Sets the new hash, only while the old one is still the one that was read. Follow it with `mustChange`. */
export const replaceHash = (db: D1Database, { unitId, id, password }: OperatorKey, to: string) =>
  db
    .prepare('UPDATE operator SET password = ?4 WHERE unit_id = ?1 AND id = ?2 AND password IS ?3')
    .bind(unitId, id, password, to)

/** Forgets what is older than the kept ones. */
export const dropOldHashes = (db: D1Database, { unitId, id }: OperatorKey) =>
  db
    .prepare(
      `DELETE FROM operator_password WHERE unit_id = ?1 AND operator_id = ?2 AND set_at NOT IN
         (SELECT set_at FROM operator_password WHERE unit_id = ?1 AND operator_id = ?2 ORDER BY set_at DESC LIMIT ${KEPT})`,
    )
    .bind(unitId, id)
