/** Every SQL statement of the OpenID provider, keys apart. */
import type { JSONWebKeySet } from 'jose'
import type { SignedIn } from '../lib/session.ts'
import { idleEnd } from '../session/rules.ts'
import type { Client } from './rules.ts'

export interface StoredClient extends Client {
  authMethod: 'client_secret_basic' | 'private_key_jwt'
  secretHash: string | null
  jwks: JSONWebKeySet | null
}

interface ClientRow {
  id: string
  name: string
  auth_method: StoredClient['authMethod']
  secret_hash: string | null
  jwks: string | null
  grant_types: string
  redirect_uris: string
  origins: string
  scopes: string
}

const clientOf = (row: ClientRow): StoredClient => ({
  ...{ id: row.id, name: row.name, authMethod: row.auth_method, secretHash: row.secret_hash },
  jwks: row.jwks ? (JSON.parse(row.jwks) as JSONWebKeySet) : null,
  redirectUris: JSON.parse(row.redirect_uris) as string[],
  origins: JSON.parse(row.origins) as string[],
  scopes: JSON.parse(row.scopes) as string[],
  grantTypes: JSON.parse(row.grant_types) as string[],
})

export async function findClient(db: D1Database, id: string | undefined): Promise<StoredClient | undefined> {
  if (!id) return undefined
  const row = await db.prepare('SELECT * FROM client WHERE id = ?').bind(id).first<ClientRow>()
  return row ? clientOf(row) : undefined
}

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

/**
 * What a code has given out is no longer good once it is presented again (RFC 6749, section 4.1.2). Requests that
 * arrived before the first was answered are one client's double post: they get nothing and take nothing away.
 */
export const revokeByCode = (db: D1Database, id: string, secretHash: string, now: number) =>
  db
    .prepare(
      `DELETE FROM access_token WHERE code_id = ?1 AND created_at < ?3
         AND EXISTS (SELECT 1 FROM authorization_code WHERE id = ?1 AND secret_hash = ?2)`,
    )
    .bind(id, secretHash, now)

export interface NewAccessToken {
  id: string
  secretHash: string
  clientId: string
  sessionId: string | null
  codeId: string | null
  scope: string
  now: number
  expiresAt: number
}

export const insertAccessToken = (db: D1Database, t: NewAccessToken) =>
  db
    .prepare(
      `INSERT INTO access_token (id, secret_hash, client_id, session_id, code_id, scope, created_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(t.id, t.secretHash, t.clientId, t.sessionId, t.codeId, t.scope, t.now, t.expiresAt)

/** What a bearer token is checked against, whoever it was given to. */
export interface StoredToken {
  secretHash: string
  expiresAt: number
}

/** Whom a token stands for that came from a code. */
export type TokenHolder = Pick<SignedIn, 'operatorId' | 'role' | 'unit' | 'nameSealed'>

interface HolderRow {
  token_hash: string
  expires_at: number
  seen_at: number
  ends_at: number
  operator_id: string
  role: TokenHolder['role']
  name_sealed: string
  credit_code: string
  unit_number: string
  name: string
  region: string
}

/** A token from a code and whom it stands for, in one statement; undefined once the session behind it has ended. */
export async function findHolder(
  db: D1Database,
  id: string,
  now: number,
): Promise<(StoredToken & { holder: TokenHolder }) | undefined> {
  const row = await db
    .prepare(
      `SELECT t.secret_hash AS token_hash, t.expires_at, s.seen_at, s.ends_at, s.operator_id,
              o.role, o.name_sealed, u.credit_code, u.unit_number, u.name, u.region
       FROM access_token t
       JOIN client c ON c.id = t.client_id
       JOIN session s ON s.id = t.session_id
       JOIN unit u ON u.id = s.unit_id
       JOIN operator o ON o.unit_id = s.unit_id AND o.id = s.operator_id
       WHERE t.id = ?`,
    )
    .bind(id)
    .first<HolderRow>()
  if (!row || now >= idleEnd(row.seen_at, row.ends_at)) return undefined
  const { credit_code: creditCode, unit_number: unitNumber, name, region } = row
  const unit = { creditCode, unitNumber, name, region }
  return {
    ...{ secretHash: row.token_hash, expiresAt: row.expires_at },
    holder: { operatorId: row.operator_id, role: row.role, nameSealed: row.name_sealed, unit },
  }
}

/** A bearer token and its client, in one statement. */
export async function findAccessToken(db: D1Database, id: string) {
  const row = await db
    .prepare(
      `SELECT c.*, t.secret_hash AS token_hash, t.scope AS granted, t.session_id, t.expires_at
       FROM access_token t JOIN client c ON c.id = t.client_id WHERE t.id = ?`,
    )
    .bind(id)
    .first<
      ClientRow & { token_hash: string; granted: string; session_id: string | null; expires_at: number }
    >()
  if (!row) return undefined
  return {
    client: clientOf(row),
    secretHash: row.token_hash,
    scope: row.granted.split(' '),
    sessionId: row.session_id,
    expiresAt: row.expires_at,
  }
}

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
      `DELETE FROM seen_assertion WHERE (issuer, jti) IN
         (SELECT issuer, jti FROM seen_assertion WHERE expires_at < ? LIMIT 1000)`,
    )
    .bind(now - 60_000),
]
