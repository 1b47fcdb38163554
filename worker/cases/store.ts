/** Every SQL statement on cases themselves. Their papers, events and the offices' queue have stores of their own. */
import type { CaseState, CaseTab, Outcome, Phase } from '../../schema/cases.ts'
import type { Cursor } from '../lib/cursor.ts'
import type { CaseCounts } from '../lib/env.ts'
import type { SealedTable } from '../lib/reseal.ts'
import { type CaseKey, casesIn, type Drawer, type Owner } from './drawer.ts'

export interface CaseRow {
  drawer: Drawer
  owner_id: string
  id: string
  item: string
  region: string
  state: CaseState
  back_to: CaseState | null
  case_number: string | null
  created_by: string
  created_at: number
  submitted_at: number | null
  accepted_at: number | null
  ended_at: number | null
  outcome: Outcome | null
  rating: number | null
  clerk_id: string | null
  listed_at: number
}

const ROW = `'unit_case' AS drawer, c.unit_id AS owner_id, c.id, c.item, c.region, c.state, c.back_to, c.case_number, c.created_by, c.created_at,
  c.submitted_at, c.accepted_at, c.ended_at, c.outcome, c.rating, c.clerk_id, c.listed_at`

export interface NewCase extends CaseKey {
  item: string
  region: string
  /** The operator's id, or the person's own. */
  createdBy: string
  now: number
}

/** A draft; the database refuses one beyond the hundredth of a unit, and the twentieth of a person. */
export const insertCase = (db: D1Database, n: NewCase) =>
  casesIn(db, n.drawer)
    .prepare(
      `INSERT INTO unit_case (unit_id, id, item, region, state, phase, created_by, created_at, listed_at)
       VALUES (?1, ?2, ?3, ?4, 'draft', 'draft', ?5, ?6, ?6)`,
    )
    .bind(n.ownerId, n.id, n.item, n.region, n.createdBy, n.now)

export const findCase = (db: D1Database, { drawer, ownerId, id }: CaseKey) =>
  casesIn(db, drawer)
    .prepare(`SELECT ${ROW} FROM unit_case c WHERE c.unit_id = ? AND c.id = ?`)
    .bind(ownerId, id)
    .first<CaseRow>()

/** A draft goes, and what hangs on it before it; follow it with `mustChange`. */
export const dropDraft = (db: D1Database, { drawer, ownerId, id }: CaseKey) =>
  casesIn(db, drawer)
    .prepare(`DELETE FROM unit_case WHERE unit_id = ? AND id = ? AND state = 'draft'`)
    .bind(ownerId, id)

export const dropForm = (db: D1Database, { drawer, ownerId, id }: CaseKey) =>
  casesIn(db, drawer).prepare('DELETE FROM case_form WHERE unit_id = ? AND case_id = ?').bind(ownerId, id)

export interface Step extends CaseKey {
  /** The state that is left, with where it was to go back to. */
  from: CaseState
  fromBack: CaseState | null
  to: CaseState
  phase: Phase
  backTo: CaseState | null
  outcome: Outcome | null
  /** Only while this clerk has it. */
  clerkId?: string | undefined
  /** Numbers to draw from where it has none yet. */
  numbers?: readonly string[] | undefined
  now: number
}

/** Takes a case from one state to the next, if it is still there; follow it with `mustChange`. */
export const stepCase = (db: D1Database, s: Step) =>
  casesIn(db, s.drawer)
    .prepare(
      `UPDATE unit_case SET state = ?5, phase = ?6, back_to = ?7, outcome = ?8,
         case_number = coalesce(case_number, (SELECT value FROM json_each(?11)
           WHERE NOT EXISTS (SELECT 1 FROM unit_case o WHERE o.case_number = value) LIMIT 1)),
         submitted_at = coalesce(submitted_at, ?9),
         listed_at = CASE WHEN submitted_at IS NULL THEN ?9 ELSE listed_at END,
         accepted_at = CASE WHEN ?5 = 'accepted' THEN coalesce(accepted_at, ?9) ELSE accepted_at END,
         ended_at = CASE WHEN ?6 IN ('ended', 'withdrawn') THEN ?9 END
       WHERE unit_id = ?1 AND id = ?2 AND state = ?3 AND back_to IS ?4 AND (?10 IS NULL OR clerk_id = ?10)`,
    )
    .bind(
      ...[s.ownerId, s.id, s.from, s.fromBack, s.to, s.phase, s.backTo, s.outcome, s.now],
      ...[s.clerkId ?? null, JSON.stringify(s.numbers ?? [])],
    )

