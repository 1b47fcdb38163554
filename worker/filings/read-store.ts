/**
 * Every SQL statement that reads what a filing is judged by. Each takes a whole chunk of persons as a JSON list: `ids` of their
 * records, or `holders`, of whom all records are asked.
 */
import type { InsuranceCode } from '../../schema/fields/insurance.ts'

export interface InsuredRow {
  id: string
  /** Whoever has this record: the id of the first one of the same number. */
  holder: string
  document_type: string
  document_index: string
  document_sealed: string
  name_sealed: string
  created_at: number
}

/** Persons by document, under any key of the ring, copies of one number included. */
export const findInsured = (db: D1Database, indexes: readonly string[]) =>
  db
    .prepare(
      `SELECT id, holder, document_type, document_index, document_sealed, name_sealed, created_at FROM insured
       WHERE document_index IN (SELECT value FROM json_each(?)) ORDER BY document_index, copy`,
    )
    .bind(JSON.stringify(indexes))

/** What a unit's filings stand on, in one statement: `what` says which table a row is of. D1 takes five terms side by side. */
export interface GroundRow {
  what: 'calendar' | 'limit' | 'rate' | 'class' | 'begun' | 'settled' | 'unsettled'
  region: string
  month: string
  code: string
  n1: number
  n2: number
}

/** `regions`: the unit's own and those around it. Of `begun`, a row for each region: the last month that is being settled. */
export const readGround = (db: D1Database, unitId: string, regions: readonly string[]) =>
  db
    .prepare(
      `SELECT 'calendar' AS what, region, from_month AS month, '' AS code, opens_day AS n1, closes_day AS n2
         FROM filing_calendar WHERE region IN (SELECT value FROM json_each(?2))
       UNION ALL SELECT 'limit', region, from_month, '', floor_fen, cap_fen
         FROM base_limit WHERE region IN (SELECT value FROM json_each(?2))
       UNION ALL SELECT 'rate', payer, from_month, insurance, class, millionths FROM rate
       UNION ALL SELECT 'class', '', from_month, '', class, 0 FROM injury_class WHERE unit_id = ?1
       UNION ALL SELECT what, region, month, '', 0, 0 FROM (
         SELECT CASE WHEN done_at IS NULL THEN 'unsettled' ELSE 'settled' END AS what, '' AS region, month
           FROM settlement WHERE unit_id = ?1
         UNION ALL SELECT 'begun', region, max(month) FROM settlement_begun
           WHERE region IN (SELECT value FROM json_each(?2)) GROUP BY region)`,
    )
    .bind(unitId, JSON.stringify(regions))

export interface CoverageRow {
  holder: string
  insured_id: string
  /** 1 for the unit's own, 0 for another's. */
  mine: number
  flexible: number
  insurance: InsuranceCode
  enrolment_id: string
  since_month: string
  base_fen: number
  contract_from: string | null
  /** Of the contract that runs now, by the last renewal. */
  renewed_from: string | null
  /** The period in which it was enrolled. */
  enrolled_in: string | null
}

/** Who is insured where, now. Of another unit nothing but that it is one leaves here. */
export const coverageOf = (db: D1Database, unitId: string, holders: string) =>
  db
    .prepare(
      `SELECT c.holder, c.insured_id, c.unit_id = ?1 AS mine, c.unit_id = '' AS flexible, c.insurance, c.enrolment_id,
         c.since_month, c.base_fen, e.contract_from, f.period AS enrolled_in,
         (SELECT max(r.contract_from) FROM enrolment r
            WHERE r.unit_id = e.unit_id AND r.insured_id = e.insured_id AND r.filing_id >= e.filing_id
              AND NOT EXISTS (SELECT 1 FROM filing u WHERE u.unit_id = r.unit_id AND u.undoes = r.filing_id)) AS renewed_from
       FROM coverage c
       LEFT JOIN enrolment e ON c.unit_id = ?1 AND e.unit_id = c.unit_id AND e.filing_id = c.enrolment_id
       LEFT JOIN filing f ON f.unit_id = e.unit_id AND f.id = e.filing_id
       WHERE c.holder IN (SELECT value FROM json_each(?2))`,
    )
    .bind(unitId, holders)

