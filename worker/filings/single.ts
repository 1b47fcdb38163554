/** One filing by one operator: within their grant, at a bearable pace, and in the audit. */
import type { Refused } from '../../schema/filing-refused.ts'
import type { FiledItem } from '../../schema/filings.ts'
import { mayDo } from '../grants/rules.ts'
import { mustStillHold, stillHolds } from '../grants/store.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { SignedIn } from '../lib/session.ts'
import { type FiledFact, fileRows, type Outcome, type Task } from './acts.ts'
import type { FiledRow } from './judge-rows.ts'
import { rollBack } from './rollback.ts'

/** Who files, from where, and when. */
export interface Filer {
  env: Bindings
  origin: Origin
  now: number
  operator: SignedIn
}

export const taskOf = ({ env, now, operator }: Filer): Omit<Task, 'alongside'> => ({
  ...{ env, now, operatorId: operator.operatorId },
  unit: { unitId: operator.unitId, region: operator.unit.region },
})

export const mayFile = ({ operator, now }: Pick<Filer, 'operator' | 'now'>, item: string) =>
  mayDo(operator, { file: item }, now)

/** Answers tell who is insured somewhere: nobody tries the whole town. */
const isQuick = async ({ env, operator }: Filer) =>
  !(await env.LIMIT_ACCOUNT.limit({ key: `filing:${operator.operatorId}` })).success

const entry = ({ env, origin, now, operator }: Filer, act: string, result: string, filingId?: string) =>
  audited(env, origin, now, {
    ...{ unitId: operator.unitId, actor: `operator:${operator.operatorId}`, act: `filing_${act}`, result },
    ...(filingId && { subject: `filing:${filingId}` }),
  })

/** For the batch: not what the request had read counts, but what they may at that moment. The police are asked in between. */
const held = ({ env, operator }: Filer, item: string) => mustStillHold(env.DB, operator, Date.now(), [item])

/** A batch is refused for a right that ended, too. */
const meanwhile = async ({ env, operator }: Filer, item: string, why: Refused): Promise<Refused> =>
  why.code !== 'filing_busy' || (await stillHolds(env.DB, operator, Date.now(), [item]))
    ? why
    : { code: 'filing_not_allowed' }

const ACTS: Record<FiledItem, string> = {
  enrolment: 'enrolment',
  termination: 'termination',
  'basic-data': 'basic_data',
  'base-adjustment': 'base_adjustment',
}

/** Files one row, and tells the audit of it in the same batch; of a refusal, too. */
export async function fileOne<Item extends FiledItem>(
  by: Filer,
  item: Item,
  row: Omit<FiledRow<Item>, 'row'>,
): Promise<Result<FiledFact, Refused>> {
  if (!mayFile(by, item)) return fail({ code: 'filing_not_allowed' })
  if (await isQuick(by)) return fail({ code: 'filing_too_often' })
  const told = async (outcome: Outcome) =>
    outcome.ok
      ? entry(by, outcome.filed.kind, 'done', outcome.filed.filingId)
      : entry(by, ACTS[item], (await meanwhile(by, item, outcome.refused)).code)
  const alongside = async (outcomes: readonly Outcome[]) => [
    ...(outcomes.some((outcome) => outcome.ok) ? [held(by, item)] : []),
    ...(await Promise.all(outcomes.map(told))),
  ]
  const one = { ...row, row: 1 } as unknown as FiledRow<Item>
  const [outcome] = await fileRows({ ...taskOf(by), alongside }, item, [one])
  if (!outcome) throw new Error('a row comes to something')
  return outcome.ok ? ok(outcome.filed) : fail(await meanwhile(by, item, outcome.refused))
}

export async function undoOne(by: Filer, filingId: string): Promise<Result<string, Refused>> {
  if (!mayFile(by, 'rollback')) return fail({ code: 'filing_not_allowed' })
  const beside = [held(by, 'rollback'), await entry(by, 'rollback', 'done', filingId)]
  const done = await rollBack(taskOf(by), filingId, beside)
  return done.ok ? ok(done.value.filingId) : fail(await meanwhile(by, 'rollback', done.error))
}
