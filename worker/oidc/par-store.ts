/** Every SQL statement on authorization requests that clients send ahead (RFC 9126). */
export interface NewPushed {
  id: string
  secretHash: string
  clientId: string
  query: string
  expiresAt: number
}

export const insertPushed = (db: D1Database, p: NewPushed) =>
  db
    .prepare(
      'INSERT INTO pushed_request (id, secret_hash, client_id, query, expires_at) VALUES (?, ?, ?, ?, ?)',
    )
    .bind(p.id, p.secretHash, p.clientId, p.query, p.expiresAt)

export const findPushed = (db: D1Database, id: string, clientId: string, now: number) =>
  db
    .prepare(
      'SELECT secret_hash, query FROM pushed_request WHERE id = ? AND client_id = ? AND expires_at > ?',
    )
    .bind(id, clientId, now)
    .first<{ secret_hash: string; query: string }>()

/** Uses a request up; follow it with `mustChange`: it leads to one code. */
export const dropPushed = (db: D1Database, id: string) =>
  db.prepare('DELETE FROM pushed_request WHERE id = ?').bind(id)
