/** Every SQL statement on the offices' queue: the one list that goes over all units, and who has taken what. */
import type { CaseState, Outcome } from '../../schema/cases.ts'
import type { Cursor } from '../lib/cursor.ts'

export interface QueueRow {
  unit_id: string
  id: string
  item: string
  region: string
  state: CaseState
  outcome: Outcome | null
  case_number: string
  submitted_at: number
  clerk_id: string | null
  unit_name: string
}

const ROW = `c.unit_id, c.id, c.item, c.region, c.state, c.outcome, c.case_number, c.submitted_at, c.clerk_id, u.name AS unit_name`

/** Open cases in one state, the oldest first; of one city (the first four digits of its code) or of everywhere. */
export async function listQueue(
  db: D1Database,
  { state, city }: { state: CaseState; city?: string | undefined },
  limit: number,
  after?: Cursor,
): Promise<QueueRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${ROW} FROM unit_case c JOIN unit u ON u.id = c.unit_id
       WHERE c.phase = 'open' AND c.state = ?1 AND (c.submitted_at, c.id) > (?2, ?3)
         ${city ? 'AND substr(c.region, 1, 4) = ?4' : 'AND ?4 IS NULL'}
       ORDER BY c.submitted_at, c.id LIMIT ?5`,
    )
    .bind(state, after?.at ?? 0, after?.id ?? '', city ?? null, limit)
    .all<QueueRow>()
  return results
}

/** What a clerk has taken and what is not over yet, the oldest first. */
export async function listTaken(db: D1Database, clerkId: string, limit: number): Promise<QueueRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${ROW} FROM unit_case c JOIN unit u ON u.id = c.unit_id
       WHERE c.phase = 'open' AND c.clerk_id = ? ORDER BY c.submitted_at, c.id LIMIT ?`,
    )
    .bind(clerkId, limit)
    .all<QueueRow>()
  return results
}

/** Where the case of this number lies, if this clerk has it or had it to its end. */
export const findOfClerk = (db: D1Database, clerkId: string, caseNumber: string) =>
  db
    .prepare('SELECT unit_id, id FROM unit_case WHERE case_number = ? AND clerk_id = ?')
    .bind(caseNumber, clerkId)
    .first<{ unit_id: string; id: string }>()

/** For one clerk, if nobody has it; follow it with `mustChange`. */
export const takeCase = (db: D1Database, unitId: string, id: string, clerkId: string) =>
  db
    .prepare(
      `UPDATE unit_case SET clerk_id = ?3 WHERE unit_id = ?1 AND id = ?2 AND clerk_id IS NULL
         AND state IN ('submitted', 'accepted', 'supplement', 'in_review')`,
    )
    .bind(unitId, id, clerkId)

/** Back into the queue; follow it with `mustChange`. */
export const releaseCase = (db: D1Database, unitId: string, id: string, clerkId: string) =>
  db
    .prepare(
      `UPDATE unit_case SET clerk_id = NULL WHERE unit_id = ?1 AND id = ?2 AND clerk_id = ?3 AND phase = 'open'`,
    )
    .bind(unitId, id, clerkId)
