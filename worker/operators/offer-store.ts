/** The SQL on grants that wait for the person's own confirmation. */
import type { GrantedRole } from '../../schema/operators.ts'
import type { SealedTable } from '../lib/reseal.ts'
import type { SealedDocument, SealedMobile } from '../units/store.ts'

export interface NewOffer {
  unitId: string
  id: string
  personId: string
  role: GrantedRole
  document: SealedDocument
  nameSealed: string
  mobile: SealedMobile
  scope: readonly string[] | null
  actsFrom: number
  actsUntil: number
  grantedBy: string
  keyId: string
  now: number
  expiresAt: number
}

export const insertOffer = (db: D1Database, o: NewOffer) =>
  db
    .prepare(
      `INSERT INTO grant_offer (unit_id, id, person_id, role, document_type, document_index, document_sealed, name_sealed,
                                mobile_index, mobile_sealed, scope, acts_from, acts_until, granted_by, key_id, created_at,
                                expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      ...[
        o.unitId,
        o.id,
        o.personId,
        o.role,
        o.document.type,
        o.document.index,
        o.document.sealed,
        o.nameSealed,
      ],
      ...[o.mobile.index, o.mobile.sealed, o.scope && JSON.stringify(o.scope), o.actsFrom, o.actsUntil],
      ...[o.grantedBy, o.keyId, o.now, o.expiresAt],
    )

/** Drops the unit's offers that are over, so that they take no room. */
export const dropOver = (db: D1Database, unitId: string, now: number) =>
  db.prepare('DELETE FROM grant_offer WHERE unit_id = ? AND expires_at <= ?').bind(unitId, now)

export const cleanOffers = (db: D1Database, now: number) =>
  db
    .prepare(
      `DELETE FROM grant_offer WHERE (unit_id, id) IN
         (SELECT unit_id, id FROM grant_offer WHERE expires_at <= ? LIMIT 1000)`,
    )
    .bind(now)

export interface OfferRow {
  unit_id: string
  id: string
  person_id: string
  role: GrantedRole
  document_type: string
  document_index: string
  document_sealed: string
  name_sealed: string
  mobile_index: string
  mobile_sealed: string
  scope: string | null
  acts_from: number
  acts_until: number
  granted_by: string
  key_id: string
  created_at: number
  expires_at: number
  unit_name: string
  unit_number: string
}

const OFFER = `SELECT f.*, u.name AS unit_name, u.unit_number FROM grant_offer f JOIN unit u ON u.id = f.unit_id`

export async function listOffers(db: D1Database, unitId: string, now: number) {
  const { results } = await db
    .prepare(`${OFFER} WHERE f.unit_id = ? AND f.expires_at > ? ORDER BY f.created_at`)
    .bind(unitId, now)
    .all<OfferRow>()
  return results
}

/** What waits for a person, whichever unit offered it; at most a hundred. */
export async function offersTo(db: D1Database, personId: string, now: number) {
  const { results } = await db
    .prepare(`${OFFER} WHERE f.person_id = ? AND f.expires_at > ? ORDER BY f.created_at LIMIT 100`)
    .bind(personId, now)
    .all<OfferRow>()
  return results
}

/** Taken by the person it is for, or by its unit: another's id drops nothing. Follow it with `mustChange`. */
export const takeOffer = (db: D1Database, personId: string, id: string, now: number) =>
  db
    .prepare('DELETE FROM grant_offer WHERE person_id = ? AND id = ? AND expires_at > ?')
    .bind(personId, id, now)
export const withdrawOffer = (db: D1Database, unitId: string, id: string) =>
  db.prepare('DELETE FROM grant_offer WHERE unit_id = ? AND id = ?').bind(unitId, id)

/** The person as the operator that the offer makes of them. */
export const insertGranted = (
  db: D1Database,
  f: OfferRow,
  o: { id: string; password: string; now: number },
) =>
  db
    .prepare(
      `INSERT INTO operator (unit_id, id, person_id, role, document_type, document_index, document_sealed, name_sealed,
                             mobile_index, mobile_sealed, password, key_id, created_at, granted_by, acts_from, acts_until,
                             scope, changed_at, changed_by)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?13, ?14)`,
    )
    .bind(
      ...[f.unit_id, o.id, f.person_id, f.role, f.document_type, f.document_index, f.document_sealed],
      ...[f.name_sealed, f.mobile_index, f.mobile_sealed, o.password, f.key_id, o.now, f.granted_by],
      ...[f.acts_from, f.acts_until, f.scope],
    )

/** How offers are sealed, for key rotation. */
export const sealedOffers: SealedTable = {
  table: 'grant_offer',
  key: ['unit_id', 'id'],
  sealed: {
    document_sealed: 'operator.document',
    name_sealed: 'operator.name',
    mobile_sealed: 'operator.mobile',
  },
  indexes: {
    document_index: ({ document_sealed: number }, { index }) => index(number ?? '', 'document'),
    mobile_index: ({ mobile_sealed: number }, { index }) => index(number ?? '', 'mobile'),
  },
}
