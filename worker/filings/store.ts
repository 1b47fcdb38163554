/**
 * Every SQL statement that writes a filing. Each takes a whole chunk as one JSON list of lists, in the order of its columns,
 * so that a thousand rows cost as many statements as one.
 */
import type { SealedTable } from '../lib/reseal.ts'

const list = (rows: readonly unknown[]) => JSON.stringify(rows)
/** The columns of a list, in their order. */
const FIVE = 'value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4'
const SEVEN = 'value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6'
const NINE = `${SEVEN}, value ->> 7, value ->> 8`
const TEN = `${NINE}, value ->> 9`
const THIRTEEN = `${TEN}, value ->> 10, value ->> 11, value ->> 12`

/**
 * Aborts the batch where the unit has filed about one of these persons meanwhile, or is in another region by now, whose
 * calendar and limits it would be judged by: what was judged is no longer so.
 * `rows`: insured id and the newest filing that was seen.
 */
export const mustBeAsJudged = (
  db: D1Database,
  { unitId, region }: { unitId: string; region: string },
  rows: readonly [string, string][],
) =>
  db
    .prepare(
      `INSERT INTO guard (held) SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM unit WHERE id = ?1 AND region = ?3)
         OR EXISTS (SELECT 1 FROM json_each(?2) j
           WHERE coalesce((SELECT max(f.id) FROM filing f WHERE f.unit_id = ?1 AND f.insured_id = j.value ->> 0), '')
             <> j.value ->> 1)`,
    )
    .bind(unitId, list(rows), region)

export type NewInsured = [
  ...[id: string, documentType: string, documentIndex: string, documentSealed: string, nameSealed: string],
  ...[keyId: string, now: number, allIndexes: string[]],
]

/** Persons new to the insurance; one whom somebody else wrote first is not written again. */
export const insertInsured = (db: D1Database, rows: readonly NewInsured[]) =>
  db
    .prepare(
      `INSERT INTO insured (id, document_type, document_index, document_sealed, name_sealed, key_id, created_at)
       SELECT ${SEVEN} FROM json_each(?1) r
       WHERE NOT EXISTS (SELECT 1 FROM insured i WHERE i.document_index IN (SELECT k.value FROM json_each(r.value, '$[7]') k))`,
    )
    .bind(list(rows))

export type NewFiling = [
  ...[id: string, kind: string, insuredId: string, period: string, filedBy: string, filedAt: number],
  ...[rosterId: string | null, rosterRow: number | null, caseId: string | null, undoes: string | null],
]

export const insertFilings = (db: D1Database, unitId: string, rows: readonly NewFiling[]) =>
  db
    .prepare(
      `INSERT INTO filing (unit_id, id, kind, insured_id, period, filed_by, filed_at, roster_id, roster_row, case_id, undoes)
       SELECT ?1, ${TEN} FROM json_each(?2)`,
    )
    .bind(unitId, list(rows))

export type NewData = [
  ...[insuredId: string, id: string, filingId: string, dataSealed: string, hasHousehold: 0 | 1],
  ...[keyId: string, now: number],
]

export const insertData = (db: D1Database, unitId: string, rows: readonly NewData[]) =>
  db
    .prepare(
      `INSERT INTO insured_data (unit_id, insured_id, id, filing_id, data_sealed, has_household, key_id, created_at)
       SELECT ?1, ${SEVEN} FROM json_each(?2)`,
    )
    .bind(unitId, list(rows))

export type NewEnrolment = [
  ...[filingId: string, insuredId: string, reason: string, contract: string, contractFrom: string],
  ...[contractUntil: string | null, job: string, identity: string | null, declaredFen: number | null],
  ...[baseFen: number | null, fromMonth: string | null, mobileSealed: string, keyId: string],
]

export const insertEnrolments = (db: D1Database, unitId: string, rows: readonly NewEnrolment[]) =>
  db
    .prepare(
      `INSERT INTO enrolment (unit_id, filing_id, insured_id, reason, contract, contract_from, contract_until, job,
         identity, declared_fen, base_fen, from_month, mobile_sealed, key_id)
       SELECT ?1, ${THIRTEEN} FROM json_each(?2)`,
    )
    .bind(unitId, list(rows))

export type NewTermination = [
  ...[filingId: string, insuredId: string, enrolmentId: string, reason: string, stopsOn: string],
]

export const insertTerminations = (db: D1Database, unitId: string, rows: readonly NewTermination[]) =>
  db
    .prepare(
      `INSERT INTO termination (unit_id, filing_id, insured_id, enrolment_id, reason, stops_on)
       SELECT ?1, ${FIVE} FROM json_each(?2)`,
    )
    .bind(unitId, list(rows))

