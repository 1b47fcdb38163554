/** Every SQL statement on the waybills that carriers are asked about. A question is taken here before it is asked. */
import type { Carrier, ParcelState } from '../../schema/express.ts'
import type { FaultKind } from '../partners/index.ts'

export interface WaybillRow {
  carrier: Carrier
  number: string
}

/** Has a waybill asked about from now on, also one that was given up before; the half hour counts on. */
export const followWaybill = (db: D1Database, { carrier, number }: WaybillRow, now: number) =>
  db
    .prepare(
      `INSERT INTO waybill (carrier, number, ask_at) VALUES (?1, ?2, ?3)
       ON CONFLICT DO UPDATE SET ask_at = excluded.ask_at`,
    )
    .bind(carrier, number, now)

/** Takes the waybills whose turn it is. Until `again` the clock takes them no more, whatever comes of it. */
export async function takeWaybills(db: D1Database, now: number, every: number, limit: number) {
  const { results } = await db
    .prepare(
      `UPDATE waybill SET asked_at = ?1, ask_at = ?1 + ?2 WHERE (carrier, number) IN
         (SELECT carrier, number FROM waybill WHERE ask_at <= ?1 AND asked_at <= ?1 - ?2 ORDER BY ask_at LIMIT ?3)
       RETURNING carrier, number`,
    )
    .bind(now, every, limit)
    .all<WaybillRow>()
  return results
}

/** Takes one for somebody who looks at it; false where it was asked about lately, or is asked about no more. */
export async function takeWaybill(
  db: D1Database,
  { carrier, number }: WaybillRow,
  now: number,
  every: number,
) {
  const { meta } = await db
    .prepare(
      `UPDATE waybill SET asked_at = ?3, ask_at = ?3 + ?4
       WHERE carrier = ?1 AND number = ?2 AND ask_at IS NOT NULL AND asked_at <= ?3 - ?4`,
    )
    .bind(carrier, number, now, every)
    .run()
  return meta.changes === 1
}

export interface OpenParcel {
  unit_id: string
  id: string
  receiver_sealed: string
  state: ParcelState
  created_at: number
}

/** Of one number there is one parcel, or a few where a clerk put it in for another unit first. */
const MOST_PARCELS = 10

/** The parcels of a waybill that are still on their way, the newest first. */
export async function parcelsOf(db: D1Database, { carrier, number }: WaybillRow): Promise<OpenParcel[]> {
  const { results } = await db
    .prepare(
      `SELECT unit_id, id, receiver_sealed, state, created_at FROM parcel
       WHERE carrier = ? AND waybill = ? AND state NOT IN ('delivered', 'returned')
       ORDER BY created_at DESC LIMIT ?`,
    )
    .bind(carrier, number, MOST_PARCELS)
    .all<OpenParcel>()
  return results
}

export interface Settled {
  fault: FaultKind | null
  now: number
  askAt: number | null
  /** As it was taken with: a turn that came up meanwhile, for another parcel of this number, stays. */
  every: number
}

/** What came of a question, and when the next one is due. */
export const settleWaybill = (db: D1Database, { carrier, number }: WaybillRow, s: Settled) =>
  db
    .prepare(
      `UPDATE waybill SET fault = ?3, answered_at = CASE WHEN ?3 IS NULL THEN ?4 ELSE answered_at END,
         ask_at = CASE WHEN ask_at = asked_at + ?6 THEN ?5 ELSE ask_at END
       WHERE carrier = ?1 AND number = ?2`,
    )
    .bind(carrier, number, s.fault, s.now, s.askAt, s.every)