/** Once, and only of what ended; follow it with `mustChange`. */
export const rateCase = (db: D1Database, { drawer, ownerId, id }: CaseKey, rating: number, now: number) =>
  casesIn(db, drawer)
    .prepare(
      `UPDATE unit_case SET rating = ?3, rated_at = ?4
       WHERE unit_id = ?1 AND id = ?2 AND phase = 'ended' AND rating IS NULL`,
    )
    .bind(ownerId, id, rating, now)

export interface CaseFilter {
  tab?: CaseTab | undefined
  /** Codes of the items that may be listed; all where left out. */
  items?: readonly string[] | undefined
  /** Further codes, of which the number must hold the text if the item is none of them. */
  named?: { codes: readonly string[]; text: string } | undefined
  /** Moments, the second excluded. */
  from?: number | undefined
  until?: number | undefined
}

// Each condition keeps to the index of its own tab: one owner's cases alone are ever read.
const TABS: Record<CaseTab, string> = {
  draft: `AND c.phase = 'draft'`,
  open: `AND c.phase = 'open'`,
  ended: `AND c.phase = 'ended'`,
  unrated: `AND c.phase = 'ended' AND c.rating IS NULL`,
  withdrawn: `AND c.phase = 'withdrawn'`,
}

/** The cases of a unit or a person, the newest first. */
export async function listCases(
  db: D1Database,
  { drawer, ownerId }: Owner,
  { tab, items, named, from, until }: CaseFilter,
  limit: number,
  before?: Cursor,
): Promise<CaseRow[]> {
  const [only] = items?.length === 1 ? items : []
  const { results } = await casesIn(db, drawer)
    .prepare(
      `SELECT ${ROW} FROM unit_case c WHERE c.unit_id = ?1 AND (c.listed_at, c.id) < (?2, ?3) AND c.listed_at >= ?4
         ${tab ? TABS[tab] : ''}
         ${only ? 'AND c.item = ?5' : items ? 'AND c.item IN (SELECT value FROM json_each(?5))' : 'AND ?5 IS NULL'}
         ${named ? 'AND (c.item IN (SELECT value FROM json_each(?6)) OR instr(c.case_number, ?7) > 0)' : 'AND ?6 IS ?7'}
       ORDER BY c.listed_at DESC, c.id DESC LIMIT ?8`,
    )
    .bind(
      ...[
        ownerId,
        Math.min(before?.at ?? until ?? Number.MAX_SAFE_INTEGER, until ?? Number.MAX_SAFE_INTEGER),
      ],
      ...[before?.id ?? '', from ?? 0, only ?? (items ? JSON.stringify(items) : null)],
      ...[named ? JSON.stringify(named.codes) : null, named?.text ?? null, limit],
    )
    .all<CaseRow>()
  return results
}

/** The counters of a unit: one row an item, never the cases. */
export async function countCases(db: D1Database, unitId: string, items?: readonly string[]) {
  const row = await db
    .prepare(
      `SELECT coalesce(sum(open), 0) AS open, coalesce(sum(ended), 0) AS ended, coalesce(sum(unrated), 0) AS unrated,
         coalesce(sum(waiting), 0) AS waiting
       FROM case_counter WHERE unit_id = ?1 AND (?2 IS NULL OR item IN (SELECT value FROM json_each(?2)))`,
    )
    .bind(unitId, items ? JSON.stringify(items) : null)
    .first<CaseCounts>()
  return row ?? { open: 0, ended: 0, unrated: 0, waiting: 0 }
}

/** The same of a person, who has few: the cases themselves are counted, by their index. */
export async function countOwnCases(db: D1Database, personId: string): Promise<CaseCounts> {
  const row = await db
    .prepare(
      `SELECT coalesce(sum(phase = 'open'), 0) AS open, coalesce(sum(phase = 'ended'), 0) AS ended,
         coalesce(sum(phase = 'ended' AND rating IS NULL), 0) AS unrated, 0 AS waiting
       FROM person_case WHERE person_id = ?`,
    )
    .bind(personId)
    .first<CaseCounts>()
  return row ?? { open: 0, ended: 0, unrated: 0, waiting: 0 }
}

/** What waits for the unit's own review, the oldest first. */
export async function listToReview(db: D1Database, unitId: string, limit: number): Promise<CaseRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${ROW} FROM unit_case c WHERE c.unit_id = ? AND c.state = 'unit_review'
       ORDER BY c.listed_at, c.id LIMIT ?`,
    )
    .bind(unitId, limit)
    .all<CaseRow>()
  return results
}

/** How forms are sealed, for key rotation. */
export const sealedForms: SealedTable = {
  table: 'case_form',
  key: ['unit_id', 'case_id'],
  sealed: { form_sealed: 'case_form.form', delivery_sealed: 'case_form.delivery' },
  indexes: {},
}
