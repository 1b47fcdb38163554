/** Every SQL statement on what an operator has chosen for the next certificate. */
import type { SealedPerson } from '../lib/insured.ts'
import type { Wanted } from './rules.ts'

/** Whose choice it is. */
export interface Chooser {
  unitId: string
  operatorId: string
}

export const findDraft = async (
  db: D1Database,
  { unitId, operatorId }: Chooser,
): Promise<Wanted | undefined> => {
  const row = await db
    .prepare(
      'SELECT insurances, from_month, to_month FROM certificate_draft WHERE unit_id = ? AND operator_id = ?',
    )
    .bind(unitId, operatorId)
    .first<{ insurances: string; from_month: string; to_month: string }>()
  if (!row) return undefined
  return { insurances: JSON.parse(row.insurances) as string[], from: row.from_month, to: row.to_month }
}

export const saveDraft = (db: D1Database, { unitId, operatorId }: Chooser, wanted: Wanted, now: number) =>
  db
    .prepare(
      `INSERT INTO certificate_draft (unit_id, operator_id, insurances, from_month, to_month, changed_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6)
       ON CONFLICT (unit_id, operator_id) DO UPDATE SET insurances = ?3, from_month = ?4, to_month = ?5, changed_at = ?6`,
    )
    .bind(unitId, operatorId, JSON.stringify(wanted.insurances), wanted.from, wanted.to, now)

export const cleanDrafts = (db: D1Database, changedBefore: number) =>
  db
    .prepare(
      `DELETE FROM certificate_draft WHERE (unit_id, operator_id) IN
         (SELECT unit_id, operator_id FROM certificate_draft WHERE changed_at < ? LIMIT 1000)`,
    )
    .bind(changedBefore)

/** Of these ids those for whom the unit has paid anything. */
export const choose = (db: D1Database, { unitId, operatorId }: Chooser, ids: readonly string[]) =>
  db
    .prepare(
      `INSERT OR IGNORE INTO certificate_choice (unit_id, operator_id, insured_id)
       SELECT ?1, ?2, value FROM json_each(?3)
       WHERE EXISTS (SELECT 1 FROM contribution INDEXED BY contribution_by_insured WHERE unit_id = ?1 AND insured_id = value)`,
    )
    .bind(unitId, operatorId, JSON.stringify(ids))

// The index by persons is named wherever one person is asked about: the database would go through the unit's own order, which
// is by month, and be two hundred times as long about it.
// A person after another, each by one step into the index: a unit has many contributions for each.
const PERSONS = `WITH RECURSIVE n (id) AS (
    SELECT min(insured_id) FROM contribution INDEXED BY contribution_by_insured
      WHERE unit_id = ?1 AND insured_id > ?2
    UNION ALL SELECT (SELECT min(insured_id) FROM contribution INDEXED BY contribution_by_insured
      WHERE unit_id = ?1 AND insured_id > n.id) FROM n WHERE n.id IS NOT NULL)`

/** All for whom the unit has paid anything, after an id (empty for the first). */
export const chooseAll = (db: D1Database, { unitId, operatorId }: Chooser) =>
  db
    .prepare(
      `INSERT OR IGNORE INTO certificate_choice (unit_id, operator_id, insured_id)
       ${PERSONS} SELECT ?1, ?3, id FROM n WHERE id IS NOT NULL`,
    )
    .bind(unitId, '', operatorId)

export const unchoose = (db: D1Database, { unitId, operatorId }: Chooser, ids: readonly string[]) =>
  db
    .prepare(
      `DELETE FROM certificate_choice
       WHERE unit_id = ? AND operator_id = ? AND insured_id IN (SELECT value FROM json_each(?))`,
    )
    .bind(unitId, operatorId, JSON.stringify(ids))

export const unchooseAll = (db: D1Database, { unitId, operatorId }: Chooser) =>
  db.prepare('DELETE FROM certificate_choice WHERE unit_id = ? AND operator_id = ?').bind(unitId, operatorId)

