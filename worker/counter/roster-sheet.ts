/** The spreadsheet of a case for the clerk who has it: how many rows of it hold, and the first of them, masked. */
import type { Context } from 'hono'
import { findItem } from '../../schema/catalogue.ts'
import type { RosterJob } from '../../schema/roster-job.ts'
import type { CaseRow } from '../cases/store.ts'
import type { Env } from '../lib/env.ts'
import { firstRows, jobForCase, type LookedAt, rosterForCase } from '../rosters/acts.ts'

/** Rows on the page; all of them are in the file. */
const ROWS = 10

export interface OfficeRoster {
  job: RosterJob & { reasons: [] }
  rows: readonly LookedAt[]
}

export async function rosterForOffice(
  { env }: Pick<Context<Env>, 'env'>,
  row: CaseRow,
): Promise<OfficeRoster | undefined> {
  if (row.drawer !== 'unit_case' || !findItem(row.item)?.roster) return undefined
  const roster = await rosterForCase(env, row.owner_id, row.id)
  if (!roster) return undefined
  const [job, rows] = await Promise.all([jobForCase(env, roster), firstRows(env, roster, ROWS)])
  return { job: { ...job, reasons: [] }, rows }
}
