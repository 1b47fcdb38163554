/** Every SQL statement on parcels and what happened to them. Whom to ask about them is waybill-store.ts. */
import type { Carrier, ParcelState } from '../../schema/express.ts'
import type { SealedTable } from '../lib/reseal.ts'
import type { FaultKind } from '../partners/index.ts'
import type { Asking } from './rules.ts'

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

/** The database refuses it for a parcel that has arrived or gone back; the parcel's state is `setState`'s to follow. */
export const insertEvent = (db: D1Database, e: NewEvent) =>
  db
    .prepare(
      `INSERT INTO parcel_event (unit_id, parcel_id, id, at, state, note_sealed, key_id) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(e.unitId, e.parcelId, e.id, e.now, e.state, e.noteSealed, e.keyId)

/** Aborts the batch where the parcel's carrier is asked: then nobody writes its track by hand. */
export const mustBeByHand = (db: D1Database, unitId: string, id: string) =>
  db
    .prepare(
      `INSERT INTO guard (held) SELECT NOT EXISTS (SELECT 1 FROM parcel p JOIN waybill w
         ON w.carrier = p.carrier AND w.number = p.waybill
         WHERE p.unit_id = ? AND p.id = ? AND w.ask_at IS NOT NULL)`,
    )
    .bind(unitId, id)

export interface NewLine {
  id: string
  at: number
  state: ParcelState
  sealed: string
  /** Of time and words, under every key of the ring, the current one first. */
  indexes: string[]
}

/** Keeps those of a carrier's lines that are not kept yet, under whatever key. */
export const insertLines = (db: D1Database, unitId: string, id: string, lines: NewLine[], keyId: string) =>
  db
    .prepare(
      `INSERT INTO parcel_event (unit_id, parcel_id, id, at, state, note_sealed, line_index, key_id)
       SELECT ?1, ?2, line.value ->> 'id', line.value ->> 'at', line.value ->> 'state', line.value ->> 'sealed',
         line.value ->> '$.indexes[0]', ?4
       FROM json_each(?3) line WHERE NOT EXISTS (SELECT 1 FROM parcel_event e WHERE e.unit_id = ?1 AND e.parcel_id = ?2
         AND e.line_index IN (SELECT value FROM json_each(line.value, '$.indexes')))`,
    )
    .bind(unitId, id, JSON.stringify(lines), keyId)

export const setState = (db: D1Database, unitId: string, id: string, state: ParcelState) =>
  db.prepare('UPDATE parcel SET state = ? WHERE unit_id = ? AND id = ?').bind(state, unitId, id)

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

/** One parcel, with what is known of the questions about it. */
export interface FollowedRow extends ParcelRow, Asking {
  answered_at: number | null
  fault: FaultKind | null
}

const FOLLOWED = `SELECT p.unit_id, p.id, p.carrier, p.waybill, p.case_number, p.receiver_sealed, p.state, p.created_at,
    w.asked_at, w.ask_at, w.answered_at, w.fault
  FROM parcel p LEFT JOIN waybill w ON w.carrier = p.carrier AND w.number = p.waybill`

export const findParcel = (db: D1Database, unitId: string, id: string) =>
  db.prepare(`${FOLLOWED} WHERE p.unit_id = ? AND p.id = ?`).bind(unitId, id).first<FollowedRow>()

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
    .prepare(`${FOLLOWED} WHERE p.unit_id = ? AND p.id = ? AND p.clerk_id = ?`)
    .bind(unitId, id, clerkId)
    .first<FollowedRow>()

/** What two lines of a carrier's must share to be the same one, and the domain of its index. */
export const lineOf = (at: number, words: string) => `${at}|${words}`
export const LINE = 'parcel_event.line'

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
  indexes: {
    line_index: ({ at, note_sealed, line_index }, { index }) =>
      line_index == null || note_sealed == null ? null : index(lineOf(Number(at), note_sealed), LINE),
  },
}
