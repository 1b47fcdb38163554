/** Every SQL statement that lists: the keys of a unit, their browsers, and the CAs that give out keys. */
import type { KeyRow } from './keys-store.ts'
import type { Binds } from './rules.ts'

export interface ListedKey extends KeyRow {
  /** As the trust list calls the CA. */
  issuer_name: string | null
  bound_at: number
  bound_by: string | null
  bound_how: Binds
  used_at: number | null
  /** Of whom that bound it; none where they have gone. */
  by_name_sealed: string | null
}

/** The unit's keys, those in use first; at most a hundred. */
export async function listKeys(db: D1Database, unitId: string): Promise<ListedKey[]> {
  const { results } = await db
    .prepare(
      `SELECT k.id, k.issuer, k.serial, k.valid_until, k.bound_at, k.bound_by, k.bound_how, k.used_at, k.removed_at,
              o.name_sealed AS by_name_sealed,
              (SELECT name FROM ca_authority WHERE subject_hash = k.issuer
               ORDER BY stopped_at IS NOT NULL, added_at DESC LIMIT 1) AS issuer_name
       FROM ca_key k LEFT JOIN operator o ON o.unit_id = k.unit_id AND o.id = k.bound_by
       WHERE k.unit_id = ? ORDER BY k.removed_at IS NOT NULL, k.valid_until DESC, k.id LIMIT 100`,
    )
    .bind(unitId)
    .all<ListedKey>()
  return results
}

export interface DeviceRow {
  key_id: string
  thumbprint: string
  device: string
  enrolled_at: number
  used_at: number
}

export async function listDevices(db: D1Database, unitId: string): Promise<DeviceRow[]> {
  const { results } = await db
    .prepare(
      `SELECT key_id, thumbprint, device, enrolled_at, used_at FROM ca_device
       WHERE unit_id = ? ORDER BY used_at DESC LIMIT 400`,
    )
    .bind(unitId)
    .all<DeviceRow>()
  return results
}

/** What units read of the trust list: the CAs that give keys to units, each once. */
export async function namesOfTrusted(db: D1Database): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT DISTINCT a.name FROM ca_authority a WHERE a.stopped_at IS NULL AND NOT EXISTS
         (SELECT 1 FROM ca_authority b WHERE b.issuer_hash = a.subject_hash AND b.id <> a.id AND b.stopped_at IS NULL)
       ORDER BY a.name LIMIT 50`,
    )
    .all<{ name: string }>()
  return results.map(({ name }) => name)
}
