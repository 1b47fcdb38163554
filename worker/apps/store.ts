/** Every SQL statement on the software of a unit: clients that act for that one unit. */
import type { AppScope } from '../../schema/apps.ts'

export interface NewApp {
  unitId: string
  id: string
  name: string
  secretHash: string
  scopes: AppScope[]
  now: number
}

/** The database refuses an eleventh of a unit, and a second of one name. */
export const insertApp = (db: D1Database, a: NewApp) =>
  db
    .prepare(
      `INSERT INTO client (id, name, auth_method, secret_hash, grant_types, redirect_uris, origins, scopes, created_at,
                           unit_id)
       VALUES (?, ?, 'client_secret_basic', ?, '["client_credentials"]', '[]', '[]', ?, ?, ?)`,
    )
    .bind(a.id, a.name, a.secretHash, JSON.stringify(a.scopes), a.now, a.unitId)

export interface App {
  id: string
  name: string
  scopes: AppScope[]
  createdAt: number
  /** When it last got a token. */
  usedAt: number | null
}

/** A unit's software, the oldest first. */
export async function listApps(db: D1Database, unitId: string): Promise<App[]> {
  const { results } = await db
    .prepare(
      'SELECT id, name, scopes, created_at, used_at FROM client WHERE unit_id = ? ORDER BY created_at, id',
    )
    .bind(unitId)
    .all<{ id: string; name: string; scopes: string; created_at: number; used_at: number | null }>()
  return results.map(({ created_at: createdAt, used_at: usedAt, scopes, ...row }) => ({
    ...{ ...row, createdAt, usedAt, scopes: JSON.parse(scopes) as AppScope[] },
  }))
}

/** Stops one; its tokens end with it. Another unit's changes nothing. */
export const dropApp = (db: D1Database, unitId: string, id: string) =>
  db.prepare('DELETE FROM client WHERE unit_id = ? AND id = ?').bind(unitId, id)
