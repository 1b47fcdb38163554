/** Parcels: put in by the counter, read by the unit. Their way is told by the carriers (follow.ts). */
import type { Context } from 'hono'
import { type ExpressReason, isOver, type SendParcel, type TrackParcel } from '../../schema/express.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Env } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { partners } from '../partners/index.ts'
import { mayWrite } from './rules.ts'
import * as store from './store.ts'
import { followWaybill } from './waybill-store.ts'

export type Receiver = Pick<SendParcel, 'name' | 'mobile' | 'region' | 'detail'>

const RECEIVER = 'parcel.receiver'
export const NOTE = 'parcel_event.note'

/** A clerk puts in what goes out to a unit. From then on its carrier is asked, or the clerk says where it is. */
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
  const first = {
    unitId,
    parcelId: id,
    id: newId(now),
    state: 'waiting',
    noteSealed: null,
    keyId,
    now,
  } as const
  const done = await attempt(env.DB, [
    store.insertParcel(env.DB, { ...parcel, clerkId: clerk.clerkId }),
    partners(env).express.knows(carrier)
      ? followWaybill(env.DB, { carrier, number: waybill }, now)
      : store.insertEvent(env.DB, first),
    await audited(env, origin, now, {
      ...{ unitId, actor: `clerk:${clerk.clerkId}`, act: 'parcel_send', subject: `parcel:${id}` },
      result: 'done',
    }),
  ])
  return done.ok ? ok(undefined) : fail('parcel_known')
}

/** A clerk says what happened to a parcel of their own that no carrier is asked about. */
export async function trackParcel(
  c: Context<Env>,
  parcel: store.FollowedRow,
  { state, note }: TrackParcel,
): Promise<Result<void, ExpressReason>> {
  const { env } = c
  const { now, origin, clerk } = c.var
  const { seal, keyId } = await sealer(env.SEALING_KEYS)
  const { unit_id: unitId, id: parcelId } = parcel
  if (!isOver(parcel.state) && !mayWrite(parcel.state, parcel)) return fail('parcel_followed')
  const noteSealed = note ? await seal(note, NOTE) : null
  const done = await attempt(env.DB, [
    store.mustBeByHand(env.DB, unitId, parcelId),
    store.insertEvent(env.DB, { unitId, parcelId, id: newId(now), state, noteSealed, keyId, now }),
    store.setState(env.DB, unitId, parcelId, state),
    await audited(env, origin, now, {
      ...{ unitId, actor: `clerk:${clerk.clerkId}`, act: 'parcel_track', subject: `parcel:${parcelId}` },
      result: 'done',
    }),
  ])
  return done.ok ? ok(undefined) : fail('parcel_over')
}

export async function receiverOf(
  env: Bindings,
  { receiver_sealed }: Pick<store.ParcelRow, 'receiver_sealed'>,
): Promise<Receiver> {
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
