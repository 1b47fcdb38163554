/** One filing by one operator: within their grant, at a bearable pace, and in the audit. */
import type { Refused } from '../../schema/filing-refused.ts'
import { type FiledItem, type FilingKind, filingKindNames } from '../../schema/filings.ts'
import { stopOf } from '../catalogue/acts.ts'
import { mayDo } from '../grants/rules.ts'
import { mustStillHold, stillHolds } from '../grants/store.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { SignedIn } from '../lib/session.ts'
import { isFirstNotice } from '../login/store.ts'
import { type FiledFact, fileRow, type Outcome, refusedBy } from './acts.ts'
import type { FiledRow } from './judge-rows.ts'
import { rollBack } from './rollback.ts'
import { findFiling } from './rollback-store.ts'
import { itemOfKind } from './show.ts'
import type { Writing } from './write.ts'

/** Who files, from where, and when. */
export interface Filer {
  env: Bindings
  origin: Origin
  now: number
  operator: SignedIn
}

export const taskOf = ({ env, now, operator }: Filer): Writing => ({
  ...{ env, now, filedBy: `operator:${operator.operatorId}` },
  unit: { unitId: operator.unitId, region: operator.unit.region },
})

export const mayFile = ({ operator, now }: Pick<Filer, 'operator' | 'now'>, item: string) =>
  mayDo(operator, { file: item }, now)

/** Kinds whose items the operator may file; a handler sees no others, and undoes none. */
export const kindsSeen = (by: Filer): FilingKind[] =>
  (Object.keys(filingKindNames) as FilingKind[]).filter((kind) => mayFile(by, itemOfKind[kind]))

/** Answers tell who is insured somewhere: nobody tries one name after the other. A roster has its own bounds. */
const isQuick = async ({ env, operator }: Filer) =>
  !(await env.LIMIT_ACCOUNT.limit({ key: `filing:${operator.operatorId}` })).success

const entry = ({ env, origin, now, operator }: Filer, act: string, result: string, filingId?: string) =>
  audited(env, origin, now, {
    ...{ unitId: operator.unitId, actor: `operator:${operator.operatorId}`, act: `filing_${act}`, result },
    ...(filingId && { subject: `filing:${filingId}` }),
  })

/** For the batch: not what the request had read counts, but what they may at that moment. The police are asked in between. */
const held = ({ env, operator }: Filer, items: readonly string[]) =>
  mustStillHold(env.DB, operator, Date.now(), items)

/** A batch is refused for a right that ended, too. */
const meanwhile = async (
  { env, operator }: Filer,
  why: Refused,
  items: readonly string[],
): Promise<Refused> =>
  why.code !== 'filing_busy' || (await stillHolds(env.DB, operator, Date.now(), items))
    ? why
    : { code: 'filing_not_allowed' }

/** As the audit calls what is done with an item; schema/audit.ts has the words. */
const actOf = (item: string) => item.replaceAll('-', '_')

/** A refusal is told to the audit like what was done; of those that come too often, the first of a minute. */
async function refuse(by: Filer, item: string, why: Refused, filingId?: string) {
  const { env, now, operator } = by
  const first = () => isFirstNotice(env.DB, `filing:${operator.operatorId}`, now)
  if (why.code !== 'filing_too_often' || (await first()))
    await (await entry(by, actOf(item), why.code, filingId)).run()
  return fail(why)
}

export const ungranted = async (by: Filer, item: string): Promise<Refused | undefined> =>
  mayFile(by, item) ? undefined : { code: 'filing_not_allowed' }

/** Why the operator cannot have an item done at this moment: not granted, stopped, or not done where the unit is. */
export async function hindrance(by: Filer, item: string): Promise<Refused | undefined> {
  const without = await ungranted(by, item)
  if (without) return without
  const stop = await stopOf(by, item, by.operator.unit.region)
  return stop && refusedBy(stop)
}

/** What is said to whoever tries all the same. */
export const refuseHindered = async (by: Filer, item: string, why: Refused): Promise<Refused> =>
  (await refuse(by, item, (await isQuick(by)) ? { code: 'filing_too_often' } : why)).error

/** Files one row, and tells the audit of it in the same batch; of a refusal, too. */
export async function fileOne<Item extends FiledItem>(
  by: Filer,
  item: Item,
  row: Omit<FiledRow<Item>, 'row'>,
): Promise<Result<FiledFact, Refused>> {
  if (!mayFile(by, item)) return refuse(by, item, { code: 'filing_not_allowed' })
  if (await isQuick(by)) return refuse(by, item, { code: 'filing_too_often' })
  const told = async (outcome: Outcome) =>
    outcome.ok
      ? [held(by, [item]), await entry(by, outcome.filed.kind, 'done', outcome.filed.filingId)]
      : [await entry(by, actOf(item), (await meanwhile(by, outcome.refused, [item])).code)]
  const one = { ...row, row: 1 } as unknown as FiledRow<Item>
  const outcome = await fileRow(taskOf(by), item, one, told)
  return outcome.ok ? ok(outcome.filed) : fail(await meanwhile(by, outcome.refused, [item]))
}

/**
 * Takes one back, of a kind that they may file as well: whoever may not see it cannot end it either. Limited like a filing:
 * the answer tells whether somebody is insured elsewhere by now.
 */
export async function undoOne(by: Filer, filingId: string): Promise<Result<string, Refused>> {
  const refused = (why: Refused, of?: string) => refuse(by, 'rollback', why, of)
  if (!mayFile(by, 'rollback')) return refused({ code: 'filing_not_allowed' })
  if (await isQuick(by)) return refused({ code: 'filing_too_often' })
  const filing = await findFiling(by.env.DB, by.operator.unitId, filingId)
  if (!filing || !kindsSeen(by).includes(filing.kind)) return refused({ code: 'rollback_unknown' })
  const items = ['rollback', itemOfKind[filing.kind]]
  const beside = [held(by, items), await entry(by, 'rollback', 'done', filing.id)]
  const done = await rollBack(taskOf(by), filing.id, beside)
  return done.ok ? ok(done.value.filingId) : refused(await meanwhile(by, done.error, items), filing.id)
}
