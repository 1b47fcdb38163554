/** Every SQL statement that counts and sums what the ledger says of a unit. */
import type { ChangeKind } from '../../schema/queries.ts'
import type { SealedPerson } from '../lib/insured.ts'

export interface Total {
  persons: number
  unit_fen: number
  person_fen: number
}

const NOTHING: Total = { persons: 0, unit_fen: 0, person_fen: 0 }

/** Of a settlement month, or of one insurance in it (empty for all). Persons first: they lie together in the index. */
export const totalOf = async (db: D1Database, unitId: string, month: string, insurance: string) =>
  (await db
    .prepare(
      `SELECT count(*) AS persons, coalesce(sum(unit_fen), 0) AS unit_fen, coalesce(sum(person_fen), 0) AS person_fen FROM (
         SELECT sum(unit_fen) AS unit_fen, sum(person_fen) AS person_fen FROM contribution
         WHERE unit_id = ?1 AND settlement_month = ?2 AND (?3 = '' OR insurance = ?3) GROUP BY insured_id)`,
    )
    .bind(unitId, month, insurance)
    .first<Total>()) ?? NOTHING

export interface MonthTotal extends Total {
  month: string
}

/** Of each settlement month from one on, the oldest first. */
export async function monthTotals(db: D1Database, unitId: string, from: string) {
  const { results } = await db
    .prepare(
      `SELECT settlement_month AS month, count(*) AS persons, sum(unit_fen) AS unit_fen, sum(person_fen) AS person_fen FROM (
         SELECT settlement_month, sum(unit_fen) AS unit_fen, sum(person_fen) AS person_fen FROM contribution
         WHERE unit_id = ? AND settlement_month >= ? GROUP BY settlement_month, insured_id)
       GROUP BY settlement_month`,
    )
    .bind(unitId, from)
    .all<MonthTotal>()
  return results
}

/** Of one settlement month, by insurance. */
export async function insuranceTotals(db: D1Database, unitId: string, month: string) {
  const { results } = await db
    .prepare(
      `SELECT insurance, count(DISTINCT insured_id) AS persons, sum(unit_fen) AS unit_fen, sum(person_fen) AS person_fen
       FROM contribution WHERE unit_id = ? AND settlement_month = ? GROUP BY insurance`,
    )
    .bind(unitId, month)
    .all<Total & { insurance: string }>()
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
  /** JSON: months for which unemployment benefit was paid although the person was insured here. */
  months: string
}

/** Those insured with the unit who had unemployment benefit at the same time. */
export async function benefitsOf(db: D1Database, unitId: string, limit: number) {
  const { results } = await db
    .prepare(
      `SELECT i.id, i.name_sealed, i.document_sealed, v.since_month, json_group_array(m.month) AS months
       FROM coverage v JOIN benefit_month m ON m.insured_id = v.insured_id AND m.month > v.since_month
       JOIN insured i ON i.id = v.insured_id
       WHERE v.unit_id = ? AND v.insurance = '210' GROUP BY v.insured_id LIMIT ?`,
    )
    .bind(unitId, limit)
    .all<BenefitRow>()
  return results
}
