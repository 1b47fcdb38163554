/** A roster as people and programs see it. */
import { isRosterOver, type RosterJob } from '../../schema/roster-job.ts'
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import type { RosterRow } from './store.ts'
import { problemOf } from './words.ts'

export const ABOUT = 'roster.about'
/** What the file is called, and its SHA-256; both empty once the file is gone. */
export interface About {
  name: string
  digest: string
}

export async function openAbout(env: Bindings, { about_sealed }: RosterRow): Promise<About> {
  const { open } = await sealer(env.SEALING_KEYS)
  return JSON.parse(await open(about_sealed, ABOUT)) as About
}

const isoTime = (at: number) => new Date(at).toISOString()

export async function jobOf(env: Bindings, row: RosterRow): Promise<RosterJob> {
  const { id, template, state, rows, done, failed, problem, created_at, ended_at, trial, case_id } = row
  const { name, digest } = await openAbout(env, row)
  return {
    ...{ id, template, trial: trial === 1, caseId: case_id },
    ...{ fileName: name, digest, state, rows, done, failed },
    problem: problem === null ? null : problemOf(template, problem),
    ...{ filedAt: isoTime(created_at), endedAt: ended_at === null ? null : isoTime(ended_at) },
  }
}

/** Whether what came of its rows can still be looked at. */
export const hasResults = ({ state, kept }: RosterRow) =>
  kept === 1 && state !== 'failed' && state !== 'waiting'

export const isOver = ({ state }: RosterRow) => isRosterOver(state)
