/** Every SQL statement on authorization codes and seen assertions, and the clean-up of all that expires here. */
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
  session_id: string
  redirect_uri: string
  code_challenge: string
  nonce: string | null
  scope: string
}

/** Takes a code: one caller gets the row, ever. Whatever else is wrong with the request, the code is spent. */
export const takeCode = (db: D1Database, id: string, secretHash: string, clientId: string, now: number) =>
  db
    .prepare(
      `UPDATE authorization_code SET used_at = ?4
       WHERE id = ?1 AND secret_hash = ?2 AND client_id = ?3 AND used_at IS NULL AND expires_at > ?4
       RETURNING id, session_id, redirect_uri, code_challenge, nonce, scope`,
    )
    .bind(id, secretHash, clientId, now)
    .first<CodeRow>()

/** Remembers an assertion; the primary key refuses it a second time. */
export const rememberAssertion = (db: D1Database, issuer: string, jti: string, expiresAt: number) =>
  db
    .prepare('INSERT INTO seen_assertion (issuer, jti, expires_at) VALUES (?, ?, ?)')
    .bind(issuer, jti, Math.ceil(expiresAt))

// A code stays after its minute, so that a late replay still revokes what it gave.
const CODE_KEPT_MS = 60 * 60_000

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
]
