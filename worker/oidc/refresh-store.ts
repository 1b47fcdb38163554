/** Every SQL statement on refresh tokens. All that one code led to is a family and ends together. */
import { SESSIONS } from '../session/store.ts'

export interface NewRefreshToken {
  id: string
  secretHash: string
  clientId: string
  sessionId: string
  codeId: string
  granted: string
  now: number
  endsAt: number
}

export const insertRefreshToken = (db: D1Database, t: NewRefreshToken) =>
  db
    .prepare(
      `INSERT INTO refresh_token (id, secret_hash, client_id, session_id, code_id, scope, created_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(t.id, t.secretHash, t.clientId, t.sessionId, t.codeId, t.granted, t.now, t.endsAt)

export interface RefreshToken {
  id: string
  secretHash: string
  clientId: string
  sessionId: string
  codeId: string
  scope: string
  createdAt: number
  expiresAt: number
  usedAt: number | null
}

export interface RefreshTokenRow {
  id: string
  secret_hash: string
  client_id: string
  session_id: string
  code_id: string
  scope: string
  created_at: number
  expires_at: number
  used_at: number | null
}

export const refreshTokenOf = (row: RefreshTokenRow): RefreshToken => ({
  ...{ id: row.id, secretHash: row.secret_hash, clientId: row.client_id, sessionId: row.session_id },
  ...{ codeId: row.code_id, scope: row.scope, createdAt: row.created_at, expiresAt: row.expires_at },
  usedAt: row.used_at,
})

export const selectRefreshToken = (db: D1Database, id: string) =>
  db.prepare('SELECT * FROM refresh_token WHERE id = ?').bind(id)

/** Whom the token was given for, as a row of `SESSIONS`. */
export const selectSessionOfRefreshToken = (db: D1Database, id: string) =>
  db.prepare(`${SESSIONS} WHERE s.id = (SELECT session_id FROM refresh_token WHERE id = ?)`).bind(id)

export async function findRefreshToken(db: D1Database, id: string): Promise<RefreshToken | undefined> {
  const row = await selectRefreshToken(db, id).first<RefreshTokenRow>()
  return row ? refreshTokenOf(row) : undefined
}

/** Takes a refresh token; follow it with `mustChange`: one caller gets through, ever. */
export const useRefreshToken = (db: D1Database, id: string, now: number) =>
  db.prepare('UPDATE refresh_token SET used_at = ?2 WHERE id = ?1 AND used_at IS NULL').bind(id, now)

/** Ends every token that a code led to. */
export const endFamily = (db: D1Database, codeId: string) => [
  db.prepare('DELETE FROM refresh_token WHERE code_id = ?').bind(codeId),
  db.prepare('DELETE FROM access_token WHERE code_id = ?').bind(codeId),
]
