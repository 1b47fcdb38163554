/** Every SQL statement on what opens the frames of a portal's page: tickets, and the keys that they turn into. */
import type { Widget } from '../../schema/embed.ts'

export interface NewTicket {
  id: string
  secretHash: string
  clientId: string
  /** Of the page that the frame is for. */
  origin: string
  widget: Widget
  sessionId: string
  now: number
  expiresAt: number
}

/** Refused by the database where the session is over. */
export const insertTicket = (db: D1Database, t: NewTicket) =>
  db
    .prepare(
      `INSERT INTO widget_pass (id, secret_hash, client_id, origin, widget, session_id, created_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(t.id, t.secretHash, t.clientId, t.origin, t.widget, t.sessionId, t.now, t.expiresAt)

/** What a ticket or a key is presented for. */
export interface Presented {
  id: string
  secretHash: string
  clientId: string
  origin: string
  widget: Widget
}

/** Turns a ticket into the key of its frame: one caller gets the session, ever. The key is good while that is. */
export const openTicket = (db: D1Database, p: Presented, keyHash: string, now: number) =>
  db
    .prepare(
      `UPDATE widget_pass SET secret_hash = ?6, opened_at = ?7,
         expires_at = (SELECT ends_at FROM session WHERE id = widget_pass.session_id)
       WHERE id = ?1 AND secret_hash = ?2 AND client_id = ?3 AND origin = ?4 AND widget = ?5
         AND opened_at IS NULL AND expires_at > ?7
       RETURNING session_id`,
    )
    .bind(p.id, p.secretHash, p.clientId, p.origin, p.widget, keyHash, now)
    .first<string>('session_id')

/** The session that the key of a frame stands for. */
export const findFrame = (db: D1Database, p: Presented, now: number) =>
  db
    .prepare(
      `SELECT session_id FROM widget_pass
       WHERE id = ?1 AND secret_hash = ?2 AND client_id = ?3 AND origin = ?4 AND widget = ?5
         AND opened_at IS NOT NULL AND expires_at > ?6`,
    )
    .bind(p.id, p.secretHash, p.clientId, p.origin, p.widget, now)
    .first<string>('session_id')

/** How a ticket of this client stands that was not taken. */
export const findTicket = (db: D1Database, id: string, clientId: string) =>
  db
    .prepare('SELECT origin, widget, opened_at, expires_at FROM widget_pass WHERE id = ? AND client_id = ?')
    .bind(id, clientId)
    .first<{ origin: string; widget: string; opened_at: number | null; expires_at: number }>()

export const cleanTickets = (db: D1Database, before: number) =>
  db
    .prepare(
      'DELETE FROM widget_pass WHERE id IN (SELECT id FROM widget_pass WHERE expires_at < ? LIMIT 1000)',
    )
    .bind(before)
