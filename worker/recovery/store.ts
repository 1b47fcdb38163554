/** Every SQL statement on recoveries that is not of every flow. */
import { moveOn } from '../flows/store.ts'
import { mustChange } from '../lib/guard.ts'
import { steps } from './rules.ts'

/** For the batch that settles a passed face check. */
export const passFace = (db: D1Database, id: string, now: number) => [
  moveOn(db, id, 'proof', steps.proof.pass_face, now),
  mustChange(db),
]

export interface RepresentativeRow {
  unit_id: string
  unit_number: string
  id: string
  document_type: string | null
  name_sealed: string
  mobile_index: string | null
  password: string | null
}

/** The legal representative of a unit by their document, under any key of the ring. */
export const findRepresentative = (db: D1Database, creditCode: string, documentIndexes: string[]) =>
  db
    .prepare(
      `SELECT u.id AS unit_id, u.unit_number, o.id, o.document_type, o.name_sealed, o.mobile_index, o.password
       FROM unit u JOIN operator o ON o.unit_id = u.id
       WHERE u.credit_code = ? AND o.role = 'legal_representative'
         AND o.document_index IN (SELECT value FROM json_each(?))`,
    )
    .bind(creditCode, JSON.stringify(documentIndexes))
    .first<RepresentativeRow>()
