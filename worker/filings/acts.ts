/** Filing: rows are judged by what holds, and written in one batch with what goes along. */
import type { Notice } from '../../schema/filing-notices.ts'
import type { Refused } from '../../schema/filing-refused.ts'
import type { Amounts, FiledItem, FilingKind } from '../../schema/filings.ts'
import type { Stop } from '../catalogue/rules.ts'
import { clockFrom } from '../lib/clock.ts'
import { attempt } from '../lib/guard.ts'
import { regionsAround, sceneFrom } from './ground.ts'
import { type FiledRow, type Heard, judgeRows } from './judge-rows.ts'
import type { Scene } from './plan.ts'
import * as read from './read-store.ts'
import { monthlyCost, sumOf } from './rules.ts'
import { type Planned, statementsOf, type Writing, withIds } from './write.ts'

export interface FiledFact {
  filingId: string
  kind: FilingKind
  settlementMonth: string
  /** What it costs each month from the settlement month on; none where nothing is insured by it. */
  monthly: Amounts | null
  /** What is owed with it at once. */
  due: Amounts | null
  notices: readonly Notice[]
}

export type Outcome = { row: number } & ({ ok: true; filed: FiledFact } | { ok: false; refused: Refused })

export type { Heard }

/** How often one row is judged anew where others file about the same person at the same moment. */
const MOST_TRIES = 6

/** A stopped item as a refusal. */
export const refusedBy = ({ elsewhere, words }: Stop): Refused => ({
  ...{ code: elsewhere ? 'filing_not_in_region' : 'filing_stopped', words },
})

export async function sceneOf({ env, now, unit }: Pick<Writing, 'env' | 'now' | 'unit'>): Promise<Scene> {
  const rows = await read.readGround(env.DB, unit.unitId, regionsAround(unit.region)).all<read.GroundRow>()
  return sceneFrom(rows.results, unit, now)
}

/**
 * A wave as it would be written now: rows about different persons, what each comes to, and the statements of those that are
 * taken, some sixteen, however many rows there are. Whoever writes them judges anew where the batch is refused: somebody else
 * was first, or a period closed meanwhile.
 */
export async function planWave(
  task: Writing,
  scene: Scene,
  item: FiledItem,
  rows: readonly FiledRow[],
): Promise<{ outcomes: Outcome[]; statements: D1PreparedStatement[] }> {
  const judged = await judgeRows(task.env, scene, task.now, item, rows, task.heard)
  const byRow = new Map(rows.map((row) => [row.row, row]))
  const planned = withIds(
    judged.flatMap(({ row, judged: one }) => {
      const named = byRow.get(row)
      return one.ok && named ? [{ row, named, plan: one.value }] : []
    }),
    task.now,
  )
  const filed = new Map(planned.map((one) => [one.row, filedFact(one, scene)]))
  const outcomes = judged.map(({ row, judged: one }): Outcome => {
    if (!one.ok) return { row, ok: false, refused: one.error }
    const fact = filed.get(row)
    if (!fact) throw new Error('what is planned is filed')
    return { row, ok: true, filed: fact }
  })
  const statements = planned.length > 0 ? await statementsOf(task, scene, planned) : []
  return { outcomes, statements }
}

/**
 * Files one row: once, or it is refused with a reason, whatever else happens at the moment.
 * @param alongside what else happens in the same batch, told what the row came to: all of it happens, or nothing
 */
export async function fileRow<Item extends FiledItem>(
  began: Writing,
  item: Item,
  row: FiledRow<Item>,
  alongside: (outcome: Outcome) => Promise<D1PreparedStatement[]> = async () => [],
): Promise<Outcome> {
  const { DB } = began.env
  const clock = clockFrom(began.now)
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const task = { ...began, now: clock() }
    const { outcomes, statements } = await planWave(task, await sceneOf(task), item, [
      row as unknown as FiledRow,
    ])
    const [outcome] = outcomes
    if (!outcome) throw new Error('a row comes to something')
    const all = [...statements, ...(await alongside(outcome))]
    if (all.length === 0 || (await attempt(DB, all)).ok) return outcome
  }
  const busy: Outcome = { row: row.row, ok: false, refused: { code: 'filing_busy' } }
  const told = await alongside(busy)
  if (told.length > 0) await attempt(DB, told)
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
