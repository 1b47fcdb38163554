/** Every SQL statement on openings at the counter. */
import type { LetterType, OpenedRole } from '../../schema/counter.ts'
import type { Role } from '../../schema/session.ts'
import type { SealedTable } from '../lib/reseal.ts'

interface OperatorRow {
  id: string
  name: string
  operator_id: string | null
  role: Role | null
  same_person: number
  same_mobile: number
}

/** A unit and its operators, compared with whom an account is to be opened for. */
export async function findUnit(db: D1Database, creditCode: string, documents: string[], mobiles: string[]) {
  const { results } = await db
    .prepare(
      `SELECT u.id, u.name, o.id AS operator_id, o.role, coalesce(o.document_index IN (SELECT value FROM json_each(?2)), 0) AS same_person,
              coalesce(o.mobile_index IN (SELECT value FROM json_each(?3)), 0) AS same_mobile
       FROM unit u LEFT JOIN operator o ON o.unit_id = u.id WHERE u.credit_code = ?1`,
    )
    .bind(creditCode, JSON.stringify(documents), JSON.stringify(mobiles))
    .all<OperatorRow>()
  const [first] = results
  if (!first) return undefined
  const operators = results.flatMap(({ operator_id: operatorId, role, same_person, same_mobile }) =>
    operatorId === null || role === null
      ? []
      : [{ id: operatorId, role, samePerson: same_person === 1, sameMobile: same_mobile === 1 }],
  )
  return { id: first.id, name: first.name, operators }
}

export interface NewOpening {
  unitId: string
  id: string
  operatorId: string
  clerkId: string
  role: OpenedRole
  letterType: LetterType
  letterBytes: number
  letterKeySealed: string
  keyId: string
  now: number
}

export const insertOpening = (db: D1Database, o: NewOpening) =>
  db
    .prepare(
      `INSERT INTO counter_opening (unit_id, id, operator_id, clerk_id, role, letter_type, letter_bytes,
                                    letter_key_sealed, key_id, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      ...[o.unitId, o.id, o.operatorId, o.clerkId, o.role],
      ...[o.letterType, o.letterBytes, o.letterKeySealed, o.keyId, o.now],
    )

/** An opening with what its page shows. */
export interface OpeningRow {
  unit_id: string
  id: string
  operator_id: string
  role: OpenedRole
  office: string
  letter_type: LetterType
  letter_bytes: number
  letter_key_sealed: string
  created_at: number
  unit_name: string
  credit_code: string
  unit_number: string
  name_sealed: string
  mobile_sealed: string
  /** Whether the operator has chosen a password. */
  active: number
}

const OPENING = `SELECT b.unit_id, b.id, b.operator_id, b.role, c.office, b.letter_type, b.letter_bytes, b.letter_key_sealed,
    b.created_at, u.name AS unit_name, u.credit_code, u.unit_number, o.name_sealed, o.mobile_sealed,
    o.password IS NOT NULL AS active
  FROM counter_opening b
  JOIN clerk c ON c.id = b.clerk_id
  JOIN unit u ON u.id = b.unit_id
  JOIN operator o ON o.unit_id = b.unit_id AND o.id = b.operator_id`

export const findOpening = (db: D1Database, unitId: string, id: string) =>
  db.prepare(`${OPENING} WHERE b.unit_id = ? AND b.id = ?`).bind(unitId, id).first<OpeningRow>()

/** What a clerk opened lately, the newest first. */
export async function listOpenings(db: D1Database, clerkId: string, limit: number) {
  const { results } = await db
    .prepare(`${OPENING} WHERE b.clerk_id = ? ORDER BY b.created_at DESC LIMIT ?`)
    .bind(clerkId, limit)
    .all<OpeningRow>()
  return results
}

/** Whom the counter opened for a unit and who has no password yet, by mobile. */
export const findWaiting = (db: D1Database, creditCode: string, mobiles: string[]) =>
  db
    .prepare(
      `SELECT b.id AS opening_id, b.unit_id, o.id FROM unit u
       JOIN operator o ON o.unit_id = u.id
       JOIN counter_opening b ON b.unit_id = u.id AND b.operator_id = o.id
       WHERE u.credit_code = ? AND o.password IS NULL AND o.mobile_index IN (SELECT value FROM json_each(?))`,
    )
    .bind(creditCode, JSON.stringify(mobiles))
    .first<{ opening_id: string; unit_id: string; id: string }>()

/** How the letters' keys are sealed, for key rotation. */
export const sealedOpenings: SealedTable = {
  table: 'counter_opening',
  key: ['unit_id', 'id'],
  sealed: { letter_key_sealed: 'counter_opening.letter_key' },
  indexes: {},
}
