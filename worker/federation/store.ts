/** Every SQL statement on the units and operators that another system vouches for. */
import type { Role } from '../../schema/session.ts'

export interface UnitRow {
  id: string
  credit_code: string
  unit_number: string
  name: string
  region: string
}

/** The unit of this credit code, first of all, and others of this name. */
export const findUnits = async (db: D1Database, creditCode: string, name: string) =>
  (
    await db
      .prepare(
        `SELECT id, credit_code, unit_number, name, region FROM unit WHERE credit_code = ?1 OR name = ?2
         ORDER BY credit_code = ?1 DESC LIMIT 3`,
      )
      .bind(creditCode, name)
      .all<UnitRow>()
  ).results

export interface OperatorRow {
  id: string
  role: Role
  person_id: string | null
  document_type: string | null
  document_index: string | null
  mobile_index: string | null
  name_sealed: string
  acts_from: number
  acts_until: number
  suspended: number
}

/** The unit's legal representative, and whoever has one of these documents or mobiles and whether they act now. */
export const findOperators = async (
  db: D1Database,
  unitId: string,
  documentIndexes: string[],
  mobileIndexes: string[],
) =>
  (
    await db
      .prepare(
        `SELECT id, role, person_id, document_type, document_index, mobile_index, name_sealed, acts_from,
                acts_until, suspended FROM operator
         WHERE unit_id = ?1 AND (role = 'legal_representative'
           OR document_index IN (SELECT value FROM json_each(?2))
           OR mobile_index IN (SELECT value FROM json_each(?3)))`,
      )
      .bind(unitId, JSON.stringify(documentIndexes), JSON.stringify(mobileIndexes))
      .all<OperatorRow>()
  ).results

/** Tells an operator's row which person it is, once that person has registered. */
export const linkPerson = (db: D1Database, unitId: string, id: string, personId: string) =>
  db
    .prepare(
      `UPDATE operator SET person_id = ?3 WHERE unit_id = ?1 AND id = ?2 AND person_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM acts_for WHERE person_id = ?3 AND unit_id = ?1)`,
    )
    .bind(unitId, id, personId)

/** Aborts the batch when a unit of this name came up meanwhile. */
export const nameMustBeFree = (db: D1Database, name: string) =>
  db.prepare('INSERT INTO guard (held) SELECT NOT EXISTS (SELECT 1 FROM unit WHERE name = ?)').bind(name)

export interface Completion {
  personId: string | null
  documentType: string
  documentIndex: string
  documentSealed: string
  mobileIndex: string | null
  mobileSealed: string | null
}

/** Gives a legal representative whom only a licence named the document; follow it with `mustChange`. */
export const completeOperator = (db: D1Database, unitId: string, id: string, o: Completion) =>
  db
    .prepare(
      `UPDATE operator SET person_id = coalesce(person_id, ?3), document_type = ?4, document_index = ?5,
         document_sealed = ?6, mobile_index = coalesce(mobile_index, ?7),
         mobile_sealed = CASE WHEN mobile_index IS NULL THEN ?8 ELSE mobile_sealed END
       WHERE unit_id = ?1 AND id = ?2 AND document_index IS NULL`,
    )
    .bind(
      ...[unitId, id, o.personId, o.documentType, o.documentIndex, o.documentSealed],
      ...[o.mobileIndex, o.mobileSealed],
    )