/** Those who are not chosen yet, after an id (empty for the first). */
export async function listAvailable(db: D1Database, who: Chooser, after: string, limit: number) {
  const { results } = await db
    .prepare(
      `${PERSONS} SELECT n.id, i.name_sealed, i.document_sealed FROM n JOIN insured i ON i.id = n.id
       WHERE NOT EXISTS (SELECT 1 FROM certificate_choice c
         WHERE c.unit_id = ?1 AND c.operator_id = ?3 AND c.insured_id = n.id) LIMIT ?4`,
    )
    .bind(who.unitId, after, who.operatorId, limit)
    .all<SealedPerson>()
  return results
}

/** Those of them with this document number, under whichever key of the ring. */
export async function findAvailable(db: D1Database, who: Chooser, indexes: readonly string[]) {
  const { results } = await db
    .prepare(
      `SELECT i.id, i.name_sealed, i.document_sealed FROM insured i
       WHERE i.document_index IN (SELECT value FROM json_each(?3))
         AND EXISTS (SELECT 1 FROM contribution INDEXED BY contribution_by_insured
           WHERE unit_id = ?1 AND insured_id = i.id)
         AND NOT EXISTS (SELECT 1 FROM certificate_choice c
           WHERE c.unit_id = ?1 AND c.operator_id = ?2 AND c.insured_id = i.id)`,
    )
    .bind(who.unitId, who.operatorId, JSON.stringify(indexes))
    .all<SealedPerson>()
  return results
}

export async function listChosen(db: D1Database, who: Chooser, after: string, limit: number) {
  const { results } = await db
    .prepare(
      `SELECT i.id, i.name_sealed, i.document_sealed FROM certificate_choice c JOIN insured i ON i.id = c.insured_id
       WHERE c.unit_id = ? AND c.operator_id = ? AND c.insured_id > ? ORDER BY c.insured_id LIMIT ?`,
    )
    .bind(who.unitId, who.operatorId, after, limit)
    .all<SealedPerson>()
  return results
}

export const countChosen = async (db: D1Database, { unitId, operatorId }: Chooser) =>
  (await db
    .prepare('SELECT count(*) AS chosen FROM certificate_choice WHERE unit_id = ? AND operator_id = ?')
    .bind(unitId, operatorId)
    .first<number>('chosen')) ?? 0

export interface PaidRow extends SealedPerson {
  /** JSON: the months that every insurance was paid for, in no order. */
  months: string
}

/**
 * Some of those chosen with their months: a month counts once it is settled, `until` the last settlement month that is over.
 * What is owed in the period that is open nobody has paid yet, and it may be taken back; what was taken back stands in the
 * same settlement month.
 */
export async function paidMonths(
  db: D1Database,
  who: Chooser,
  wanted: Wanted,
  until: string,
  after: string,
  limit: number,
) {
  const { results } = await db
    .prepare(
      `SELECT i.id, i.name_sealed, i.document_sealed, (
         SELECT json_group_array(month) FROM (
           SELECT month FROM (
             SELECT month, insurance FROM contribution INDEXED BY contribution_by_insured
             WHERE unit_id = ?1 AND insured_id = c.insured_id AND month BETWEEN ?5 AND ?6
               AND settlement_month <= ?8
               AND insurance IN (SELECT value FROM json_each(?7))
             GROUP BY month, insurance HAVING sum(base_fen) > 0)
           GROUP BY month HAVING count(*) = json_array_length(?7))) AS months
       FROM certificate_choice c JOIN insured i ON i.id = c.insured_id
       WHERE c.unit_id = ?1 AND c.operator_id = ?2 AND c.insured_id > ?3 ORDER BY c.insured_id LIMIT ?4`,
    )
    .bind(
      ...[who.unitId, who.operatorId, after, limit, wanted.from, wanted.to],
      ...[JSON.stringify(wanted.insurances), until],
    )
    .all<PaidRow>()
  return results
}
