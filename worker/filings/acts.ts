/** Filing: a chunk of rows is judged and written in one batch; what cannot be is told row by row. */
import type { Notice } from '../../schema/filing-notices.ts'
import type { Refused } from '../../schema/filing-refused.ts'
import type { Amounts, FiledItem, FilingKind } from '../../schema/filings.ts'
import type { Stop } from '../catalogue/rules.ts'
import { clockFrom } from '../lib/clock.ts'
import { attempt } from '../lib/guard.ts'
import { regionsAround, sceneFrom } from './ground.ts'
import { type FiledRow, judgeRows } from './judge-rows.ts'
import type { Scene } from './plan.ts'
import * as read from './read-store.ts'
import { monthlyCost, sumOf } from './rules.ts'
import { type Planned, statementsOf, type Writing, withIds } from './write.ts'

/** Filing for a unit, and what goes along. */
export interface Task extends Writing {
  /** What else happens in the same batch, told what each row of it came to: all of it happens, or nothing. */
  alongside?: (outcomes: readonly Outcome[]) => D1PreparedStatement[] | Promise<D1PreparedStatement[]>
}

export interface FiledFact {
  filingId: string
  kind: FilingKind
  settlementMonth: string
  /** What it costs each month from the settlement month on; none where nothing is insured by it. */
  monthly: Amounts | null
  /** What is owed with it at once. */
  due: Amounts | null
  notices: readonly Notice[]
  /** It was filed before, by an earlier delivery of the same row. */
  again?: true
}

export type Outcome = { row: number } & ({ ok: true; filed: FiledFact } | { ok: false; refused: Refused })

/** How often one row is judged anew where others file about the same person at the same moment. */
const MOST_TRIES = 6

/** A stopped item as a refusal. */
export const refusedBy = ({ elsewhere, words }: Stop): Refused => ({
  ...{ code: elsewhere ? 'filing_not_in_region' : 'filing_stopped', words },
})

export async function sceneOf({ env, now, unit }: Pick<Task, 'env' | 'now' | 'unit'>): Promise<Scene> {
  const rows = await read.readGround(env.DB, unit.unitId, regionsAround(unit.region)).all<read.GroundRow>()
  return sceneFrom(rows.results, unit, now)
}

/**
 * Files rows of one kind. Each is filed once or refused with a reason, whatever else happens at the moment; rows of a
 * roster that were filed by an earlier delivery answer so. Some sixteen statements, however many rows there are.
 */
export async function fileRows<Item extends FiledItem>(
  task: Task,
  item: Item,
  rows: readonly FiledRow<Item>[],
): Promise<Outcome[]> {
  const clock = clockFrom(task.now)
  const outcomes = await alreadyFiled(task, rows)
  let waiting = (rows as readonly unknown[] as readonly FiledRow[]).filter(({ row }) => !outcomes.has(row))
  while (waiting.length > 0) {
    const { first, others } = oncePerson(waiting)
    for (const outcome of await fileWave(task, clock, item, first, 1)) outcomes.set(outcome.row, outcome)
    waiting = others
  }
  return rows.map(({ row }) => outcomes.get(row)).filter((outcome) => outcome !== undefined)
}

/** Rows about different persons are judged together; a second one of the same person sees what the first one did. */
function oncePerson<Row extends { documentNumber: string }>(rows: readonly Row[]) {
  const seen = new Set<string>()
  const isFirst = ({ documentNumber }: Row) => !seen.has(documentNumber) && seen.add(documentNumber)
  const first = rows.filter(isFirst)
  return { first, others: rows.filter((row) => !first.includes(row)) }
}

async function alreadyFiled(task: Writing, rows: readonly { row: number }[]): Promise<Map<number, Outcome>> {
  if (task.rosterId === undefined || rows.length === 0) return new Map()
  const { results } = await read
    .rowsFiled(
      task.env.DB,
      task.unit.unitId,
      task.rosterId,
      rows.map(({ row }) => row),
    )
    .all<{ roster_row: number; id: string; kind: FilingKind; period: string }>()
  return new Map(
    results.map(({ roster_row: row, id: filingId, kind, period: settlementMonth }) => [
      row,
      {
        ...{ row, ok: true },
        filed: { filingId, kind, settlementMonth, monthly: null, due: null, notices: [], again: true },
      },
    ]),
  )
}

/** A wave as it would be written now: what each row comes to, and the statements of those that are taken. */
export async function planWave(
  task: Writing,
  scene: Scene,
  item: FiledItem,
  rows: readonly FiledRow[],
): Promise<{ outcomes: Outcome[]; statements: D1PreparedStatement[] }> {
  const judged = await judgeRows(task.env, scene, task.now, item, rows)
  const byRow = new Map(rows.map((row) => [row.row, row]))
  const planned = withIds(
    judged.flatMap(({ row, judged: one }) => {
      const named = byRow.get(row)
      return one.ok && named ? [{ row, named, plan: one.value }] : []
    }),
    task.now,
  )
  const filed = new Map(planned.map((one) => [one.row, filedFact(one, scene)]))
  // What refuses a row may be the row itself, brought by another delivery a moment ago.
  const before = await alreadyFiled(
    task,
    judged.filter(({ judged: one }) => !one.ok),
  )
  const outcomes = judged.map(({ row, judged: one }): Outcome => {
    const earlier = before.get(row)
    if (earlier) return earlier
    const fact = filed.get(row)
    if (one.ok && fact) return { row, ok: true, filed: fact }
    if (one.ok) throw new Error('what is planned is filed')
    return { row, ok: false, refused: one.error }
  })
  const statements = planned.length > 0 ? await statementsOf(task, scene, planned) : []
  return { outcomes, statements }
}

async function fileWave(
  before: Task,
  clock: () => number,
  item: FiledItem,
  rows: readonly FiledRow[],
  tries: number,
): Promise<Outcome[]> {
  // With what holds by now: a period may have closed since the last try.
  const task = { ...before, now: clock() }
  const { outcomes, statements } = await planWave(task, await sceneOf(task), item, rows)
  const beside = (await task.alongside?.(outcomes)) ?? []
  if (statements.length + beside.length === 0) return outcomes
  const done = await attempt(task.env.DB, [...statements, ...beside])
  if (done.ok) return outcomes

  // Somebody was first with one of them: halves find out which, and it is judged anew.
  if (rows.length > 1) {
    const middle = Math.ceil(rows.length / 2)
    const one = await fileWave(task, clock, item, rows.slice(0, middle), 1)
    return [...one, ...(await fileWave(task, clock, item, rows.slice(middle), 1))]
  }
  if (tries < MOST_TRIES) return fileWave(task, clock, item, rows, tries + 1)
  const busy = rows.map(({ row }): Outcome => ({ row, ok: false, refused: { code: 'filing_busy' } }))
  const told = (await task.alongside?.(busy)) ?? []
  if (told.length > 0) await attempt(task.env.DB, told)
  return busy
}

function filedFact({ plan, id }: Planned, { ground, period }: Scene): FiledFact {
  const baseFen = plan.enrolment?.baseFen ?? plan.baseChange?.baseFen
  const own = plan.owed.filter((owed) => owed.own)
  return {
    ...{ filingId: id, kind: plan.kind, settlementMonth: period.month, notices: plan.notices },
    monthly: baseFen ? monthlyCost(ground, period.month, baseFen) : null,
    due: own.length > 0 ? sumOf(own) : null,
  }
}
