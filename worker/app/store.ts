/** The SQL of what persons do in the app for a unit of theirs. */

export interface OwnOperator {
  unit_id: string
  operator_id: string
  password: string | null
  unit_name: string
}

/** The person as an operator of the unit of this number; null if there is no such unit, or it is not theirs. */
export const findOwnOperator = (db: D1Database, personId: string, unitNumber: string) =>
  db
    .prepare(
      `SELECT o.unit_id, o.id AS operator_id, o.password, u.name AS unit_name FROM unit u
       JOIN acts_for a ON a.person_id = ?1 AND a.unit_id = u.id
       JOIN operator o ON o.unit_id = a.unit_id AND o.id = a.operator_id
       WHERE u.unit_number = ?2`,
    )
    .bind(personId, unitNumber)
    .first<OwnOperator>()
