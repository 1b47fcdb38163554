/** Every SQL statement on the keys of a unit and the browsers that they may be used in alone. */
import type { Role } from '../../schema/session.ts'
import type { Binds } from './rules.ts'
import type { Certificate } from './store.ts'

export interface UnitRow {
  id: string
  credit_code: string
  unit_number: string
  name: string
  region: string
}

export interface OperatorRow {
  id: string
  role: Role
  name_sealed: string
  acts_from: number
  acts_until: number
  suspended: number
}

export interface KeyRow {
  id: string
  issuer: string
  serial: string
  valid_until: number
  removed_at: number | null
}

export interface Beside {
  unit: UnitRow | undefined
  operators: OperatorRow[]
  keys: KeyRow[]
  /** Keys of the unit that the browser of this thumbprint is enrolled for. */
  devices: string[]
}

/** All that a sign-in with a certificate is held against, in one trip. */
export async function lookBeside(
  db: D1Database,
  creditCode: string,
  thumbprint: string | undefined,
): Promise<Beside> {
  const OF_UNIT = 'unit_id = (SELECT id FROM unit WHERE credit_code = ?1)'
  const [units, operators, keys, devices] = await db.batch([
    db
      .prepare('SELECT id, credit_code, unit_number, name, region FROM unit WHERE credit_code = ?1')
      .bind(creditCode),
    db
      .prepare(
        `SELECT id, role, name_sealed, acts_from, acts_until, suspended FROM operator WHERE ${OF_UNIT} LIMIT 100`,
      )
      .bind(creditCode),
    db
      .prepare(`SELECT id, issuer, serial, valid_until, removed_at FROM ca_key WHERE ${OF_UNIT} LIMIT 1000`)
      .bind(creditCode),
    db
      .prepare(`SELECT key_id FROM ca_device WHERE ${OF_UNIT} AND thumbprint = ?2`)
      .bind(creditCode, thumbprint ?? ''),
  ])
  return {
    unit: units?.results[0] as UnitRow | undefined,
    operators: (operators?.results ?? []) as OperatorRow[],
    keys: (keys?.results ?? []) as KeyRow[],
    devices: ((devices?.results ?? []) as { key_id: string }[]).map(({ key_id }) => key_id),
  }
}

export interface NewKey {
  unitId: string
  id: string
  certificate: Certificate
  boundBy: string | null
  how: Binds
  now: number
}

/** Binds a key, one that was removed anew; the database keeps a unit to twenty. */
export const bindKey = (db: D1Database, k: NewKey) =>
  db
    .prepare(
      `INSERT INTO ca_key (unit_id, id, issuer, serial, valid_until, bound_at, bound_by, bound_how)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
       ON CONFLICT (unit_id, issuer, serial) DO UPDATE SET
         removed_at = NULL, removed_by = NULL, bound_at = ?6, bound_by = ?7, bound_how = ?8
       WHERE ca_key.removed_at IS NOT NULL`,
    )
    .bind(...[k.unitId, k.id, ...certificateOf(k.certificate), k.now, k.boundBy, k.how])

const certificateOf = (c: Certificate) => [c.issuer, c.serial, c.validUntil]

/** Binds the key that comes after one of the same CA, while that one is bound. Follow it with `mustChange`. */
export const renewKey = (db: D1Database, k: Omit<NewKey, 'boundBy' | 'how'>) =>
  db
    .prepare(
      `INSERT INTO ca_key (unit_id, id, issuer, serial, valid_until, bound_at, bound_how)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, 'renewal'
       WHERE EXISTS (SELECT 1 FROM ca_key WHERE unit_id = ?1 AND issuer = ?3 AND removed_at IS NULL)`,
    )
    .bind(...[k.unitId, k.id, ...certificateOf(k.certificate), k.now])

/** The browsers of the keys before it go with a renewed key. */
export const keepDevices = (db: D1Database, unitId: string, keyId: string, issuer: string) =>
  db
    .prepare(
      `INSERT OR IGNORE INTO ca_device (unit_id, key_id, thumbprint, device, enrolled_at, enrolled_by, used_at)
       SELECT d.unit_id, ?2, d.thumbprint, d.device, d.enrolled_at, d.enrolled_by, d.used_at FROM ca_device d
       JOIN ca_key k ON k.unit_id = d.unit_id AND k.id = d.key_id
       WHERE d.unit_id = ?1 AND d.key_id <> ?2 AND k.issuer = ?3 AND k.removed_at IS NULL`,
    )
    .bind(unitId, keyId, issuer)

export interface NewDevice {
  unitId: string
  certificate: Pick<Certificate, 'issuer' | 'serial'>
  thumbprint: string
  device: string
  by: string
  now: number
}

/** Enrols a browser for a key that is bound. */
export const enrolDevice = (db: D1Database, d: NewDevice) =>
  db
    .prepare(
      `INSERT INTO ca_device (unit_id, key_id, thumbprint, device, enrolled_at, enrolled_by, used_at)
       SELECT unit_id, id, ?4, ?5, ?6, ?7, ?6 FROM ca_key
       WHERE unit_id = ?1 AND issuer = ?2 AND serial = ?3 AND removed_at IS NULL
       ON CONFLICT DO NOTHING`,
    )
    .bind(...[d.unitId, d.certificate.issuer, d.certificate.serial, d.thumbprint, d.device, d.now, d.by])

/** Marks the browser as used, if it is enrolled for this key. Follow it with `mustChange` where it must be. */
export const touchDevice = (db: D1Database, unitId: string, keyId: string, thumbprint: string, now: number) =>
  db
    .prepare('UPDATE ca_device SET used_at = ?4 WHERE unit_id = ?1 AND key_id = ?2 AND thumbprint = ?3')
    .bind(unitId, keyId, thumbprint, now)

/** Aborts the batch where somebody else acts for the unit by now: then the key no longer says who it is. */
export const mustBeAlone = (db: D1Database, unitId: string, operatorId: string, now: number) =>
  db
    .prepare(
      `INSERT INTO guard (held) SELECT NOT EXISTS (SELECT 1 FROM operator
       WHERE unit_id = ?1 AND id <> ?2 AND suspended = 0 AND acts_from <= ?3 AND acts_until > ?3)`,
    )
    .bind(unitId, operatorId, now)

/** Ends a key for the unit; its sessions and browsers end with it. Follow it with `mustChange`. */
export const removeKey = (db: D1Database, unitId: string, id: string, by: string, now: number) =>
  db
    .prepare(
      'UPDATE ca_key SET removed_at = ?4, removed_by = ?3 WHERE unit_id = ?1 AND id = ?2 AND removed_at IS NULL',
    )
    .bind(unitId, id, by, now)

/** Follow it with `mustChange`. */
export const removeDevice = (db: D1Database, unitId: string, keyId: string, thumbprint: string) =>
  db
    .prepare('DELETE FROM ca_device WHERE unit_id = ? AND key_id = ? AND thumbprint = ?')
    .bind(unitId, keyId, thumbprint)
