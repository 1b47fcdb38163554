/** Every SQL statement on clients: portals and programs that are registered with the hall. */
import type { JSONWebKeySet } from 'jose'
import { readTheme } from '../../schema/theme.ts'
import type { Client } from './rules.ts'

export interface StoredClient extends Client {
  authMethod: 'client_secret_basic' | 'private_key_jwt'
  secretHash: string | null
  jwks: JSONWebKeySet | null
  /** Where it may have a visitor sent after signing out. */
  postLogoutRedirectUris: string[]
  /** The one unit that it acts for: software of that unit. */
  unitId: string | null
}

/** A row of `client`, its lists still JSON. */
export interface ClientRow {
  id: string
  name: string
  auth_method: StoredClient['authMethod']
  secret_hash: string | null
  jwks: string | null
  grant_types: string
  redirect_uris: string
  origins: string
  scopes: string
  post_logout_redirect_uris: string
  unit_id: string | null
  theme: string | null
}

export const clientOf = (row: ClientRow): StoredClient => ({
  id: row.id,
  name: row.name,
  authMethod: row.auth_method,
  secretHash: row.secret_hash,
  jwks: row.jwks ? (JSON.parse(row.jwks) as JSONWebKeySet) : null,
  redirectUris: JSON.parse(row.redirect_uris) as string[],
  origins: JSON.parse(row.origins) as string[],
  scopes: JSON.parse(row.scopes) as string[],
  grantTypes: JSON.parse(row.grant_types) as string[],
  postLogoutRedirectUris: JSON.parse(row.post_logout_redirect_uris) as string[],
  unitId: row.unit_id,
  theme: readTheme(row.theme),
})

/** A client that was stopped is nobody. */
export const selectClient = (db: D1Database, id: string) =>
  db.prepare('SELECT * FROM client WHERE id = ? AND disabled_at IS NULL').bind(id)

export async function findClient(db: D1Database, id: string | undefined): Promise<StoredClient | undefined> {
  const row = id && (await selectClient(db, id).first<ClientRow>())
  return row ? clientOf(row) : undefined
}

/** Aborts the batch when software was stopped meanwhile, or is not opened for that scope of the unit. */
export const clientMustStillHold = (db: D1Database, id: string, unitId: string, scope: string) =>
  db
    .prepare(
      `INSERT INTO guard (held) SELECT count(*) FROM client
       WHERE id = ? AND unit_id = ? AND disabled_at IS NULL AND ? IN (SELECT value FROM json_each(scopes))`,
    )
    .bind(id, unitId, scope)

/** Notes when the software of a unit came for a token. */
export const noteUse = (db: D1Database, id: string, now: number) =>
  db.prepare('UPDATE client SET used_at = ? WHERE id = ?').bind(now, id)
