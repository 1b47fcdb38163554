/** The SQL on confirmations that a person makes in the hall. */
import { mustChange } from '../lib/guard.ts'

/** The kind of flow that its face check bears (worker/app/faces.ts). */
export const CONFIRMATION_KIND = 'confirm_grant'

export type ConfirmationStep = 'face' | 'password' | 'done'

export interface Confirmation {
  id: string
  offerId: string
  step: ConfirmationStep
  expiresAt: number
}

export interface NewConfirmation {
  personId: string
  id: string
  offerId: string
  sessionId: string
  now: number
  expiresAt: number
}

export const beginConfirmation = (db: D1Database, c: NewConfirmation) =>
  db
    .prepare(
      `INSERT OR REPLACE INTO grant_confirmation (person_id, id, offer_id, session_id, step, created_at, expires_at)
       VALUES (?, ?, ?, ?, 'face', ?, ?)`,
    )
    .bind(c.personId, c.id, c.offerId, c.sessionId, c.now, c.expiresAt)

/** Of this session; another one of the same person has none. */
export async function findConfirmation(
  db: D1Database,
  personId: string,
  sessionId: string,
): Promise<Confirmation | undefined> {
  const row = await db
    .prepare(
      'SELECT id, offer_id, step, expires_at FROM grant_confirmation WHERE person_id = ? AND session_id = ?',
    )
    .bind(personId, sessionId)
    .first<{ id: string; offer_id: string; step: ConfirmationStep; expires_at: number }>()
  return row ? { id: row.id, offerId: row.offer_id, step: row.step, expiresAt: row.expires_at } : undefined
}

const move = (db: D1Database, id: string, from: ConfirmationStep, to: ConfirmationStep, now: number) => [
  db
    .prepare('UPDATE grant_confirmation SET step = ?3 WHERE id = ?1 AND step = ?2 AND expires_at > ?4')
    .bind(id, from, to, now),
  mustChange(db),
]

export const passFace = (db: D1Database, id: string, now: number) => move(db, id, 'face', 'password', now)
export const finishConfirmation = (db: D1Database, id: string, now: number) =>
  move(db, id, 'password', 'done', now)

/** A chunk at a time. */
export const cleanConfirmations = (db: D1Database, before: number) =>
  db
    .prepare(
      `DELETE FROM grant_confirmation WHERE person_id IN
         (SELECT person_id FROM grant_confirmation WHERE expires_at < ? LIMIT 1000)`,
    )
    .bind(before)
