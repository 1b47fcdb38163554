/** Every SQL statement on an operator's own account: what it shows, and another mobile for it. */
import { mustChange } from '../lib/guard.ts'
import type { Change, ChangeStep } from './rules.ts'

export interface OwnRow {
  document_type: string | null
  document_sealed: string | null
  name_sealed: string
  mobile_index: string | null
  mobile_sealed: string | null
  password: string | null
  key_id: string
}

export const readOperator = (db: D1Database, unitId: string, id: string) =>
  db
    .prepare(
      `SELECT document_type, document_sealed, name_sealed, mobile_index, mobile_sealed, password, key_id
       FROM operator WHERE unit_id = ? AND id = ?`,
    )
    .bind(unitId, id)
    .first<OwnRow>()

export interface NewChange {
  unitId: string
  operatorId: string
  id: string
  sessionId: string
  now: number
  expiresAt: number
}

/** Begins a change of mobile; one that was under way is over with it. */
export const beginChange = (db: D1Database, c: NewChange) =>
  db
    .prepare(
      `INSERT OR REPLACE INTO mobile_change (unit_id, operator_id, id, session_id, step, created_at, expires_at)
       VALUES (?, ?, ?, ?, 'face', ?, ?)`,
    )
    .bind(c.unitId, c.operatorId, c.id, c.sessionId, c.now, c.expiresAt)

/** The change that this session began. */
export async function findChange(
  db: D1Database,
  unitId: string,
  operatorId: string,
  sessionId: string,
): Promise<Change | undefined> {
  const row = await db
    .prepare(
      'SELECT id, step, expires_at FROM mobile_change WHERE unit_id = ? AND operator_id = ? AND session_id = ?',
    )
    .bind(unitId, operatorId, sessionId)
    .first<{ id: string; step: ChangeStep; expires_at: number }>()
  return row ? { id: row.id, step: row.step, expiresAt: row.expires_at } : undefined
}

const moveChange = (db: D1Database, id: string, from: ChangeStep, to: ChangeStep, now: number) =>
  db
    .prepare('UPDATE mobile_change SET step = ?3 WHERE id = ?1 AND step = ?2 AND expires_at > ?4')
    .bind(id, from, to, now)

/** For the batch that settles a passed face check. */
export const passFace = (db: D1Database, id: string, now: number) => [
  moveChange(db, id, 'face', 'number', now),
  mustChange(db),
]

/** For the batch that sets the new number. */
export const finishChange = (db: D1Database, id: string, now: number) => [
  moveChange(db, id, 'number', 'done', now),
  mustChange(db),
]

export const mobileOfOther = async (db: D1Database, unitId: string, id: string, mobileIndexes: string[]) =>
  (await db
    .prepare(
      `SELECT 1 FROM operator
       WHERE unit_id = ? AND id <> ? AND mobile_index IN (SELECT value FROM json_each(?))`,
    )
    .bind(unitId, id, JSON.stringify(mobileIndexes))
    .first()) !== null

export interface NewMobile {
  unitId: string
  id: string
  /** The row as it was read; it must still be so. */
  was: OwnRow
  /** All that is sealed in the row, under one key: the row is moved with it, so that no rotation writes it back. */
  documentIndex: string | null
  documentSealed: string | null
  nameSealed: string
  mobileIndex: string
  mobileSealed: string
  mobileIndexes: string[]
  keyId: string
}

/**
 * Sets another mobile. UNIQUE keeps it to one operator of the unit under the current key, the condition while rows under
 * an older key wait to be moved. Follow it with `mustChange`.
 */
export const setMobile = (db: D1Database, m: NewMobile) =>
  db
    .prepare(
      `UPDATE operator SET document_index = ?3, document_sealed = ?4, name_sealed = ?5, mobile_index = ?6,
         mobile_sealed = ?7, key_id = ?8
       WHERE unit_id = ?1 AND id = ?2 AND key_id = ?9 AND mobile_index IS ?10 AND document_type IS ?12
         AND NOT EXISTS (SELECT 1 FROM operator WHERE unit_id = ?1 AND id <> ?2
                         AND mobile_index IN (SELECT value FROM json_each(?11)))`,
    )
    .bind(
      ...[m.unitId, m.id, m.documentIndex, m.documentSealed, m.nameSealed, m.mobileIndex, m.mobileSealed],
      ...[m.keyId, m.was.key_id, m.was.mobile_index, JSON.stringify(m.mobileIndexes), m.was.document_type],
    )

/** Forgets changes that are over, a chunk at a time. */
export const cleanChanges = (db: D1Database, before: number) =>
  db
    .prepare(
      `DELETE FROM mobile_change WHERE (unit_id, operator_id) IN
         (SELECT unit_id, operator_id FROM mobile_change WHERE expires_at < ? LIMIT 1000)`,
    )
    .bind(before)
