/** Every SQL statement on flexible employment: begun before the hall or elsewhere, ended by the person. */

/** The flexible insurance that a person has now, by any of the records of their number. */
export const findFlexible = (db: D1Database, insuredIndexes: readonly string[]) =>
  db
    .prepare(
      `SELECT c.insured_id, c.enrolment_id, c.since_month, c.base_fen FROM insured i
       JOIN coverage c ON c.unit_id = '' AND c.insured_id = i.id
       WHERE i.document_index IN (SELECT value FROM json_each(?)) ORDER BY c.since_month LIMIT 1`,
    )
    .bind(JSON.stringify(insuredIndexes))
    .first<{ insured_id: string; enrolment_id: string; since_month: string; base_fen: number }>()

/** Follow it with `mustChange`: whoever ended it first did. */
export const dropFlexible = (db: D1Database, insuredId: string) =>
  db.prepare(`DELETE FROM coverage WHERE unit_id = '' AND insured_id = ?`).bind(insuredId)

/** `lastMonth`: the last one that is paid. */
export const insertFlexibleEnd = (
  db: D1Database,
  f: { insuredId: string; id: string; lastMonth: string; now: number },
) =>
  db
    .prepare(
      `INSERT INTO flexible_enrolment (insured_id, id, kind, month, created_at) VALUES (?, ?, 'end', ?, ?)`,
    )
    .bind(f.insuredId, f.id, f.lastMonth, f.now)
