/** Every SQL statement on clients that the administration registers; software of units is its units' own. */
import type { AuthMethod } from '../../schema/counter-clients.ts'
import { readTheme, type Theme } from '../../schema/theme.ts'

export interface Registered {
  id: string
  name: string
  authMethod: AuthMethod
  jwks: string | null
  redirectUris: string[]
  origins: string[]
  postLogoutRedirectUris: string[]
  backchannelLogoutUri: string | null
  /** How its frames look. */
  theme: Theme
  createdAt: number
  disabledAt: number | null
}

interface Row {
  id: string
  name: string
  auth_method: AuthMethod
  jwks: string | null
  redirect_uris: string
  origins: string
  post_logout_redirect_uris: string
  backchannel_logout_uri: string | null
  theme: string | null
  created_at: number
  disabled_at: number | null
}

const list = (json: string) => JSON.parse(json) as string[]

const registeredOf = (row: Row): Registered => ({
  ...{ id: row.id, name: row.name, authMethod: row.auth_method, jwks: row.jwks },
  ...{ redirectUris: list(row.redirect_uris), origins: list(row.origins) },
  postLogoutRedirectUris: list(row.post_logout_redirect_uris),
  ...{ backchannelLogoutUri: row.backchannel_logout_uri, theme: readTheme(row.theme) },
  ...{ createdAt: row.created_at, disabledAt: row.disabled_at },
})

/** Portals: what came by this page or by hand, and sends visitors to sign in. */
const PORTALS = `SELECT id, name, auth_method, jwks, redirect_uris, origins, post_logout_redirect_uris,
    backchannel_logout_uri, theme, created_at, disabled_at
  FROM client WHERE unit_id IS NULL AND grant_types LIKE '%"authorization_code"%'`

export async function listClients(db: D1Database): Promise<Registered[]> {
  const { results } = await db.prepare(`${PORTALS} ORDER BY name, id LIMIT 500`).all<Row>()
  return results.map(registeredOf)
}

export async function findRegistered(db: D1Database, id: string): Promise<Registered | undefined> {
  const row = await db.prepare(`${PORTALS} AND id = ?`).bind(id).first<Row>()
  return row ? registeredOf(row) : undefined
}

export interface NewRegistered extends Omit<Registered, 'createdAt' | 'disabledAt'> {
  secretHash: string | null
  now: number
}

const lists = (c: Pick<Registered, 'redirectUris' | 'origins' | 'postLogoutRedirectUris'>) =>
  [c.redirectUris, c.origins, c.postLogoutRedirectUris].map((one) => JSON.stringify(one))

const themeIn = (theme: Theme) => (Object.keys(theme).length === 0 ? null : JSON.stringify(theme))

/** Refused by the key where the id is taken. */
export const insertClient = (db: D1Database, c: NewRegistered) =>
  db
    .prepare(
      `INSERT INTO client (id, name, auth_method, secret_hash, jwks, redirect_uris, origins, post_logout_redirect_uris,
                           backchannel_logout_uri, theme, created_at, grant_types, scopes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '["authorization_code","refresh_token"]', '["openid"]')`,
    )
    .bind(
      ...[c.id, c.name, c.authMethod, c.secretHash, c.jwks, ...lists(c), c.backchannelLogoutUri],
      ...[themeIn(c.theme), c.now],
    )

const OURS = `unit_id IS NULL AND grant_types LIKE '%"authorization_code"%'`

export const changeClient = (
  db: D1Database,
  c: Omit<Registered, 'authMethod' | 'createdAt' | 'disabledAt'>,
) =>
  db
    .prepare(
      `UPDATE client SET name = ?2, jwks = CASE WHEN jwks IS NULL THEN NULL ELSE ?3 END, redirect_uris = ?4, origins = ?5,
         post_logout_redirect_uris = ?6, backchannel_logout_uri = ?7, theme = ?8 WHERE id = ?1 AND ${OURS}`,
    )
    .bind(c.id, c.name, c.jwks, ...lists(c), c.backchannelLogoutUri, themeIn(c.theme))

export const changeSecret = (db: D1Database, id: string, secretHash: string) =>
  db
    .prepare(
      `UPDATE client SET secret_hash = ?2 WHERE id = ?1 AND auth_method = 'client_secret_basic' AND ${OURS}`,
    )
    .bind(id, secretHash)

export const stopClient = (db: D1Database, id: string, now: number) =>
  db
    .prepare(`UPDATE client SET disabled_at = ?2 WHERE id = ?1 AND disabled_at IS NULL AND ${OURS}`)
    .bind(id, now)

export const resumeClient = (db: D1Database, id: string) =>
  db
    .prepare(`UPDATE client SET disabled_at = NULL WHERE id = ?1 AND disabled_at IS NOT NULL AND ${OURS}`)
    .bind(id)
