/** Every SQL statement on units and who may act for them. */

import type { Role } from '../../schema/session.ts'
import type { SealedTable } from '../lib/reseal.ts'

export const unitExists = async (db: D1Database, creditCode: string) =>
  (await db.prepare('SELECT 1 FROM unit WHERE credit_code = ?').bind(creditCode).first()) !== null

/** What the hall says of a unit to whoever may act for it. */
export const findUnit = (db: D1Database, id: string) =>
  db
    .prepare('SELECT name, credit_code, unit_number, region FROM unit WHERE id = ?')
    .bind(id)
    .first<{ name: string; credit_code: string; unit_number: string; region: string }>()

export interface NewUnit {
  id: string
  creditCode: string
  name: string
  region: string
  now: number
}

/** Numbers to draw from: with ten million units taken, all of sixteen are taken once in 10^15 registrations. */
const DRAWS = 16

/**
 * Creates a unit under the first free of some random unit numbers and returns that number; UNIQUE holds the
 * credit code. Follow it with `mustChange`. Unit numbers begin with 1–8: 9 is kept for institutions.
 */
export const insertUnit = (db: D1Database, unit: NewUnit) => {
  const drawn = Array.from(crypto.getRandomValues(new Uint32Array(DRAWS)), (n) =>
    String(10_000_000 + (n % 80_000_000)),
  )
  return db
    .prepare(
      `INSERT INTO unit (id, credit_code, unit_number, name, region, created_at)
       SELECT ?1, ?2, value, ?3, ?4, ?5 FROM json_each(?6)
       WHERE NOT EXISTS (SELECT 1 FROM unit WHERE unit_number = value) LIMIT 1
       RETURNING unit_number`,
    )
    .bind(unit.id, unit.creditCode, unit.name, unit.region, unit.now, JSON.stringify(drawn))
}

export interface SealedDocument {
  type: string
  index: string
  sealed: string
}

export interface SealedMobile {
  index: string
  sealed: string
}

export interface NewOperator {
  unitId: string
  id: string
  /** Null for whoever is no registered person yet. */
  personId: string | null
  role: Role
  /** Null where only a name is known. */
  document: SealedDocument | null
  nameSealed: string
  mobile: SealedMobile | null
  /** Null until one is set: no sign-in by password then. */
  password: string | null
  keyId: string
  now: number
}

export const insertOperator = (db: D1Database, o: NewOperator) =>
  db
    .prepare(
      `INSERT INTO operator (unit_id, id, person_id, role, document_type, document_index, document_sealed, name_sealed,
                             mobile_index, mobile_sealed, password, key_id, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      ...[o.unitId, o.id, o.personId, o.role],
      ...[o.document?.type ?? null, o.document?.index ?? null, o.document?.sealed ?? null, o.nameSealed],
      ...[o.mobile?.index ?? null, o.mobile?.sealed ?? null, o.password, o.keyId, o.now],
    )

/** How many others hold a grant that ends within some time, for whoever renews it. */
export const countEnding = async (db: D1Database, unitId: string, own: string, now: number, until: number) =>
  (await db
    .prepare(
      `SELECT count(*) AS ending FROM operator
       WHERE unit_id = ?1 AND id <> ?2 AND acts_until > ?3 AND acts_until <= ?4`,
    )
    .bind(unitId, own, now, until)
    .first<number>('ending')) ?? 0

/** The name on the licence that was shown. */
export const renameUnit = (db: D1Database, id: string, name: string) =>
  db.prepare('UPDATE unit SET name = ?2 WHERE id = ?1').bind(id, name)

/** How operators are sealed, for key rotation. */
export const sealedOperators: SealedTable = {
  table: 'operator',
  key: ['unit_id', 'id'],
  sealed: {
    document_sealed: 'operator.document',
    name_sealed: 'operator.name',
    mobile_sealed: 'operator.mobile',
  },
  indexes: {
    document_index: ({ document_sealed: number }, { index }) => (number ? index(number, 'document') : null),
    mobile_index: ({ mobile_sealed: number }, { index }) => (number ? index(number, 'mobile') : null),
  },
}
