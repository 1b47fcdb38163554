/** What was looked up as a file: a workbook in an archive whose password is the operator's own mobile number. */
import type { Context } from 'hono'
import { INSURANCES, type InsuranceCode } from '../../schema/fields/insurance.ts'
import { changeNames, MOST_ROWS, owedNames, type QueryReason } from '../../schema/queries.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Env } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { longDay } from '../lib/short-time.ts'
import { type Cell, type Sheet, xlsx } from '../lib/xlsx.ts'
import { streamOf, zip } from '../lib/zip.ts'
import { readOperator } from '../settings/store.ts'
import { afterRow, openRows, owedAfter, personsMeant } from './acts.ts'
import { type After, NEWEST, START } from './rules.ts'
import { listChanges, type Wanted } from './store.ts'

/** Rows read, opened and written at a time: what is in memory at once. */
const AT_ONCE = 1_000

export interface Archive {
  name: string
  stream: ReadableStream
}

const yuan = (fen: number) => fen / 100

/** The number that the operator signed up with; it is what the archive opens with. */
async function ownMobile({ env, var: on }: Context<Env>): Promise<string | undefined> {
  const row = await readOperator(env.DB, on.operator.unitId, on.operator.operatorId)
  const { open } = await sealer(env.SEALING_KEYS)
  return row?.mobile_sealed ? open(row.mobile_sealed, 'operator.mobile') : undefined
}

/** Asked for, allowed and told of before the first byte goes out; the rows follow as they are read. */
async function archive(
  c: Context<Env>,
  act: string,
  name: string,
  first: () => Promise<unknown[]>,
  table: Sheet,
): Promise<Result<Archive, QueryReason>> {
  const { env, var: on } = c
  const { unitId, operatorId } = on.operator
  const { success } = await env.LIMIT_ACCOUNT.limit({ key: `export:${operatorId}` })
  if (!success) return fail('too_many_exports')
  const [mobile, found] = await Promise.all([ownMobile(c), first()])
  if (mobile === undefined) return fail('no_mobile')
  if (found.length === 0) return fail('nothing_found')
  await (
    await audited(env, on.origin, on.now, {
      ...{ unitId, actor: `operator:${operatorId}`, act, subject: name, result: 'done' },
    })
  ).run()
  const entry = { name: `${name}.xlsx`, stored: true, password: mobile, content: xlsx(table) }
  return ok({ name: `${name}.zip`, stream: streamOf(zip([entry])) })
}

async function* owedRows(
  env: Bindings,
  wanted: Wanted,
  persons: string[] | undefined,
): AsyncGenerator<Cell[]> {
  let after: After | undefined = START
  for (let count = 0; after && count < MOST_ROWS; count += AT_ONCE) {
    const found = await owedAfter(env, wanted, persons, after, AT_ONCE)
    for (const row of await openRows(env, found))
      yield [
        ...[row.name, row.number, INSURANCES[row.insurance as InsuranceCode], row.month, owedNames[row.kind]],
        ...[
          yuan(row.base_fen),
          yuan(row.unit_fen),
          yuan(row.person_fen),
          yuan(row.unit_fen + row.person_fen),
        ],
      ]
    const last = found.at(-1)
    after = found.length === AT_ONCE && last ? afterRow(last) : undefined
  }
}

/** 人员月缴费明细 of what was asked for, all of it. */
export async function exportPayments(c: Context<Env>, wanted: Wanted, typed: string) {
  const persons = await personsMeant(c.env, wanted, typed)
  const first = () => owedAfter(c.env, wanted, persons, START, 1)
  return archive(c, 'payments_export', `人员月缴费明细-${wanted.month}`, first, {
    name: '人员月缴费明细',
    columns: [
      ...([
        ['姓名', 14],
        ['社会保障号', 22],
        ['险种', 22],
        ['费款所属月份', 14],
        ['应缴类型', 14],
      ] as const),
      ...([
        ['缴费基数', 14],
        ['单位应缴', 14],
        ['个人应缴', 14],
        ['合计', 14],
      ] as const),
    ],
    rows: owedRows(c.env, wanted, persons),
  })
}

async function* changeRows(env: Bindings, unitId: string, month: string): AsyncGenerator<Cell[]> {
  let before: string | undefined = NEWEST
  for (let count = 0; before !== undefined && count < MOST_ROWS; count += AT_ONCE) {
    const found = await listChanges(env.DB, unitId, month, before, AT_ONCE)
    for (const row of await openRows(env, found))
      yield [
        ...[row.name, row.number, row.undid ? `回退${changeNames[row.undid]}` : changeNames[row.kind]],
        ...[row.from_month ?? row.stops_on ?? '', longDay.format(row.filed_at)],
        row.undone ? '已经回退' : '有效',
      ]
    before = found.length === AT_ONCE ? found.at(-1)?.filing_id : undefined
  }
}

/** 人员月度变更 of a month, all of it. */
export const exportChanges = (c: Context<Env>, month: string) => {
  const { unitId } = c.var.operator
  const first = () => listChanges(c.env.DB, unitId, month, NEWEST, 1)
  return archive(c, 'changes_export', `人员月度变更-${month}`, first, {
    name: '人员月度变更',
    columns: [
      ...([
        ['姓名', 14],
        ['社会保障号', 22],
        ['变更', 18],
      ] as const),
      ...([
        ['从何时起', 14],
        ['办理日期', 16],
        ['状态', 12],
      ] as const),
    ],
    rows: changeRows(c.env, unitId, month),
  })
}