export interface PaidRow {
  holder: string
  insurance: InsuranceCode
  month: string
}

/** Months that count already, from one on: whoever paid them, and for work injury this unit. */
export const paidOf = (db: D1Database, unitId: string, holders: string, from: string) =>
  db
    .prepare(
      `SELECT holder, insurance, month FROM paid_month
       WHERE holder IN (SELECT value FROM json_each(?2)) AND insurance IN ('110', '210', '410') AND month >= ?3
         AND unit_key IN ('', ?1)`,
    )
    .bind(unitId, holders, from)

export interface SideRow {
  holder: string
  what: 'benefit' | 'begin' | 'end'
  month: string
}

/** Months of unemployment benefit, and when flexible employment began and ended, in order. */
export const besideOf = (db: D1Database, holders: string) =>
  db
    .prepare(
      `SELECT i.holder, 'benefit' AS what, b.month, '' AS id FROM insured i JOIN benefit_month b ON b.insured_id = i.id
         WHERE i.holder IN (SELECT value FROM json_each(?1))
       UNION ALL SELECT i.holder, f.kind, f.month, f.id FROM insured i JOIN flexible_enrolment f ON f.insured_id = i.id
         WHERE i.holder IN (SELECT value FROM json_each(?1)) ORDER BY holder, id`,
    )
    .bind(holders)

/** Basic data that hold, the newest last: a rollback takes them away again. */
export const dataOf = (db: D1Database, ids: string) =>
  db
    .prepare(
      `SELECT d.insured_id, d.has_household FROM insured_data d
       WHERE d.insured_id IN (SELECT value FROM json_each(?1))
         AND NOT EXISTS (SELECT 1 FROM filing r WHERE r.unit_id = d.unit_id AND r.undoes = d.filing_id)
       ORDER BY d.insured_id, d.id`,
    )
    .bind(ids)

/** Which of these documents belong to somebody who has said their own 户籍性质 in the personal account. */
export const householdsOf = (db: D1Database, personIndexes: readonly string[]) =>
  db
    .prepare(
      `SELECT p.document_index FROM person p JOIN person_detail d ON d.person_id = p.id
       WHERE p.document_index IN (SELECT value FROM json_each(?))`,
    )
    .bind(JSON.stringify(personIndexes))

/** The unit's newest filing about each. */
export const latestOf = (db: D1Database, unitId: string, ids: string) =>
  db
    .prepare(
      `SELECT j.value AS insured_id,
         coalesce((SELECT max(f.id) FROM filing f WHERE f.unit_id = ?1 AND f.insured_id = j.value), '') AS latest
       FROM json_each(?2) j`,
    )
    .bind(unitId, ids)

export interface ChargedRow {
  insured_id: string
  insurance: InsuranceCode
  month: string
  base_fen: number
  unit_fen: number
  person_fen: number
}

/** What a unit pays for each month by now, everything added up. */
export const chargedOf = (db: D1Database, unitId: string, ids: string) =>
  db
    .prepare(
      `SELECT insured_id, insurance, month, sum(base_fen) AS base_fen, sum(unit_fen) AS unit_fen,
         sum(person_fen) AS person_fen
       FROM contribution WHERE unit_id = ?1 AND insured_id IN (SELECT value FROM json_each(?2))
       GROUP BY insured_id, insurance, month`,
    )
    .bind(unitId, ids)

/** Basic data that hold now and that this unit collected in this period. */
export const collectedOf = (db: D1Database, unitId: string, period: string, ids: string) =>
  db
    .prepare(
      `SELECT d.insured_id, d.data_sealed FROM insured_data d
       JOIN filing f ON f.unit_id = d.unit_id AND f.id = d.filing_id
       WHERE d.insured_id IN (SELECT value FROM json_each(?3)) AND d.unit_id = ?1 AND f.period = ?2
         AND d.id = (SELECT max(n.id) FROM insured_data n WHERE n.insured_id = d.insured_id
           AND NOT EXISTS (SELECT 1 FROM filing r WHERE r.unit_id = n.unit_id AND r.undoes = n.filing_id))`,
    )
    .bind(unitId, period, ids)
