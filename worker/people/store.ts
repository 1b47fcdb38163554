/** Every SQL statement on persons. */
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

export const mobileTaken = async (db: D1Database, mobileIndexes: string[]) =>
  (await db
    .prepare('SELECT 1 FROM person WHERE mobile_index IN (SELECT value FROM json_each(?))')
    .bind(JSON.stringify(mobileIndexes))
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
