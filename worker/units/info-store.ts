/** Every SQL statement on what a unit says of itself. */
import type { SealedTable } from '../lib/reseal.ts'

export interface InfoRow {
  version: number
  organisation_code: string | null
  economic_type: string
  nature: string
  industry: string
  affiliation: string
  category: string
  address_sealed: string
}

/** The unit's row and its registration; the rest is null until it was filled in. */
export const readUnit = (db: D1Database, unitId: string) =>
  db
    .prepare(
      `SELECT u.name, u.credit_code, u.unit_number, u.region, i.version, i.organisation_code, i.economic_type, i.nature,
              i.industry, i.affiliation, i.category, i.address_sealed
       FROM unit u LEFT JOIN unit_info i ON i.unit_id = u.id WHERE u.id = ?`,
    )
    .bind(unitId)
    .first<
      { name: string; credit_code: string; unit_number: string; region: string } & (
        | InfoRow
        | { version: null }
      )
    >()

export interface NewInfo {
  unitId: string
  /** What was read; 0 where nothing was kept yet. */
  version: number
  organisationCode: string | null
  economicType: string
  nature: string
  industry: string
  affiliation: string
  category: string
  addressSealed: string
  keyId: string
  now: number
  by: string
}

/** Keeps it only while it is still what was read; follow it with `mustChange`. */
export const saveInfo = (db: D1Database, i: NewInfo) =>
  db
    .prepare(
      `INSERT INTO unit_info (unit_id, version, organisation_code, economic_type, nature, industry, affiliation, category,
                              address_sealed, key_id, changed_at, changed_by)
       VALUES (?1, ?2 + 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
       ON CONFLICT (unit_id) DO UPDATE SET
         version = ?2 + 1, organisation_code = ?3, economic_type = ?4, nature = ?5, industry = ?6, affiliation = ?7,
         category = ?8, address_sealed = ?9, key_id = ?10, changed_at = ?11, changed_by = ?12
       WHERE version = ?2`,
    )
    .bind(
      ...[i.unitId, i.version, i.organisationCode, i.economicType, i.nature, i.industry, i.affiliation],
      ...[i.category, i.addressSealed, i.keyId, i.now, i.by],
    )

/** In the same batch: the registration's own column, which stays while the unit's insurance hangs on it (migration 0050). */
export const setRegion = (db: D1Database, unitId: string, region: string) =>
  db.prepare('UPDATE unit SET region = ?2 WHERE id = ?1').bind(unitId, region)

export interface RepresentativeRow {
  document_type: string | null
  document_sealed: string | null
  name_sealed: string
  mobile_sealed: string | null
}

export const findRepresentative = (db: D1Database, unitId: string) =>
  db
    .prepare(
      `SELECT document_type, document_sealed, name_sealed, mobile_sealed FROM operator
       WHERE unit_id = ? AND role = 'legal_representative'`,
    )
    .bind(unitId)
    .first<RepresentativeRow>()

/** How a unit's address is sealed, for key rotation. */
export const sealedUnitInfo: SealedTable = {
  table: 'unit_info',
  key: ['unit_id'],
  sealed: { address_sealed: 'unit_info.address' },
  indexes: {},
}
