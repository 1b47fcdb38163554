/** Every SQL statement on persons. */
import type { Role } from '../../schema/session.ts'
import type { SealedTable } from '../lib/reseal.ts'

export interface PersonRow {
  id: string
  name_sealed: string
}

/** A registered person by document, under any key of the ring. */
export const findPerson = (db: D1Database, documentIndexes: string[]) =>
  db
    .prepare('SELECT id, name_sealed FROM person WHERE document_index IN (SELECT value FROM json_each(?))')
    .bind(JSON.stringify(documentIndexes))
    .first<PersonRow>()

/** How many units' grants wait for the person. */
export const countOffers = async (db: D1Database, personId: string, now: number) =>
  (await db
    .prepare('SELECT count(*) AS offers FROM grant_offer WHERE person_id = ? AND expires_at > ?')
    .bind(personId, now)
    .first<number>('offers')) ?? 0

export const mobileTaken = async (db: D1Database, mobileIndexes: string[]) =>
  (await db
    .prepare('SELECT 1 FROM person WHERE mobile_index IN (SELECT value FROM json_each(?))')
    .bind(JSON.stringify(mobileIndexes))
    .first()) !== null

/** Whether this is the mobile that a person is registered with. */
export const hasMobile = async (db: D1Database, personId: string, mobileIndexes: string[]) =>
  (await db
    .prepare('SELECT 1 FROM person WHERE id = ? AND mobile_index IN (SELECT value FROM json_each(?))')
    .bind(personId, JSON.stringify(mobileIndexes))
    .first()) !== null

export interface NewPerson {
  id: string
  documentType: string
  documentIndexes: string[]
  documentSealed: string
  nameSealed: string
  mobileIndexes: string[]
  mobileSealed: string
  password: string
  keyId: string
  now: number
}

/**
 * Registers a person once: UNIQUE holds it under the current key, the condition while rows under an older
 * key wait to be moved. Follow it with `mustChange`.
 */
export const insertPerson = (db: D1Database, p: NewPerson) =>
  db
    .prepare(
      `INSERT INTO person (id, document_type, document_index, document_sealed, name_sealed, mobile_index, mobile_sealed,
                           password, key_id, created_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
       WHERE NOT EXISTS (SELECT 1 FROM person WHERE document_index IN (SELECT value FROM json_each(?11)))
         AND NOT EXISTS (SELECT 1 FROM person WHERE mobile_index IN (SELECT value FROM json_each(?12)))`,
    )
    .bind(
      ...[p.id, p.documentType, p.documentIndexes[0], p.documentSealed, p.nameSealed],
      ...[p.mobileIndexes[0], p.mobileSealed, p.password, p.keyId, p.now],
      ...[JSON.stringify(p.documentIndexes), JSON.stringify(p.mobileIndexes)],
    )

/** What a person's centre shows of them. */
export interface OwnRow {
  document_type: string
  document_sealed: string
  name_sealed: string
  mobile_sealed: string
  household_sealed: string | null
}

export const readPerson = (db: D1Database, id: string) =>
  db
    .prepare(
      `SELECT p.document_type, p.document_sealed, p.name_sealed, p.mobile_sealed, d.household_sealed
       FROM person p LEFT JOIN person_detail d ON d.person_id = p.id WHERE p.id = ?`,
    )
    .bind(id)
    .first<OwnRow>()

export interface ActsForRow {
  unit_id: string
  operator_id: string
  name: string
  unit_number: string
  role: Role
  acts_from: number
  acts_until: number
  suspended: number
}

/** The units that a person acts for, by the persons' own directory; at most a hundred. */
export async function unitsOf(db: D1Database, personId: string) {
  const { results } = await db
    .prepare(
      `SELECT a.unit_id, a.operator_id, u.name, u.unit_number, o.role, o.acts_from, o.acts_until, o.suspended
       FROM acts_for a
       JOIN unit u ON u.id = a.unit_id
       JOIN operator o ON o.unit_id = a.unit_id AND o.id = a.operator_id
       WHERE a.person_id = ? ORDER BY u.name LIMIT 100`,
    )
    .bind(personId)
    .all<ActsForRow>()
  return results
}

/** Sets what the person says of themselves; the key's id goes with it, so that no rotation writes the old one back. */
export const setHousehold = (
  db: D1Database,
  d: { personId: string; householdSealed: string; keyId: string; now: number },
) =>
  db
    .prepare(
      `INSERT INTO person_detail (person_id, household_sealed, key_id, updated_at) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (person_id) DO UPDATE SET household_sealed = ?2, key_id = ?3, updated_at = ?4`,
    )
    .bind(d.personId, d.householdSealed, d.keyId, d.now)

/** How persons are sealed, for key rotation. */
export const sealedPersons: SealedTable = {
  table: 'person',
  key: ['id'],
  sealed: { document_sealed: 'person.document', name_sealed: 'person.name', mobile_sealed: 'person.mobile' },
  indexes: {
    document_index: (row, { index }) =>
      index(`${row.document_type}|${row.document_sealed}`, 'person.document'),
    mobile_index: (row, { index }) => index(row.mobile_sealed ?? '', 'mobile'),
  },
}

export const sealedDetails: SealedTable = {
  table: 'person_detail',
  key: ['person_id'],
  sealed: { household_sealed: 'person.household' },
  indexes: {},
}
