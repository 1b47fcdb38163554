/** Every SQL statement on flows. */

export type FlowKind = 'register_person' | 'register_unit' | 'upgrade' | 'recovery'

export interface FlowRow {
  id: string
  secret_hash: string
  kind: FlowKind
  step: string
  data_sealed: string
  outcome: string | null
  expires_at: number
}

export interface NewFlow {
  id: string
  secretHash: string
  kind: FlowKind
  step: string
  dataSealed: string
  now: number
  expiresAt: number
}

export const insertFlow = (db: D1Database, f: NewFlow) =>
  db
    .prepare(
      `INSERT INTO flow (id, secret_hash, kind, step, data_sealed, created_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(f.id, f.secretHash, f.kind, f.step, f.dataSealed, f.now, f.expiresAt)

export const findFlow = (db: D1Database, id: string) =>
  db.prepare('SELECT * FROM flow WHERE id = ?').bind(id).first<FlowRow>()

/** Moves on from exactly one step, in time; follow it with `mustChange`. */
export const moveOn = (db: D1Database, id: string, from: string, to: string, now: number) =>
  db
    .prepare('UPDATE flow SET step = ?3 WHERE id = ?1 AND step = ?2 AND expires_at > ?4')
    .bind(id, from, to, now)

/** Keeps what the flow knows by now, while it is at this step and in time; follow it with `mustChange`. */
export const writeFlow = (db: D1Database, id: string, step: string, dataSealed: string, now: number) =>
  db
    .prepare('UPDATE flow SET data_sealed = ?3 WHERE id = ?1 AND step = ?2 AND expires_at > ?4')
    .bind(id, step, dataSealed, now)

/** Drops what was typed; `creditCode` keeps that unit's number for the last page. */
export const conclude = (db: D1Database, id: string, dataSealed: string, creditCode?: string) =>
  db
    .prepare(
      `UPDATE flow SET data_sealed = ?2, outcome = (SELECT unit_number FROM unit WHERE credit_code = ?3)
       WHERE id = ?1`,
    )
    .bind(id, dataSealed, creditCode ?? null)

export const cleanFlows = (db: D1Database, before: number) =>
  db
    .prepare('DELETE FROM flow WHERE id IN (SELECT id FROM flow WHERE expires_at < ? LIMIT 1000)')
    .bind(before)
