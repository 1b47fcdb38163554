/** What operators and software may see of their unit's rosters, and an office of what goes with a case. */
import type { Context } from 'hono'
import { maskDocumentNumber, maskName } from '../../schema/fields/mask.ts'
import { mayDo } from '../grants/rules.ts'
import type { Env } from '../lib/env.ts'
import type { SignedIn } from '../lib/session.ts'
import type { Handing } from './acting.ts'
import { findOfCase } from './case-store.ts'
import { FILE_KINDS, fileOf, type MadeFile, sentFileOf } from './files.ts'
import { rowsPage } from './results.ts'
import { openHead, textIn } from './rows.ts'
import type { HandedBy } from './rules.ts'
import { hasResults, isOver, jobOf } from './show.ts'
import { findRoster, type RosterRow } from './store.ts'

/** Templates whose rosters an operator sees; undefined for all. */
export const scopeOf = (operator: SignedIn): readonly string[] | undefined =>
  operator.role === 'handler' ? (operator.scope ?? []) : undefined

export const handingAs = (c: Context<Env>, unitId: string, by: HandedBy): Handing => ({
  ...{ env: c.env, origin: c.var.origin, now: c.var.now, unitId, by },
})

export const mayFile = (operator: SignedIn, template: string, now: number) =>
  mayDo(operator, { file: template }, now)

/** The roster of this id, if it is the unit's and within the scope: else nobody learns that it is there. */
export async function ownRoster(
  env: Env['Bindings'],
  unitId: string,
  id: string,
  scope: readonly string[] | undefined,
): Promise<RosterRow | undefined> {
  const row = await findRoster(env.DB, { unitId, id })
  // A trial that was taken out of its case is nobody's any more.
  if (!row || (row.trial === 1 && row.kept === 0)) return undefined
  return scope?.includes(row.template) !== false ? row : undefined
}

/** Rows of the spreadsheet of a case as whoever decides on it looks through them: masked. */
export interface LookedAt {
  row: number
  name: string
  documentNumber: string
  /** As they stand there where they are no amounts. */
  oldBase: string
  newBase: string
  /** Why it cannot be filed, or what is told of it. */
  words: string
  fit: boolean
}

/** What was filed of the spreadsheet of a case, or its trial. */
export const rosterForCase = (env: Env['Bindings'], unitId: string, caseId: string) =>
  findOfCase(env.DB, { unitId, caseId })

export async function firstRows(env: Env['Bindings'], roster: RosterRow, size: number): Promise<LookedAt[]> {
  if (!hasResults(roster)) return []
  const [head, { rows }] = await Promise.all([
    openHead(env, roster),
    rowsPage(env, roster, 'all', { after: 0, size }),
  ])
  return rows.map((row) => ({
    ...{ row: row.row, fit: row.reason === undefined, words: row.reason ?? row.told.join('') },
    name: maskName(textIn(row, head, 'name')),
    documentNumber: maskDocumentNumber(textIn(row, head, 'documentNumber')),
    ...{ oldBase: textIn(row, head, 'oldBase'), newBase: textIn(row, head, 'newBase') },
  }))
}

/** Files of the spreadsheet of a case: as it came, and with what comes of its rows. */
export const CASE_FILES = ['sent', ...FILE_KINDS] as const
export const isCaseFile = (text: string): text is (typeof CASE_FILES)[number] =>
  CASE_FILES.some((one) => one === text)

/** Undefined as long as there is none of that kind. */
export async function caseFile(
  env: Env['Bindings'],
  roster: RosterRow,
  kind: (typeof CASE_FILES)[number],
): Promise<MadeFile | undefined> {
  if (kind === 'sent') return sentFileOf(env, roster)
  return hasResults(roster) && isOver(roster) ? fileOf(env, roster, kind) : undefined
}

export const jobForCase = jobOf
