/** Every SQL statement on parcels. */
import type { Carrier, ParcelState } from '../../schema/express.ts'
import type { SealedTable } from '../lib/reseal.ts'

export const unitOf = (db: D1Database, creditCode: string) =>
  db.prepare('SELECT id FROM unit WHERE credit_code = ?').bind(creditCode).first<string>('id')

export interface NewParcel {
  unitId: string
  id: string
  carrier: Carrier
  waybill: string
  caseNumber: string | null
  receiverSealed: string
  keyId: string
  clerkId: string
  now: number
}

/** UNIQUE keeps a waybill of a carrier to one parcel of the unit. */
export const insertParcel = (db: D1Database, p: NewParcel) =>
  db
    .prepare(
      `INSERT INTO parcel (unit_id, id, carrier, waybill, case_number, receiver_sealed, state, key_id, clerk_id, created_at)
       VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?)`,
    )
    .bind(
      ...[p.unitId, p.id, p.carrier, p.waybill, p.caseNumber, p.receiverSealed, p.keyId, p.clerkId, p.now],
    )

export interface NewEvent {
  unitId: string
  parcelId: string
  id: string
  state: ParcelState
  noteSealed: string | null
  keyId: string
  now: number
}

/** The parcel's state follows; the database refuses it for one that has arrived or gone back. */
export const insertEvent = (db: D1Database, e: NewEvent) =>
  db
    .prepare(
      `INSERT INTO parcel_event (unit_id, parcel_id, id, at, state, note_sealed, key_id) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(e.unitId, e.parcelId, e.id, e.now, e.state, e.noteSealed, e.keyId)

export interface ParcelRow {
  unit_id: string
  id: string
  carrier: Carrier
  waybill: string
  case_number: string | null
  receiver_sealed: string
  state: ParcelState
  created_at: number
}

const PARCEL =
  'SELECT unit_id, id, carrier, waybill, case_number, receiver_sealed, state, created_at FROM parcel'

/** A unit's parcels, the newest first, a page at a time: `before` is the last id of the page before. */
export async function listParcels(db: D1Database, unitId: string, before: string, limit: number) {
  const { results } = await db
    .prepare(`${PARCEL} WHERE unit_id = ? AND id < ? ORDER BY id DESC LIMIT ?`)
    .bind(unitId, before, limit)
    .all<ParcelRow>()
  return results
}

/** Those of this waybill or of this case. */
export async function findParcels(
  db: D1Database,
  unitId: string,
  { waybill, caseNumber }: { waybill: string; caseNumber: string },
  limit: number,
) {
  const { results } = await db
    .prepare(`${PARCEL} WHERE unit_id = ?1 AND (waybill = ?2 OR case_number = ?3) ORDER BY id DESC LIMIT ?4`)
    .bind(unitId, waybill, caseNumber, limit)
    .all<ParcelRow>()
  return results
}

export const findParcel = (db: D1Database, unitId: string, id: string) =>
  db.prepare(`${PARCEL} WHERE unit_id = ? AND id = ?`).bind(unitId, id).first<ParcelRow>()

export interface EventRow {
  id: string
  at: number
  state: ParcelState
  note_sealed: string | null
}

/** What happened, the newest first. */
export async function eventsOf(db: D1Database, unitId: string, parcelId: string) {
  const { results } = await db
    .prepare(
      `SELECT id, at, state, note_sealed FROM parcel_event WHERE unit_id = ? AND parcel_id = ? ORDER BY id DESC LIMIT 100`,
    )
    .bind(unitId, parcelId)
    .all<EventRow>()
  return results
}

export interface SentRow extends ParcelRow {
  unit_name: string
}

/** What a clerk put in lately, the newest first. */
export async function listSent(db: D1Database, clerkId: string, limit: number) {
  const { results } = await db
    .prepare(
      `SELECT p.unit_id, p.id, p.carrier, p.waybill, p.case_number, p.receiver_sealed, p.state, p.created_at,
              u.name AS unit_name
       FROM parcel p JOIN unit u ON u.id = p.unit_id WHERE p.clerk_id = ? ORDER BY p.created_at DESC LIMIT ?`,
    )
    .bind(clerkId, limit)
    .all<SentRow>()
  return results
}

/** One that this clerk put in. */
export const findSent = (db: D1Database, clerkId: string, unitId: string, id: string) =>
  db
    .prepare(`${PARCEL} WHERE unit_id = ? AND id = ? AND clerk_id = ?`)
    .bind(unitId, id, clerkId)
    .first<ParcelRow>()

/** How parcels and what is said of them are sealed, for key rotation. */
export const sealedParcels: SealedTable = {
  table: 'parcel',
  key: ['unit_id', 'id'],
  sealed: { receiver_sealed: 'parcel.receiver' },
  indexes: {},
}
export const sealedParcelEvents: SealedTable = {
  table: 'parcel_event',
  key: ['unit_id', 'parcel_id', 'id'],
  sealed: { note_sealed: 'parcel_event.note' },
  indexes: {},
}
