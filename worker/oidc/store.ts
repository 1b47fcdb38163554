/** Every SQL statement on authorization codes and seen assertions, and the clean-up of all that expires here. */
import { SESSIONS } from '../session/store.ts'
import { cleanTickets } from './ticket-store.ts'

export interface NewCode {
  id: string
  secretHash: string
  clientId: string
  sessionId: string
  redirectUri: string
  codeChallenge: string
  nonce: string | undefined
  scope: string
  now: number
  expiresAt: number
}

export const insertCode = (db: D1Database, c: NewCode) =>
  db
    .prepare(
      `INSERT INTO authorization_code
         (id, secret_hash, client_id, session_id, redirect_uri, code_challenge, nonce, scope, created_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      ...[
        c.id,
        c.secretHash,
        c.clientId,
        c.sessionId,
        c.redirectUri,
        c.codeChallenge,
        c.nonce ?? null,
        c.scope,
      ],
      ...[c.now, c.expiresAt],
    )

export interface CodeRow {
  id: string
  secret_hash: string
  client_id: string
  session_id: string
  redirect_uri: string
  code_challenge: string
  nonce: string | null
  scope: string
  expires_at: number
  used_at: number | null
}

export const selectCode = (db: D1Database, id: string) =>
  db
    .prepare(
      `SELECT id, secret_hash, client_id, session_id, redirect_uri, code_challenge, nonce, scope, expires_at, used_at
       FROM authorization_code WHERE id = ?`,
    )
    .bind(id)

/** Whom the code was given for, as a row of `SESSIONS`. */
export const selectSessionOfCode = (db: D1Database, id: string) =>
  db.prepare(`${SESSIONS} WHERE s.id = (SELECT session_id FROM authorization_code WHERE id = ?)`).bind(id)

/** Takes a code; follow it with `mustChange`: one caller gets through, ever. */
export const useCode = (db: D1Database, id: string, now: number) =>
  db
    .prepare(
      'UPDATE authorization_code SET used_at = ?2 WHERE id = ?1 AND used_at IS NULL AND expires_at > ?2',
    )
    .bind(id, now)

/** Remembers an assertion; the primary key refuses it a second time. */
export const rememberAssertion = (db: D1Database, issuer: string, jti: string, expiresAt: number) =>
  db
    .prepare('INSERT INTO seen_assertion (issuer, jti, expires_at) VALUES (?, ?, ?)')
    .bind(issuer, jti, Math.ceil(expiresAt))

// A code stays after its minute, so that a late replay still revokes what it gave.
const CODE_KEPT_MS = 60 * 60_000

// A ticket stays for as long, so that whoever brings it late is told that it was late.
const TICKET_KEPT_MS = 10 * 60_000

export const cleanOidc = (db: D1Database, now: number) => [
  db
    .prepare(
      'DELETE FROM authorization_code WHERE id IN (SELECT id FROM authorization_code WHERE created_at < ? LIMIT 1000)',
    )
    .bind(now - CODE_KEPT_MS),
  db
    .prepare(
      'DELETE FROM access_token WHERE id IN (SELECT id FROM access_token WHERE expires_at < ? LIMIT 1000)',
    )
    .bind(now),
  db
    .prepare(
      'DELETE FROM refresh_token WHERE id IN (SELECT id FROM refresh_token WHERE expires_at < ? LIMIT 1000)',
    )
    .bind(now),
  db
    .prepare(
      'DELETE FROM pushed_request WHERE id IN (SELECT id FROM pushed_request WHERE expires_at < ? LIMIT 1000)',
    )
    .bind(now),
  db
    .prepare(
      `DELETE FROM seen_assertion WHERE (issuer, jti) IN
         (SELECT issuer, jti FROM seen_assertion WHERE expires_at < ? LIMIT 1000)`,
    )
    .bind(now - 60_000),
  cleanTickets(db, now - TICKET_KEPT_MS),
]
