/** Every SQL statement on institutions and their administrators. Sessions are session-store.ts. */
import type { Level } from '../../schema/fields/institution.ts'
import type { SealedTable } from '../lib/reseal.ts'

export const unitOf = (db: D1Database, creditCode: string) =>
  db.prepare('SELECT id FROM unit WHERE credit_code = ?').bind(creditCode).first<string>('id')

export interface NewInstitution {
  unitId: string
  id: string
  name: string
  type: string
  level: Level
  clerkId: string
  now: number
}

/** Numbers to draw from, as for units: with a million of ten million taken, all sixteen are taken once in 10^16 draws. */
const DRAWS = 16

/** Registers one under the first free of some random numbers; UNIQUE holds its name in the unit. Follow it with `mustChange`. */
export const insertInstitution = (db: D1Database, i: NewInstitution) => {
  const drawn = Array.from(crypto.getRandomValues(new Uint32Array(DRAWS)), (n) =>
    String(90_000_000 + (n % 10_000_000)),
  )
  return db
    .prepare(
      `INSERT INTO institution (unit_id, id, number, name, type, level, clerk_id, created_at)
       SELECT ?1, ?2, value, ?3, ?4, ?5, ?6, ?7 FROM json_each(?8)
       WHERE NOT EXISTS (SELECT 1 FROM institution WHERE number = value) LIMIT 1`,
    )
    .bind(i.unitId, i.id, i.name, i.type, i.level, i.clerkId, i.now, JSON.stringify(drawn))
}

export const nameTaken = async (db: D1Database, unitId: string, name: string) =>
  (await db
    .prepare('SELECT 1 FROM institution WHERE unit_id = ? AND name = ?')
    .bind(unitId, name)
    .first()) !== null

export interface RegisteredRow {
  id: string
  number: string
  name: string
  type: string
  level: Level
  unit_name: string
  created_at: number
}

/** What a clerk registered lately, the newest first. */
export async function listRegistered(db: D1Database, clerkId: string, limit: number) {
  const { results } = await db
    .prepare(
      `SELECT i.id, i.number, i.name, i.type, i.level, i.created_at, u.name AS unit_name
       FROM institution i JOIN unit u ON u.id = i.unit_id
       WHERE i.clerk_id = ? ORDER BY i.created_at DESC LIMIT ?`,
    )
    .bind(clerkId, limit)
    .all<RegisteredRow>()
  return results
}

/** The administrator as far as pages and changes need them; null where nobody opened the institution yet. */
export interface AdministratorRow {
  administrator_id: string
  document_type: string
  document_index: string
  document_sealed: string
  name_sealed: string
  mobile_sealed: string
  password: string
  initial: number
}

export type InstitutionRow = { id: string; number: string; name: string; type: string; level: Level } & (
  | AdministratorRow
  | { administrator_id: null }
)

const INSTITUTION = `SELECT i.id, i.number, i.name, i.type, i.level, a.id AS administrator_id, a.document_type,
    a.document_index, a.document_sealed, a.name_sealed, a.mobile_sealed, a.password, a.initial
  FROM institution i LEFT JOIN institution_administrator a ON a.unit_id = i.unit_id AND a.institution_id = i.id`

/** A unit's institutions by number; at most a hundred. */
export async function listInstitutions(db: D1Database, unitId: string) {
  const { results } = await db
    .prepare(`${INSTITUTION} WHERE i.unit_id = ? ORDER BY i.number LIMIT 100`)
    .bind(unitId)
    .all<InstitutionRow>()
  return results
}

export const findInstitution = (db: D1Database, unitId: string, id: string) =>
  db.prepare(`${INSTITUTION} WHERE i.unit_id = ? AND i.id = ?`).bind(unitId, id).first<InstitutionRow>()

export interface NewAdministrator {
  unitId: string
  institutionId: string
  id: string
  personId: string
  documentType: string
  documentIndex: string
  documentSealed: string
  nameSealed: string
  mobileIndex: string
  mobileSealed: string
  password: string
  keyId: string
  now: number
}

const VALUES = (a: NewAdministrator) => [
  ...[a.unitId, a.institutionId, a.id, a.personId, a.documentType, a.documentIndex, a.documentSealed],
  ...[a.nameSealed, a.mobileIndex, a.mobileSealed, a.password, a.keyId, a.now],
]

/** Opens an institution; its primary key lets one of two through. */
export const insertAdministrator = (db: D1Database, a: NewAdministrator) =>
  db
    .prepare(
      `INSERT INTO institution_administrator
         (unit_id, institution_id, id, person_id, document_type, document_index, document_sealed, name_sealed,
          mobile_index, mobile_sealed, password, initial, key_id, created_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 1, ?12, ?13)`,
    )
    .bind(...VALUES(a))

/** Another administrator in the place of the one that was read; follow it with `mustChange`. */
export const replaceAdministrator = (db: D1Database, a: NewAdministrator, was: string) =>
  db
    .prepare(
      `UPDATE institution_administrator SET id = ?3, person_id = ?4, document_type = ?5, document_index = ?6,
         document_sealed = ?7, name_sealed = ?8, mobile_index = ?9, mobile_sealed = ?10, password = ?11, initial = 1,
         key_id = ?12, created_at = ?13
       WHERE unit_id = ?1 AND institution_id = ?2 AND id = ?14`,
    )
    .bind(...VALUES(a), was)

/** Whose password it is, as it was read. */
export interface Account {
  unitId: string
  institutionId: string
  id: string
  password: string
}

/** Another password, only while the old one is still the one that was read; follow it with `mustChange`. */
export const replacePassword = (db: D1Database, a: Account, to: string, initial: boolean) =>
  db
    .prepare(
      `UPDATE institution_administrator SET password = ?5, initial = ?6
       WHERE unit_id = ?1 AND institution_id = ?2 AND id = ?3 AND password = ?4`,
    )
    .bind(a.unitId, a.institutionId, a.id, a.password, to, initial ? 1 : 0)

/** Former passwords of an administrator who is one no more. */
export const dropHashes = (db: D1Database, unitId: string, administratorId: string) =>
  db
    .prepare('DELETE FROM operator_password WHERE unit_id = ? AND operator_id = ?')
    .bind(unitId, administratorId)

/** How administrators are sealed, for key rotation. */
export const sealedAdministrators: SealedTable = {
  table: 'institution_administrator',
  key: ['unit_id', 'institution_id'],
  sealed: {
    document_sealed: 'institution_administrator.document',
    name_sealed: 'institution_administrator.name',
    mobile_sealed: 'institution_administrator.mobile',
  },
  indexes: {
    document_index: ({ document_sealed: number }, { index }) => index(number ?? '', 'document'),
    mobile_index: ({ mobile_sealed: number }, { index }) => index(number ?? '', 'mobile'),
  },
}
