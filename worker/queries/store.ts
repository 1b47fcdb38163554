/** Every SQL statement that reads the ledger month by month: changes, and what is owed. Sums are totals-store.ts. */
import type { ChangeKind, OwedKind } from '../../schema/queries.ts'
import type { SealedPerson } from '../lib/insured.ts'
import type { After } from './rules.ts'

export interface ChangeRow extends SealedPerson {
  filing_id: string
  kind: ChangeKind
  filed_at: number
  /** Of an enrolment. */
  from_month: string | null
  base_fen: number | null
  /** Of a termination. */
  stops_on: string | null
  /** Of an adjustment, and what it was before. */
  old_fen: number | null
  new_fen: number | null
  /** What a rollback undid. */
  undid: ChangeKind | null
  undone: 0 | 1
}

/** What was filed for a month, the newest first; `before` is the last id of the page before. */
export async function listChanges(
  db: D1Database,
  unitId: string,
  month: string,
  before: string,
  limit: number,
) {
  const { results } = await db
    .prepare(
      `SELECT f.insured_id AS id, f.id AS filing_id, f.kind, f.filed_at, i.name_sealed, i.document_sealed, e.from_month,
         e.base_fen, t.stops_on, b.old_fen, b.base_fen AS new_fen, u.kind AS undid,
         EXISTS (SELECT 1 FROM filing r WHERE r.unit_id = f.unit_id AND r.undoes = f.id) AS undone
       FROM filing f JOIN insured i ON i.id = f.insured_id
       LEFT JOIN enrolment e ON e.unit_id = f.unit_id AND e.filing_id = f.id
       LEFT JOIN termination t ON t.unit_id = f.unit_id AND t.filing_id = f.id
       LEFT JOIN base_change b ON b.unit_id = f.unit_id AND b.filing_id = f.id
       LEFT JOIN filing u ON u.unit_id = f.unit_id AND u.id = f.undoes
       WHERE f.unit_id = ? AND f.period = ? AND f.id < ? AND f.kind <> 'basic_data' ORDER BY f.id DESC LIMIT ?`,
    )
    .bind(unitId, month, before, limit)
    .all<ChangeRow>()
  return results
}

export interface OwedRow extends SealedPerson {
  insurance: string
  month: string
  filing_id: string
  kind: OwedKind
  base_fen: number
  unit_fen: number
  person_fen: number
}

const OWED = `SELECT c.insured_id AS id, i.name_sealed, i.document_sealed, c.insurance, c.month, c.filing_id, c.kind,
    c.base_fen, c.unit_fen, c.person_fen
  FROM contribution c JOIN insured i ON i.id = c.insured_id`
const IN_ORDER = `(c.insured_id, c.insurance, c.month, c.filing_id) > (?3, ?4, ?5, ?6) AND (?7 = '' OR c.insurance = ?7)
  ORDER BY c.insured_id, c.insurance, c.month, c.filing_id LIMIT ?8`

export interface Wanted {
  unitId: string
  /** The settlement month. */
  month: string
  /** Its code; empty for all. */
  insurance: string
}

const bound = ({ unitId, month, insurance }: Wanted, after: After, limit: number) => [
  ...[unitId, month, after.insured, after.insurance, after.month, after.filing, insurance, limit],
]

/** What is owed for a settlement month, by person, insurance and month. */
export async function listOwed(db: D1Database, wanted: Wanted, after: After, limit: number) {
  const { results } = await db
    .prepare(`${OWED} WHERE c.unit_id = ?1 AND c.settlement_month = ?2 AND ${IN_ORDER}`)
    .bind(...bound(wanted, after, limit))
    .all<OwedRow>()
  return results
}

/** The same of these persons alone. */
export async function listOwedOf(
  db: D1Database,
  wanted: Wanted,
  persons: readonly string[],
  after: After,
  limit: number,
) {
  const { results } = await db
    .prepare(
      `${OWED} WHERE c.unit_id = ?1 AND c.settlement_month = ?2
         AND c.insured_id IN (SELECT value FROM json_each(?9)) AND ${IN_ORDER}`,
    )
    .bind(...bound(wanted, after, limit), JSON.stringify(persons))
    .all<OwedRow>()
  return results
}

/** Whether more than so many rows are owed for a settlement month, by these persons or by all. */
export const isOwedMore = async (
  db: D1Database,
  { unitId, month, insurance }: Wanted,
  persons: readonly string[] | undefined,
  most: number,
) =>
  (await db
    .prepare(
      `SELECT 1 FROM contribution c WHERE c.unit_id = ?1 AND c.settlement_month = ?2
         AND (?3 = '' OR c.insurance = ?3)
         AND (?4 IS NULL OR c.insured_id IN (SELECT value FROM json_each(?4))) LIMIT 1 OFFSET ?5`,
    )
    .bind(unitId, month, insurance, persons ? JSON.stringify(persons) : null, most)
    .first()) !== null

/** Whether more than so many changes were filed for a month. */
export const isFiledMore = async (db: D1Database, unitId: string, month: string, most: number) =>
  (await db
    .prepare(
      `SELECT 1 FROM filing f WHERE f.unit_id = ? AND f.period = ? AND f.kind <> 'basic_data' LIMIT 1 OFFSET ?`,
    )
    .bind(unitId, month, most)
    .first()) !== null

/** The newest settlement month that has anything; null before there is one. */
export const lastSettled = (db: D1Database, unitId: string) =>
  db
    .prepare('SELECT max(settlement_month) AS month FROM contribution WHERE unit_id = ?')
    .bind(unitId)
    .first<string>('month')

/** Persons with this document number, under whichever key of the ring. */
export async function personsNumbered(db: D1Database, indexes: readonly string[]) {
  const { results } = await db
    .prepare('SELECT id FROM insured WHERE document_index IN (SELECT value FROM json_each(?))')
    .bind(JSON.stringify(indexes))
    .all<{ id: string }>()
  return results.map(({ id }) => id)
}

/** Persons of whom anything is owed in a month, after an id: each by one step into the index. */
export async function personsSettled(
  db: D1Database,
  unitId: string,
  month: string,
  after: string,
  limit: number,
) {
  const { results } = await db
    .prepare(
      `WITH RECURSIVE n (id) AS (
         SELECT min(insured_id) FROM contribution WHERE unit_id = ?1 AND settlement_month = ?2 AND insured_id > ?3
         UNION ALL SELECT (SELECT min(insured_id) FROM contribution
           WHERE unit_id = ?1 AND settlement_month = ?2 AND insured_id > n.id) FROM n WHERE n.id IS NOT NULL)
       SELECT n.id, i.name_sealed, i.document_sealed FROM n JOIN insured i ON i.id = n.id LIMIT ?4`,
    )
    .bind(unitId, month, after, limit)
    .all<SealedPerson>()
  return results
}
