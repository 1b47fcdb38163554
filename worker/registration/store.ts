/** Every SQL statement on registrations. */
import type { RegistrationKind, RegistrationStep } from '../../schema/registration.ts'
import { mustChange } from '../lib/guard.ts'
import { next } from './rules.ts'

export interface RegistrationRow {
  id: string
  secret_hash: string
  kind: RegistrationKind
  step: RegistrationStep
  data_sealed: string
  outcome: string | null
  expires_at: number
}

export const insertRegistration = (
  db: D1Database,
  r: {
    id: string
    secretHash: string
    kind: RegistrationKind
    dataSealed: string
    now: number
    expiresAt: number
  },
) =>
  db
    .prepare(
      `INSERT INTO registration (id, secret_hash, kind, step, data_sealed, created_at, expires_at)
       VALUES (?, ?, ?, 'face', ?, ?, ?)`,
    )
    .bind(r.id, r.secretHash, r.kind, r.dataSealed, r.now, r.expiresAt)

export const findRegistration = (db: D1Database, id: string) =>
  db.prepare('SELECT * FROM registration WHERE id = ?').bind(id).first<RegistrationRow>()

/** Moves on from exactly one step, in time; follow it with `mustChange`. */
export const moveOn = (
  db: D1Database,
  id: string,
  from: RegistrationStep,
  to: RegistrationStep,
  now: number,
) =>
  db
    .prepare('UPDATE registration SET step = ?3 WHERE id = ?1 AND step = ?2 AND expires_at > ?4')
    .bind(id, from, to, now)

/** What a passed face check changes, for the batch that settles it. */
export const passFace = (db: D1Database, id: string, now: number) => [
  moveOn(db, id, 'face', next.face.pass_face, now),
  mustChange(db),
]

/** Keeps the unit number for the last page and drops what was typed. */
export const conclude = (db: D1Database, id: string, dataSealed: string, creditCode?: string) =>
  db
    .prepare(
      `UPDATE registration SET data_sealed = ?2, outcome = (SELECT unit_number FROM unit WHERE credit_code = ?3)
       WHERE id = ?1`,
    )
    .bind(id, dataSealed, creditCode ?? null)

export const cleanRegistrations = (db: D1Database, before: number) =>
  db
    .prepare(
      'DELETE FROM registration WHERE id IN (SELECT id FROM registration WHERE expires_at < ? LIMIT 1000)',
    )
    .bind(before)