export type NewBaseChange = [
  ...[filingId: string, insuredId: string, enrolmentId: string, oldFen: number, baseFen: number],
  ...[fromMonth: string, wantedFen: number],
]

export const insertBaseChanges = (db: D1Database, unitId: string, rows: readonly NewBaseChange[]) =>
  db
    .prepare(
      `INSERT INTO base_change (unit_id, filing_id, insured_id, enrolment_id, old_fen, base_fen, from_month, wanted_fen)
       SELECT ?1, ${SEVEN} FROM json_each(?2)`,
    )
    .bind(unitId, list(rows))

export type NewContribution = [
  ...[settlementMonth: string, insuredId: string, insurance: string, month: string, filingId: string],
  ...[kind: string, baseFen: number, unitFen: number, personFen: number],
]

export const insertContributions = (
  db: D1Database,
  unitId: string,
  rows: readonly NewContribution[],
  now: number,
) =>
  db
    .prepare(
      `INSERT INTO contribution (unit_id, created_at, settlement_month, insured_id, insurance, month, filing_id, kind,
         base_fen, unit_fen, person_fen)
       SELECT ?1, ?3, ${NINE} FROM json_each(?2)`,
    )
    .bind(unitId, list(rows), now)

/** The months that these pay count from now on; one that counts already elsewhere aborts the batch. */
export const countMonths = (db: D1Database, unitId: string, rows: readonly NewContribution[]) =>
  db
    .prepare(
      `INSERT INTO paid_month (holder, insurance, month, unit_key, insured_id, unit_id, settlement_month, filing_id)
       SELECT i.holder, value ->> 2, value ->> 3, CASE value ->> 2 WHEN '410' THEN ?1 ELSE '' END, i.id, ?1, value ->> 0,
         value ->> 4
       FROM json_each(?2) CROSS JOIN insured i ON i.id = value ->> 1 WHERE value ->> 5 IN ('regular', 'back')`,
    )
    .bind(unitId, list(rows))

/** Who was enrolled is insured; a pension place that somebody else has aborts the batch. */
export const cover = (db: D1Database, unitId: string, enrolmentIds: readonly string[]) =>
  db
    .prepare(
      `INSERT INTO coverage (unit_id, insured_id, holder, insurance, enrolment_id, since_month, base_fen)
       SELECT e.unit_id, e.insured_id, h.holder, i.value, e.filing_id, e.from_month,
         coalesce((SELECT b.base_fen FROM base_change b WHERE b.unit_id = e.unit_id AND b.enrolment_id = e.filing_id
           AND NOT EXISTS (SELECT 1 FROM filing r WHERE r.unit_id = b.unit_id AND r.undoes = b.filing_id)
           ORDER BY b.filing_id DESC LIMIT 1), e.base_fen)
       FROM json_each(?2) j
       CROSS JOIN enrolment e ON e.unit_id = ?1 AND e.filing_id = j.value
       CROSS JOIN insured h ON h.id = e.insured_id
       CROSS JOIN json_each('["110", "210", "410"]') i`,
    )
    .bind(unitId, list(enrolmentIds))

export const uncover = (db: D1Database, unitId: string, insuredIds: readonly string[]) =>
  db
    .prepare('DELETE FROM coverage WHERE unit_id = ?1 AND insured_id IN (SELECT value FROM json_each(?2))')
    .bind(unitId, list(insuredIds))

/** `rows`: insured id and base. */
export const setBases = (db: D1Database, unitId: string, rows: readonly [string, number][]) =>
  db
    .prepare(
      `UPDATE coverage SET base_fen = (SELECT j.value ->> 1 FROM json_each(?2) j WHERE j.value ->> 0 = coverage.insured_id)
       WHERE unit_id = ?1 AND insured_id IN (SELECT value ->> 0 FROM json_each(?2))`,
    )
    .bind(unitId, list(rows))

/** How the ledger's persons and their data are sealed, for key rotation. */
export const sealedInsured: SealedTable = {
  table: 'insured',
  key: ['id'],
  sealed: { document_sealed: 'insured.document', name_sealed: 'insured.name' },
  indexes: {
    document_index: (row, { index }) =>
      index(`${row.document_type}|${row.document_sealed}`, 'insured.document'),
  },
}

export const sealedInsuredData: SealedTable = {
  table: 'insured_data',
  key: ['insured_id', 'id'],
  sealed: { data_sealed: 'insured_data.data' },
  indexes: {},
}

export const sealedEnrolments: SealedTable = {
  table: 'enrolment',
  key: ['unit_id', 'filing_id'],
  sealed: { mobile_sealed: 'enrolment.mobile' },
  indexes: {},
}
