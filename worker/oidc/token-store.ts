/** Every SQL statement on access tokens. Whether one holds is always asked of the primary. */
import type { SignedIn } from '../lib/session.ts'
import { idleEnd } from '../session/rules.ts'
import { type ClientRow, clientOf } from './client-store.ts'

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
export type TokenHolder = Pick<SignedIn, 'operatorId' | 'role' | 'scope' | 'unit' | 'nameSealed'>

interface HolderRow {
  token_hash: string
  granted: string
  expires_at: number
  seen_at: number
  ends_at: number
  operator_id: string
  role: TokenHolder['role']
  scope: string | null
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
): Promise<(StoredToken & { granted: string[]; holder: TokenHolder }) | undefined> {
  const row = await db
    .prepare(
      `SELECT t.secret_hash AS token_hash, t.scope AS granted, t.expires_at, s.seen_at, s.ends_at, s.operator_id,
              o.role, o.scope, o.name_sealed, u.credit_code, u.unit_number, u.name, u.region
       FROM access_token t
       JOIN client c ON c.id = t.client_id AND c.disabled_at IS NULL
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
    secretHash: row.token_hash,
    expiresAt: row.expires_at,
    granted: row.granted.split(' '),
    holder: {
      ...{ operatorId: row.operator_id, role: row.role, nameSealed: row.name_sealed, unit },
      scope: row.scope === null ? null : (JSON.parse(row.scope) as string[]),
    },
  }
}

interface AccessRow extends ClientRow {
  token_hash: string
  granted: string
  session_id: string | null
  issued_at: number
  expires_at: number
}

/** An access token and its client, in one statement. */
export async function findAccessToken(db: D1Database, id: string) {
  const row = await db
    .prepare(
      `SELECT c.*, t.secret_hash AS token_hash, t.scope AS granted, t.session_id, t.created_at AS issued_at, t.expires_at
       FROM access_token t JOIN client c ON c.id = t.client_id AND c.disabled_at IS NULL WHERE t.id = ?`,
    )
    .bind(id)
    .first<AccessRow>()
  if (!row) return undefined
  return {
    id,
    client: clientOf(row),
    secretHash: row.token_hash,
    scope: row.granted.split(' '),
    sessionId: row.session_id,
    createdAt: row.issued_at,
    expiresAt: row.expires_at,
  }
}

export const dropAccessToken = (db: D1Database, id: string) =>
  db.prepare('DELETE FROM access_token WHERE id = ?').bind(id)

/**
 * What a code has given out is no longer good once it is presented again (RFC 6749, section 4.1.2). A request that
 * reached the hall before the code was used is a double post: it gets nothing and takes nothing away. One that came
 * later, if only by milliseconds, cannot be told from theft, and takes along what was refreshed since.
 */
export const revokeByCode = (db: D1Database, id: string, secretHash: string, now: number) =>
  ['access_token', 'refresh_token'].map((table) =>
    db
      .prepare(
        `DELETE FROM ${table} WHERE code_id = ?1
           AND EXISTS (SELECT 1 FROM authorization_code WHERE id = ?1 AND secret_hash = ?2 AND used_at < ?3)`,
      )
      .bind(id, secretHash, now),
  )
