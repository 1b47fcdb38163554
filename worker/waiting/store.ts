/** Every SQL statement on sign-ins that wait for a phone. */
import type { Role } from '../../schema/session.ts'
import type { WaitingStatus } from './rules.ts'

export type Account = 'unit' | 'person'
/** By the scan alone, or by a CA key that the page had proved before. */
export type Way = 'app' | 'ca'

export interface NewWaiting {
  id: string
  secretHash: string
  account: Account
  clientId: string | null
  asks: string
  now: number
  expiresAt: number
  way: Way
  onlyUnit: string | null
  onlyRepresentative: boolean
  /** What the page had proved before, by RFC 8176. */
  amrBefore: string[]
}

export const insertWaiting = (db: D1Database, w: NewWaiting) =>
  db
    .prepare(
      `INSERT INTO waiting_sign_in (id, secret_hash, account, client_id, asks, status, created_at, expires_at,
                                    way, only_unit, only_representative, amr_before)
       VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      ...[w.id, w.secretHash, w.account, w.clientId, w.asks, w.now, w.expiresAt],
      ...[w.way, w.onlyUnit, w.onlyRepresentative ? 1 : 0, JSON.stringify(w.amrBefore)],
    )

export interface WaitingRow {
  id: string
  secret_hash: string
  account: Account
  client_id: string | null
  asks: string
  status: WaitingStatus
  created_at: number
  expires_at: number
  way: Way
  only_unit: string | null
  only_representative: number
  amr_before: string
}

export const findWaiting = (db: D1Database, id: string) =>
  db
    .prepare(
      `SELECT id, secret_hash, account, client_id, asks, status, created_at, expires_at,
              way, only_unit, only_representative, amr_before
       FROM waiting_sign_in WHERE id = ?`,
    )
    .bind(id)
    .first<WaitingRow>()

/** The person who confirms, as an operator of a unit or as themselves. */
export type Confirmer = { unitId: string; operatorId: string } | { personId: string }

/** Follow it with `mustChange`: one answer counts, and only of whom the page waits for. */
export function confirm(
  db: D1Database,
  id: string,
  who: Confirmer,
  amr: string[],
  now: number,
  followUntil: number,
) {
  const unit = 'unitId' in who ? [who.unitId, who.operatorId, null] : [null, null, who.personId]
  return db
    .prepare(
      `UPDATE waiting_sign_in
       SET status = 'confirmed', unit_id = ?2, operator_id = ?3, person_id = ?4, amr = ?5, expires_at = ?7
       WHERE id = ?1 AND status = 'waiting' AND expires_at > ?6 AND (only_unit IS NULL OR only_unit = ?2)
         AND (only_representative = 0 OR EXISTS
           (SELECT 1 FROM operator WHERE unit_id = ?2 AND id = ?3 AND role = 'legal_representative'))`,
    )
    .bind(...[id, ...unit, JSON.stringify(amr), now, followUntil])
}

/** Follow it with `mustChange`. */
export const refuse = (db: D1Database, id: string, now: number) =>
  db
    .prepare(
      `UPDATE waiting_sign_in SET status = 'refused' WHERE id = ?1 AND status = 'waiting' AND expires_at > ?2`,
    )
    .bind(id, now)

/** Follow it with `mustChange`: a confirmed sign-in opens one session. */
export const use = (db: D1Database, id: string, now: number) =>
  db
    .prepare(
      `UPDATE waiting_sign_in SET status = 'used' WHERE id = ?1 AND status = 'confirmed' AND expires_at > ?2`,
    )
    .bind(id, now)

export interface ConfirmedRow {
  unit_id: string | null
  operator_id: string | null
  person_id: string | null
  amr: string
  credit_code: string | null
  unit_number: string | null
  name: string | null
  region: string | null
  role: Role | null
  operator_name_sealed: string | null
  person_name_sealed: string | null
}

/** Who confirmed, with what a session says of them; the joins are empty where they are there no more. */
export const findConfirmed = (db: D1Database, id: string) =>
  db
    .prepare(
      `SELECT w.unit_id, w.operator_id, w.person_id, w.amr, u.credit_code, u.unit_number, u.name, u.region,
              o.role, o.name_sealed AS operator_name_sealed, p.name_sealed AS person_name_sealed
       FROM waiting_sign_in w
       LEFT JOIN unit u ON u.id = w.unit_id
       LEFT JOIN operator o ON o.unit_id = w.unit_id AND o.id = w.operator_id
       LEFT JOIN person p ON p.id = w.person_id
       WHERE w.id = ? AND w.status = 'confirmed'`,
    )
    .bind(id)
    .first<ConfirmedRow>()

/** A chunk at a time. */
export const cleanWaiting = (db: D1Database, before: number) =>
  db
    .prepare(
      `DELETE FROM waiting_sign_in WHERE id IN
         (SELECT id FROM waiting_sign_in WHERE expires_at < ? LIMIT 1000)`,
    )
    .bind(before)
