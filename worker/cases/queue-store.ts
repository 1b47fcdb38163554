/** Every SQL statement on the offices' queue: the one list that goes over all owners of a drawer, and who has taken what. */
import type { CaseState, Outcome } from '../../schema/cases.ts'
import type { Cursor } from '../lib/cursor.ts'
import { type CaseKey, casesIn, type Drawer } from './drawer.ts'

export interface QueueRow {
  drawer: Drawer
  owner_id: string
  id: string
  item: string
  region: string
  state: CaseState
  outcome: Outcome | null
  case_number: string
  submitted_at: number
  clerk_id: string | null
  /** Null of a person's: who they are is for whoever takes the case. */
  unit_name: string | null
}

const ROW = `'unit_case' AS drawer, c.unit_id AS owner_id, c.id, c.item, c.region, c.state, c.outcome, c.case_number,
  c.submitted_at, c.clerk_id, (SELECT u.name FROM unit u WHERE u.id = c.unit_id) AS unit_name`

/** Open cases in one state, the oldest first; of one city (the first four digits of its code) or of everywhere. */
export async function listQueue(
  db: D1Database,
  { drawer, state, city }: { drawer: Drawer; state: CaseState; city?: string | undefined },
  limit: number,
  after?: Cursor,
): Promise<QueueRow[]> {
  const { results } = await casesIn(db, drawer)
    .prepare(
      `SELECT ${ROW} FROM unit_case c
       WHERE c.phase = 'open' AND c.state = ?1 AND (c.submitted_at, c.id) > (?2, ?3)
         ${city ? 'AND substr(c.region, 1, 4) = ?4' : 'AND ?4 IS NULL'}
       ORDER BY c.submitted_at, c.id LIMIT ?5`,
    )
    .bind(state, after?.at ?? 0, after?.id ?? '', city ?? null, limit)
    .all<QueueRow>()
  return results
}

/** What a clerk has taken out of a drawer and what is not over yet, the oldest first. */
export async function listTaken(
  db: D1Database,
  drawer: Drawer,
  clerkId: string,
  limit: number,
): Promise<QueueRow[]> {
  const { results } = await casesIn(db, drawer)
    .prepare(
      `SELECT ${ROW} FROM unit_case c
       WHERE c.phase = 'open' AND c.clerk_id = ? ORDER BY c.submitted_at, c.id LIMIT ?`,
    )
    .bind(clerkId, limit)
    .all<QueueRow>()
  return results
}

/** Where the unit's case of this number lies, if this clerk has it or had it to its end. */
export const findOfClerk = (db: D1Database, clerkId: string, caseNumber: string) =>
  db
    .prepare('SELECT unit_id, id FROM unit_case WHERE case_number = ? AND clerk_id = ?')
    .bind(caseNumber, clerkId)
    .first<{ unit_id: string; id: string }>()

/** For one clerk, if nobody has it; follow it with `mustChange`. */
export const takeCase = (db: D1Database, { drawer, ownerId, id }: CaseKey, clerkId: string) =>
  casesIn(db, drawer)
    .prepare(
      `UPDATE unit_case SET clerk_id = ?3 WHERE unit_id = ?1 AND id = ?2 AND clerk_id IS NULL
         AND state IN ('submitted', 'accepted', 'supplement', 'in_review')`,
    )
    .bind(ownerId, id, clerkId)

/** Back into the queue; follow it with `mustChange`. */
export const releaseCase = (db: D1Database, { drawer, ownerId, id }: CaseKey, clerkId: string) =>
  casesIn(db, drawer)
    .prepare(
      `UPDATE unit_case SET clerk_id = NULL WHERE unit_id = ?1 AND id = ?2 AND clerk_id = ?3 AND phase = 'open'`,
    )
    .bind(ownerId, id, clerkId)
