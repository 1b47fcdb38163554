/** Every SQL statement that counts and sums what the ledger says of a unit. */
import type { ChangeKind } from '../../schema/queries.ts'
import type { SealedPerson } from '../lib/insured.ts'

export interface Total {
  persons: number
  unit_fen: number
  person_fen: number
}

export interface MonthTotal extends Total {
  month: string
}

const ROWS = `SELECT settlement_month AS month, persons, unit_fen, person_fen FROM month_total
  WHERE unit_id = ?1 AND settlement_month IN (SELECT value FROM json_each(?2)) AND insurance = ?3`

/** What is kept of some settlement months, of one insurance or of all (empty), the oldest first. */
export async function keptTotals(
  db: D1Database,
  unitId: string,
  months: readonly string[],
  insurance: string,
) {
  const { results } = await db
    .prepare(`${ROWS} ORDER BY settlement_month`)
    .bind(unitId, JSON.stringify(months), insurance)
    .all<MonthTotal>()
  return results
}

/**
 * Sums months that are not kept, in one statement, so that nothing is added between the sum and its keeping; what is added
 * later takes it away again, by a trigger. Persons first: they lie together, and a count of distinct ones would sort them.
 */
export async function sumMonths(
  db: D1Database,
  unitId: string,
  months: readonly string[],
  insurance: string,
) {
  const { results } = await db
    .prepare(
      `INSERT OR REPLACE INTO month_total (unit_id, settlement_month, insurance, persons, unit_fen, person_fen)
       SELECT ?1, settlement_month, ?3, count(*), sum(unit_fen), sum(person_fen) FROM (
         SELECT settlement_month, sum(unit_fen) AS unit_fen, sum(person_fen) AS person_fen FROM contribution
         WHERE unit_id = ?1 AND settlement_month IN (SELECT value FROM json_each(?2)) AND (?3 = '' OR insurance = ?3)
         GROUP BY settlement_month, insured_id)
       GROUP BY settlement_month
       RETURNING settlement_month AS month, persons, unit_fen, person_fen`,
    )
    .bind(unitId, JSON.stringify(months), insurance)
    .all<MonthTotal>()
  return results
}

/** How many were filed of each kind, of a month from one on. */
export async function changeCounts(db: D1Database, unitId: string, from: string, to: string) {
  const { results } = await db
    .prepare(
      `SELECT period AS month, kind, count(*) AS count FROM filing
       WHERE unit_id = ? AND period BETWEEN ? AND ? AND kind <> 'basic_data' GROUP BY period, kind`,
    )
    .bind(unitId, from, to)
    .all<{ month: string; kind: ChangeKind; count: number }>()
  return results
}

/** How many are insured with the unit now, by insurance. */
export async function coverageCounts(db: D1Database, unitId: string) {
  const { results } = await db
    .prepare(
      `SELECT insurance, count(*) AS persons, min(since_month) AS since FROM coverage WHERE unit_id = ? GROUP BY insurance`,
    )
    .bind(unitId)
    .all<{ insurance: string; persons: number; since: string }>()
  return results
}

/** The class of work injury that holds in a month, and what the unit pays by it, in millionths; null where none is set. */
export const injuryRate = (db: D1Database, unitId: string, month: string) =>
  db
    .prepare(
      `SELECT r.class, r.millionths FROM rate r
       WHERE r.insurance = '410' AND r.payer = 'unit' AND r.from_month <= ?2 AND r.class = coalesce(
         (SELECT class FROM injury_class WHERE unit_id = ?1 AND from_month <= ?2 ORDER BY from_month DESC LIMIT 1), 1)
       ORDER BY r.from_month DESC LIMIT 1`,
    )
    .bind(unitId, month)
    .first<{ class: number; millionths: number }>()

export interface BenefitRow extends SealedPerson {
  since_month: string
  /** The last month that was paid here; null of whoever is still insured here. */
  until_month: string | null
  /** JSON: months for which unemployment benefit was paid although the person was insured here. */
  months: string
}

/** Those insured with the unit who had unemployment benefit at the same time. */
export async function benefitsOf(db: D1Database, unitId: string, limit: number) {
  const { results } = await db
    .prepare(
      `SELECT i.id, i.name_sealed, i.document_sealed, v.since_month, NULL AS until_month, json_group_array(m.month) AS months
       FROM coverage v JOIN benefit_month m ON m.insured_id = v.insured_id AND m.month > v.since_month
       JOIN insured i ON i.id = v.insured_id
       WHERE v.unit_id = ? AND v.insurance = '210' GROUP BY v.insured_id LIMIT ?`,
    )
    .bind(unitId, limit)
    .all<BenefitRow>()
  return results
}

/**
 * Those who had it while they were insured here, and have left. What they get after that is theirs alone: it stands in the
 * way of nothing that the unit files.
 */
export async function formerBenefitsOf(db: D1Database, unitId: string, limit: number) {
  const { results } = await db
    .prepare(
      `SELECT i.id, i.name_sealed, i.document_sealed, e.from_month AS since_month, substr(t.stops_on, 1, 7) AS until_month,
         json_group_array(m.month) AS months
       FROM termination t JOIN enrolment e ON e.unit_id = t.unit_id AND e.filing_id = t.enrolment_id
       JOIN benefit_month m ON m.insured_id = t.insured_id AND m.month > e.from_month AND m.month <= substr(t.stops_on, 1, 7)
       JOIN insured i ON i.id = t.insured_id
       WHERE t.unit_id = ?1 AND NOT EXISTS (SELECT 1 FROM filing r WHERE r.unit_id = t.unit_id AND r.undoes = t.filing_id)
       GROUP BY t.filing_id ORDER BY t.filing_id DESC LIMIT ?2`,
    )
    .bind(unitId, limit)
    .all<BenefitRow>()
  return results
}
