/** What was looked up as a file: a workbook in an archive whose password is the operator's own mobile number. */
import type { Context } from 'hono'
import { INSURANCES, type InsuranceCode } from '../../schema/fields/insurance.ts'
import { changeNames, MOST_ROWS, owedNames, type QueryReason } from '../../schema/queries.ts'
import { type Cell, type Cells, textCell } from '../../schema/rosters/cell.ts'
import type { Style } from '../../schema/rosters/writing/styles.ts'
import { type SheetLook, workbookStream } from '../../schema/rosters/writing/workbook.ts'
import { zipStream } from '../../schema/rosters/writing/zip.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Env } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { longDay } from '../lib/short-time.ts'
import { readOperator } from '../settings/store.ts'
import { afterRow, openRows, owedAfter, personsMeant } from './acts.ts'
import { type After, NEWEST, START } from './rules.ts'
import { isFiledMore, isOwedMore, listChanges, type Wanted } from './store.ts'

/** Rows read, opened and written at a time: what is in memory at once. */
const AT_ONCE = 1_000

export interface Archive {
  name: string
  stream: ReadableStream
}

const yuan = (fen: number): Cell => ({ kind: 'number', text: String(fen / 100) })

const columns = (style: Style, widths: Readonly<Record<string, number>>) =>
  Object.entries(widths).map(([header, width]) => ({ header, width, style }))

/** The number that the operator signed up with; it is what the archive opens with. */
async function ownMobile({ env, var: on }: Context<Env>): Promise<string | undefined> {
  const row = await readOperator(env.DB, on.operator.unitId, on.operator.operatorId)
  const { open } = await sealer(env.SEALING_KEYS)
  return row?.mobile_sealed ? open(row.mobile_sealed, 'operator.mobile') : undefined
}

/** What is to be exported, before it is read. */
interface Asked {
  first: () => Promise<unknown[]>
  /** What is said where it is more than a file holds, and whether it is. */
  tooMany: 'too_many_rows' | 'too_many_changes'
  isMore: () => Promise<boolean>
}

/** Asked for, allowed and told of before the first byte goes out; the rows follow as they are read. */
async function archive(
  c: Context<Env>,
  act: string,
  name: string,
  asked: Asked,
  table: SheetLook,
): Promise<Result<Archive, QueryReason>> {
  const { env, var: on } = c
  const { unitId, operatorId } = on.operator
  const { success } = await env.LIMIT_ACCOUNT.limit({ key: `export:${operatorId}` })
  if (!success) return fail('too_many_exports')
  const { first, tooMany, isMore } = asked
  const [mobile, found, more] = await Promise.all([ownMobile(c), first(), isMore()])
  if (mobile === undefined) return fail('no_mobile')
  if (found.length === 0) return fail('nothing_found')
  if (more) return fail(tooMany)
  await (
    await audited(env, on.origin, on.now, {
      ...{ unitId, actor: `operator:${operatorId}`, act, subject: name, result: 'done' },
    })
  ).run()
  const stream = zipStream((zip) => zip.lock(`${name}.xlsx`, workbookStream([table]), mobile))
  return ok({ name: `${name}.zip`, stream })
}

async function* owedRows(
  env: Bindings,
  wanted: Wanted,
  persons: string[] | undefined,
): AsyncGenerator<Cells> {
  let after: After | undefined = START
  while (after) {
    const found = await owedAfter(env, wanted, persons, after, AT_ONCE)
    for (const row of await openRows(env, found))
      yield [
        ...[row.name, row.number, INSURANCES[row.insurance as InsuranceCode], row.month].map(textCell),
        textCell(owedNames[row.kind]),
        ...[row.base_fen, row.unit_fen, row.person_fen, row.unit_fen + row.person_fen].map(yuan),
      ]
    const last = found.at(-1)
    after = found.length === AT_ONCE && last ? afterRow(last) : undefined
  }
}

/** 人员月缴费明细 of what was asked for, all of it. */
export async function exportPayments(c: Context<Env>, wanted: Wanted, typed: string) {
  const persons = await personsMeant(c.env, wanted, typed)
  const asked: Asked = {
    first: () => owedAfter(c.env, wanted, persons, START, 1),
    tooMany: 'too_many_rows',
    isMore: () => isOwedMore(c.env.DB, wanted, persons, MOST_ROWS),
  }
  return archive(c, 'payments_export', `人员月缴费明细-${wanted.month}`, asked, {
    name: '人员月缴费明细',
    columns: [
      ...columns('text', { 姓名: 14, 社会保障号: 22, 险种: 22, 费款所属月份: 14, 应缴类型: 14 }),
      ...columns('amount', { 缴费基数: 14, 单位应缴: 14, 个人应缴: 14, 合计: 14 }),
    ],
    rows: owedRows(c.env, wanted, persons),
  })
}

async function* changeRows(env: Bindings, unitId: string, month: string): AsyncGenerator<Cells> {
  let before: string | undefined = NEWEST
  while (before !== undefined) {
    const found = await listChanges(env.DB, unitId, month, before, AT_ONCE)
    for (const row of await openRows(env, found))
      yield [
        ...[row.name, row.number, row.undid ? `回退${changeNames[row.undid]}` : changeNames[row.kind]],
        ...[row.from_month ?? row.stops_on ?? '', longDay.format(row.filed_at)],
        row.undone ? '已经回退' : '有效',
      ].map(textCell)
    before = found.length === AT_ONCE ? found.at(-1)?.filing_id : undefined
  }
}

/** 人员月度变更 of a month, all of it. */
export const exportChanges = (c: Context<Env>, month: string) => {
  const { unitId } = c.var.operator
  const asked: Asked = {
    first: () => listChanges(c.env.DB, unitId, month, NEWEST, 1),
    tooMany: 'too_many_changes',
    isMore: () => isFiledMore(c.env.DB, unitId, month, MOST_ROWS),
  }
  return archive(c, 'changes_export', `人员月度变更-${month}`, asked, {
    name: '人员月度变更',
    columns: columns('text', { 姓名: 14, 社会保障号: 22, 变更: 18, 从何时起: 14, 办理日期: 16, 状态: 12 }),
    rows: changeRows(c.env, unitId, month),
  })
}
