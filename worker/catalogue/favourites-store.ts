/** Every SQL statement on the items that an operator wants at hand. */

/** Whose they are. */
export interface Holder {
  unitId: string
  operatorId: string
}

export const addFavourite = (db: D1Database, { unitId, operatorId }: Holder, item: string, now: number) =>
  db
    .prepare(
      `INSERT INTO favourite_item (unit_id, operator_id, item, created_at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    )
    .bind(unitId, operatorId, item, now)

export const dropFavourite = (db: D1Database, { unitId, operatorId }: Holder, item: string) =>
  db
    .prepare('DELETE FROM favourite_item WHERE unit_id = ? AND operator_id = ? AND item = ?')
    .bind(unitId, operatorId, item)

/** Their codes, the latest first. There are no more of them than items. */
export async function listFavourites(db: D1Database, { unitId, operatorId }: Holder): Promise<string[]> {
  const { results } = await db
    .prepare(
      'SELECT item FROM favourite_item WHERE unit_id = ? AND operator_id = ? ORDER BY created_at DESC, item',
    )
    .bind(unitId, operatorId)
    .all<{ item: string }>()
  return results.map(({ item }) => item)
}
