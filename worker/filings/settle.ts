/** The monthly run: when a region's filing period has closed, everybody who is insured owes the month. */
import { dayInChina } from '../../schema/fields/calendar.ts'
import { INSURANCE_CODES } from '../../schema/fields/insurance.ts'
import { addMonths, type Month, monthsFrom } from '../../schema/fields/month.ts'
import { regions } from '../../schema/fields/region.ts'
import type { Bindings } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { groundFrom, regionsAround } from './ground.ts'
import * as read from './read-store.ts'
import { calendarOn, closedMonth, holding, rateOf } from './rules.ts'
import * as store from './settle-store.ts'

/** Persons of a unit in one batch. */
const PIECE = 500
/** Pieces of one message: seven statements each. */
const PIECES = 20
/** A piece that is refused so often in a row is nobody's race. */
const MOST_REFUSALS = 6
/** Units asked for in one minute. */
const UNITS = 100

export interface SettleJob {
  kind: 'settle'
  unitId: string
  month: Month
}

/** The clock's part: begins the months of regions whose period has closed, and asks the queue for what is not done. */
export async function askToSettle(env: Bindings, now: number): Promise<void> {
  const today = dayInChina(now)
  const [calendars, begun] = await store.readCalendars(env.DB)
  const rows = (calendars?.results ?? []).map((row) => ({ ...row, what: 'calendar' as const, code: '' }))
  const last = new Map((begun?.results ?? []).map(({ region, month }) => [region, month]))
  const due = [...regions().keys()].flatMap((region) => {
    const closed = closedMonth(today, calendarOn(groundFrom(rows, region), today))
    const before = last.get(region) ?? addMonths(closed, -1)
    return monthsFrom(addMonths(before, 1), closed).map((month): [string, string] => [region, month])
  })
  // Begun by another run meanwhile: then it is begun.
  if (due.length > 0) await attempt(env.DB, store.beginMonths(env.DB, due, now))
  const open = await store.openSettlements(env.DB, UNITS)
  const jobs = open.map(({ unit_id: unitId, month }) => ({ body: { kind: 'settle', unitId, month } }))
  if (jobs.length > 0) await env.JOBS.sendBatch(jobs)
}

/** One unit's month, piece by piece. Delivered twice, it does nothing twice; what is left over is asked for again. */
export async function settle(env: Bindings, { unitId, month }: SettleJob, now: number): Promise<void> {
  let refused = 0
  for (let piece = 0; piece < PIECES; piece++) {
    const came = await settlePiece(env, unitId, month, now)
    if (came === 'done') return
    refused = came === 'refused' ? refused + 1 : 0
    if (refused === MOST_REFUSALS) throw new Error('a month that does not settle')
  }
}

async function settlePiece(
  env: Bindings,
  unitId: string,
  month: Month,
  now: number,
): Promise<'done' | 'further' | 'refused'> {
  const found = await store.findSettlement(env.DB, unitId, month)
  if (!found || found.done_at !== null) return 'done'
  const rows = await read.readGround(env.DB, unitId, regionsAround(found.region)).all<read.GroundRow>()
  const ground = groundFrom(rows.results, found.region)
  const limits = holding(ground.limits, month)
  if (!limits) throw new Error('the province has limits')
  const { after } = found
  const persons = await store.nextPersons(env.DB, unitId, month, after, PIECE)
  const piece: store.Piece = {
    ...{ unitId, month, after, until: persons.at(-1) ?? after, now },
    ...{ floorFen: limits.floorFen, capFen: limits.capFen },
    rates: INSURANCE_CODES.map((insurance) => [
      insurance,
      rateOf(ground, insurance, 'unit', month),
      rateOf(ground, insurance, 'person', month),
    ]),
  }
  const last = persons.length < PIECE
  const done = await attempt(env.DB, [
    store.advance(env.DB, piece, last),
    mustChange(env.DB),
    ...(persons.length > 0 ? [store.insertRegular(env.DB, piece), store.countRegular(env.DB, piece)] : []),
  ])
  // Refused: somebody filed about one of them, or another delivery was first; then the next look tells.
  return done.ok ? 'further' : 'refused'
}
