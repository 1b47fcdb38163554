/** The spreadsheet of a case for the pages that show it, which know nothing of rosters: asked for only where one may be. */
import type { Context } from 'hono'
import type { RowReason } from '../../schema/roster-job.ts'
import type { Env } from '../lib/env.ts'
import { findOfCase } from './case-store.ts'
import { reasonsAfter } from './results.ts'
import { hasResults, jobOf } from './show.ts'

/** Reasons that stand on the page itself; all of them are behind a link. */
const REASONS = 5

export function rosterOfCase(c: Context<Env>): void {
  c.set('rosterOfCase', async (unitId, caseId) => {
    const row = await findOfCase(c.env.DB, { unitId, caseId })
    if (!row) return undefined
    const reasons: RowReason[] =
      row.failed > 0 && hasResults(row) ? (await reasonsAfter(c.env, row, 0)).reasons : []
    return { ...(await jobOf(c.env, row)), reasons: reasons.slice(0, REASONS) }
  })
}
