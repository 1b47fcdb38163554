/** Parcels: put in and followed by the counter, read by the unit. */
import type { Context } from 'hono'
import type { ExpressReason, SendParcel, TrackParcel } from '../../schema/express.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Env } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import * as store from './store.ts'

export type Receiver = Pick<SendParcel, 'name' | 'mobile' | 'region' | 'detail'>

const RECEIVER = 'parcel.receiver'
const NOTE = 'parcel_event.note'

/** A clerk puts in what goes out to a unit; the first event is that it waits for the carrier. */
export async function sendParcel(c: Context<Env>, input: SendParcel): Promise<Result<void, ExpressReason>> {
  const { env } = c
  const { now, origin, clerk } = c.var
  const { creditCode, carrier, waybill, caseNumber, name, mobile, region, detail } = input
  const unitId = await store.unitOf(env.DB, creditCode)
  if (!unitId) return fail('parcel_unit_unknown')
  const { seal, keyId } = await sealer(env.SEALING_KEYS)
  const id = newId(now)
  const receiver: Receiver = { name, mobile, region, detail }
  const receiverSealed = await seal(JSON.stringify(receiver), RECEIVER)
  const parcel = { unitId, id, carrier, waybill, caseNumber: caseNumber || null, receiverSealed, keyId, now }
  const done = await attempt(env.DB, [
    store.insertParcel(env.DB, { ...parcel, clerkId: clerk.clerkId }),
    store.insertEvent(env.DB, {
      ...{ unitId, parcelId: id, id: newId(now), state: 'waiting', noteSealed: null, keyId, now },
    }),
    await audited(env, origin, now, {
      ...{ unitId, actor: `clerk:${clerk.clerkId}`, act: 'parcel_send', subject: `parcel:${id}` },
      result: 'done',
    }),
  ])
  return done.ok ? ok(undefined) : fail('parcel_known')
}

/** A clerk says what happened to a parcel of their own. */
export async function trackParcel(
  c: Context<Env>,
  parcel: store.ParcelRow,
  { state, note }: TrackParcel,
): Promise<Result<void, ExpressReason>> {
  const { env } = c
  const { now, origin, clerk } = c.var
  const { seal, keyId } = await sealer(env.SEALING_KEYS)
  const { unit_id: unitId, id: parcelId } = parcel
  const noteSealed = note ? await seal(note, NOTE) : null
  const done = await attempt(env.DB, [
    store.insertEvent(env.DB, { unitId, parcelId, id: newId(now), state, noteSealed, keyId, now }),
    await audited(env, origin, now, {
      ...{ unitId, actor: `clerk:${clerk.clerkId}`, act: 'parcel_track', subject: `parcel:${parcelId}` },
      result: 'done',
    }),
  ])
  return done.ok ? ok(undefined) : fail('parcel_over')
}

export async function receiverOf(env: Bindings, { receiver_sealed }: store.ParcelRow): Promise<Receiver> {
  const { open } = await sealer(env.SEALING_KEYS)
  return JSON.parse(await open(receiver_sealed, RECEIVER)) as Receiver
}

export interface ParcelEvent {
  id: string
  at: number
  state: store.EventRow['state']
  note: string | undefined
}

/** What happened to a parcel, the newest first. */
export async function trackOf(env: Bindings, { unit_id, id }: store.ParcelRow): Promise<ParcelEvent[]> {
  const { open } = await sealer(env.SEALING_KEYS)
  const rows = await store.eventsOf(env.DB, unit_id, id)
  return Promise.all(
    rows.map(async ({ note_sealed, ...row }) => ({
      ...row,
      note: note_sealed ? await open(note_sealed, NOTE) : undefined,
    })),
  )
}
