/** Registers portals and programs with the hall, as an administration would. */
import { createHash } from 'node:crypto'
import type { Theme } from '../../schema/theme.ts'

export interface NewClient {
  id: string
  name: string
  grantTypes: string[]
  scopes: string[]
  redirectUris?: string[]
  /** Sites that may embed the sign-in. */
  origins?: string[]
  /** One of the two: a secret for client_secret_basic, public keys (JSON) for private_key_jwt. */
  secret?: string
  jwks?: string
  /** Where it may send a visitor who has signed out. */
  postLogoutRedirectUris?: string[]
  /** Where it hears of sessions that ended. */
  backchannelLogoutUri?: string
  /** How its frames look. */
  theme?: Theme
}

/** Adds a client, or brings a known one up to date. */
export async function addClient(db: D1Database, client: NewClient): Promise<void> {
  const { id, name, grantTypes, scopes, redirectUris = [], origins = [], secret, jwks } = client
  const { postLogoutRedirectUris = [], backchannelLogoutUri = null, theme } = client
  const hash = secret === undefined ? null : createHash('sha256').update(secret).digest('base64url')
  const method = secret === undefined ? 'private_key_jwt' : 'client_secret_basic'
  const lists = [grantTypes, redirectUris, origins, scopes].map((list) => JSON.stringify(list))
  await db
    .prepare(
      `INSERT INTO client (id, name, auth_method, secret_hash, jwks, grant_types, redirect_uris, origins, scopes, created_at,
                           post_logout_redirect_uris, backchannel_logout_uri, theme)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
       ON CONFLICT (id) DO UPDATE SET secret_hash = ?4, jwks = ?5, grant_types = ?6, redirect_uris = ?7, origins = ?8,
         post_logout_redirect_uris = ?11, backchannel_logout_uri = ?12, theme = ?13`,
    )
    .bind(
      ...[id, name, method, hash, jwks ?? null, ...lists, Date.now()],
      ...[JSON.stringify(postLogoutRedirectUris), backchannelLogoutUri, theme ? JSON.stringify(theme) : null],
    )
    .run()
}
