/** Follows parcels with their carriers: by the clock, and when somebody looks. Nobody's page waits for it. */
import type { Bindings } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { inLanes, LANES } from '../lib/lanes.ts'
import { logFault } from '../lib/log.ts'
import { sealer } from '../lib/sealed.ts'
import { type FaultKind, type ParcelTrack, partners, type TrackLine } from '../partners/index.ts'
import { NOTE, receiverOf } from './acts.ts'
import { ASK_EVERY_MS, type Asked, mayAsk, nextAsk } from './rules.ts'
import * as store from './store.ts'
import * as waybills from './waybill-store.ts'

/** Two after another in a lane. */
const ROUND = 2 * LANES
/** Sixty waybills a minute, four statements each: a quarter of what one invocation may ask of D1. */
const MOST_ROUNDS = 5
/** No further round begins after this; the next minute goes on. */
const LONGEST_MS = 40_000

/** The cron's part: asks about the waybills whose turn it is, as many as a minute holds. */
export async function followParcels(env: Bindings, now: number): Promise<void> {
  const started = Date.now()
  for (let round = 0; round < MOST_ROUNDS && Date.now() - started < LONGEST_MS; round++) {
    const at = now + Date.now() - started
    const taken = await waybills.takeWaybills(env.DB, at, ASK_EVERY_MS, ROUND)
    let heard = 0
    await inLanes(taken, async (waybill) => {
      const asked = await follow(env, at, waybill).catch((error) => logFault('cron:express', error))
      if (asked !== 'silence') heard += 1
    })
    // While nobody answers, the others keep their turn.
    if (taken.length < ROUND || heard === 0) return
  }
}

/** Behind the page of somebody who looks at a parcel: what it brings is there when they look again. */
export async function followSoon(env: Bindings, now: number, parcel: store.FollowedRow): Promise<void> {
  if (!mayAsk(parcel, now)) return
  const waybill = { carrier: parcel.carrier, number: parcel.waybill }
  try {
    if (await waybills.takeWaybill(env.DB, waybill, now, ASK_EVERY_MS)) await follow(env, now, waybill)
  } catch (error) {
    logFault('express', error)
  }
}

const SILENT: ReadonlySet<FaultKind> = new Set<FaultKind>(['timeout', 'unavailable'])

/** Asks about a waybill that was taken for it, and keeps what is new. */
async function follow(env: Bindings, now: number, waybill: waybills.WaybillRow): Promise<Asked> {
  const parcels = await waybills.parcelsOf(env.DB, waybill)
  const settle = (fault: FaultKind | null, askAt: number | null) =>
    waybills.settleWaybill(env.DB, waybill, { fault, now, askAt, every: ASK_EVERY_MS }).run()
  const [newest] = parcels
  if (!newest) {
    await settle(null, null)
    return 'answered'
  }
  const { carrier, number } = waybill
  const { mobile } = await receiverOf(env, newest)
  const told = await partners(env).express.track({ carrier, waybill: number, mobile })
  const kind = told.ok ? null : told.error.kind
  const asked = kind === null ? 'answered' : SILENT.has(kind) ? 'silence' : 'fault'
  const state = (told.ok ? told.value.state : undefined) ?? newest.state
  if (told.ok) for (const parcel of parcels) await keep(env, parcel, told.value)
  const askAt = nextAsk({ state, seen: state !== 'waiting', since: newest.created_at }, asked, now)
  await settle(kind, askAt)
  return asked
}

/** Adds what is new to a parcel's track, and says where it is now. */
async function keep(env: Bindings, parcel: waybills.OpenParcel, track: ParcelTrack) {
  const { unit_id: unitId, id } = parcel
  const { keyId } = await sealer(env.SEALING_KEYS)
  const lines = await Promise.all(track.lines.map((line, position) => sealLine(env, line, position)))
  // Refused where it ended meanwhile: it stays as it ended.
  await attempt(env.DB, [
    store.insertLines(env.DB, unitId, id, lines, keyId),
    store.setState(env.DB, unitId, id, track.state ?? parcel.state),
  ])
}

async function sealLine(
  env: Bindings,
  { at, state, words }: TrackLine,
  position: number,
): Promise<store.NewLine> {
  const { seal, indexes } = await sealer(env.SEALING_KEYS)
  return {
    // Lines of one second keep their order.
    ...{ id: newId(at + position), at, state },
    sealed: await seal(words, NOTE),
    indexes: await indexes(store.lineOf(at, words), store.LINE),
  }
}
