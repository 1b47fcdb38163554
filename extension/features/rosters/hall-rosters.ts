/** What the hall says of rosters that were handed in, with the session of this browser. Nothing is sent but the question. */
import type * as v from 'valibot'
import {
  BaseLimits,
  isRosterOver,
  LIMITS_API,
  ROSTERS_API,
  type RosterJob,
  RosterJobs,
  RosterProgress,
  type RowReason,
} from '../../../schema/roster-job.ts'
import { read } from '../../messages.ts'

const PATIENCE_MS = 8_000

const fetched = (address: string): Promise<Response | undefined> =>
  fetch(address, {
    ...{ credentials: 'include', cache: 'no-store', redirect: 'error' },
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => undefined)

const readIn = async <Schema extends v.GenericSchema>(reply: Response | undefined, schema: Schema) =>
  reply?.ok ? read(schema, await reply.json().catch(() => undefined)) : undefined

/** Undefined where the hall does not answer, knows nobody here, or has no such thing. */
const ask = async <Schema extends v.GenericSchema>(address: string, schema: Schema) =>
  readIn(await fetched(address), schema)

export const limitsOf = (hall: string) => ask(hall + LIMITS_API, BaseLimits)

export const jobsOf = async (hall: string): Promise<RosterJob[] | undefined> =>
  (await ask(hall + ROSTERS_API, RosterJobs))?.jobs

/** How a job stands; its reasons come a page at a time. */
export const progressOf = (hall: string, id: string, after = 0) =>
  ask(jobAddress(hall, id, after), RosterProgress)

const jobAddress = (hall: string, id: string, after: number) =>
  `${hall}${ROSTERS_API}/${encodeURIComponent(id)}?after=${after}`

/** The same for a job that is known: `gone` where the hall has no such job, for whoever is signed in. */
export async function statusOf(hall: string, id: string): Promise<RosterProgress | 'gone' | undefined> {
  const reply = await fetched(jobAddress(hall, id, 0))
  return reply?.status === 404 || reply?.status === 410 ? 'gone' : readIn(reply, RosterProgress)
}

const MOST_PAGES = 60 // of a thousand reasons: more than a file has rows

/** Every reason of a job that is over; undefined where the hall stops answering in between. */
export async function reasonsOf(hall: string, id: string): Promise<RowReason[] | undefined> {
  const all: RowReason[] = []
  let after = 0
  for (let page = 0; page < MOST_PAGES; page++) {
    const told = await progressOf(hall, id, after)
    if (!told || !isRosterOver(told.state)) return undefined
    all.push(...told.reasons)
    if (told.next === null || told.next <= after) return all
    after = told.next
  }
  return all
}
