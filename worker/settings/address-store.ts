/** Every SQL statement on delivery addresses. Ten of an operator and one default are held by the database. */
import type { SealedTable } from '../lib/reseal.ts'

export interface Owner {
  unitId: string
  operatorId: string
}

export interface AddressRow {
  id: string
  content_sealed: string
  is_default: number
}

/** The default first, then the oldest. */
export async function listAddresses(db: D1Database, { unitId, operatorId }: Owner) {
  const { results } = await db
    .prepare(
      `SELECT id, content_sealed, is_default FROM delivery_address
       WHERE unit_id = ? AND operator_id = ? ORDER BY is_default DESC, created_at, id`,
    )
    .bind(unitId, operatorId)
    .all<AddressRow>()
  return results
}

/** Before one becomes the default. */
export const clearDefault = (db: D1Database, { unitId, operatorId }: Owner) =>
  db
    .prepare(
      'UPDATE delivery_address SET is_default = 0 WHERE unit_id = ? AND operator_id = ? AND is_default = 1',
    )
    .bind(unitId, operatorId)

/** Adds one; where there is no default, it is the default. The database refuses an eleventh. */
export const insertAddress = (
  db: D1Database,
  { unitId, operatorId }: Owner,
  a: { id: string; contentSealed: string; keyId: string; now: number },
) =>
  db
    .prepare(
      `INSERT INTO delivery_address (unit_id, operator_id, id, content_sealed, is_default, key_id, created_at)
       SELECT ?1, ?2, ?3, ?4,
         NOT EXISTS (SELECT 1 FROM delivery_address WHERE unit_id = ?1 AND operator_id = ?2 AND is_default = 1), ?5, ?6`,
    )
    .bind(unitId, operatorId, a.id, a.contentSealed, a.keyId, a.now)

/** Changes one of the operator's own; follow it with `mustChange`. */
export const changeAddress = (
  db: D1Database,
  { unitId, operatorId }: Owner,
  a: { id: string; contentSealed: string; keyId: string },
) =>
  db
    .prepare(
      'UPDATE delivery_address SET content_sealed = ?4, key_id = ?5 WHERE unit_id = ?1 AND operator_id = ?2 AND id = ?3',
    )
    .bind(unitId, operatorId, a.id, a.contentSealed, a.keyId)

/** Follow it with `mustChange`. */
export const makeDefault = (db: D1Database, { unitId, operatorId }: Owner, id: string) =>
  db
    .prepare('UPDATE delivery_address SET is_default = 1 WHERE unit_id = ? AND operator_id = ? AND id = ?')
    .bind(unitId, operatorId, id)

/** Follow it with `mustChange`. */
export const dropAddress = (db: D1Database, { unitId, operatorId }: Owner, id: string) =>
  db
    .prepare('DELETE FROM delivery_address WHERE unit_id = ? AND operator_id = ? AND id = ?')
    .bind(unitId, operatorId, id)

/** Where the default is gone, the oldest that is left takes its place. */
export const inheritDefault = (db: D1Database, { unitId, operatorId }: Owner) =>
  db
    .prepare(
      `UPDATE delivery_address SET is_default = 1 WHERE unit_id = ?1 AND operator_id = ?2
         AND id = (SELECT id FROM delivery_address WHERE unit_id = ?1 AND operator_id = ?2 ORDER BY created_at, id LIMIT 1)
         AND NOT EXISTS (SELECT 1 FROM delivery_address WHERE unit_id = ?1 AND operator_id = ?2 AND is_default = 1)`,
    )
    .bind(unitId, operatorId)

/** How addresses are sealed, for key rotation. */
export const sealedAddresses: SealedTable = {
  table: 'delivery_address',
  key: ['unit_id', 'operator_id', 'id'],
  sealed: { content_sealed: 'delivery_address.content' },
  indexes: {},
}
