/** What a unit looks up in the ledger: the tabs of 单位信息, changes and payments month by month, and their files. */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { insuranceCodes } from '../../schema/certificates.ts'
import type { Month } from '../../schema/fields/month.ts'
import { CHANGES_ITEM, PAYMENTS_ITEM, type QueryReason, queryRefusals } from '../../schema/queries.ts'
import { type UnitTab, unitTabs } from '../../schema/units.ts'
import { stopOf } from '../catalogue/acts.ts'
import { sceneOf } from '../filings/acts.ts'
import { allowOperator } from '../lib/allow.ts'
import { formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { refuse, shellOf } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import type { Result } from '../lib/result.ts'
import { asAttachment } from '../lib/sealed-file.ts'
import { changesPage, mayAsk, paymentsPage, thisMonth } from './acts.ts'
import { Changes } from './changes-page.tsx'
import { type Archive, exportChanges, exportPayments } from './export.ts'
import { CHANGES, PAYMENTS } from './page.tsx'
import { Payments, type Question } from './payments-page.tsx'
import { readAfter, readBefore, readMonth } from './rules.ts'
import { lastSettled } from './store.ts'
import { tabs } from './tabs.tsx'
import { changeCounts } from './totals-store.ts'

async function refusedPage(
  c: Context<Env>,
  reason: 'query_not_allowed' | 'query_stopped',
  words: string,
  go: { href: string; label: string },
) {
  const { text, status } = queryRefusals[reason]
  const page = <ErrorPage kind="not-allowed" happened={text + words} go={go} {...(await shellOf(c))} />
  return c.html(renderPage(page), status as 403)
}

/** Whoever may ask, where and while that is answered. */
const asking = (item: string): MiddlewareHandler<Env> =>
  async function onlyAsking(c, next) {
    const go = { href: '/center/grant', label: '看我的授权' }
    if (!mayAsk(c, item)) return refusedPage(c, 'query_not_allowed', '', go)
    const { env, var: on } = c
    const stop = await stopOf({ env, now: on.now }, item, on.operator.unit.region)
    if (!stop) return next()
    return refusedPage(c, 'query_stopped', stop.words, { href: `/items/${item}`, label: '看事项页面' })
  }

interface Refused {
  reason?: QueryReason | undefined
}

const statusOf = (reason: QueryReason | undefined, monthTyped: string | undefined) => {
  const wrong = monthTyped === undefined ? undefined : (422 as const)
  const status = reason ? queryRefusals[reason].status : wrong
  return status && { status }
}
const problemOf = (reason: QueryReason | undefined) => (reason ? queryRefusals[reason].text : undefined)

/** The month in which what is filed now settles. */
const settlingMonth = async ({ env, var: { operator, now } }: Context<Env>): Promise<Month> => {
  const unit = { unitId: operator.unitId, region: operator.unit.region }
  return (await sceneOf({ env, now, unit })).period.month
}

async function changes(c: Context<Env>, typed: string | undefined, { reason }: Refused = {}) {
  const settling = await settlingMonth(c)
  const { month, monthTyped } = readMonth(typed, settling)
  const { unitId } = c.var.operator
  const [page, counts] = await Promise.all([
    changesPage(c.env, unitId, month, readBefore(c.req.query('before'))),
    changeCounts(c.env.DB, unitId, month, month),
  ])
  const props = { month, settling, counts, ...page, problem: problemOf(reason), monthTyped }
  return centerView(c, { title: '人员月度变更', ...statusOf(reason, monthTyped) }, <Changes {...props} />)
}

interface Asked extends Refused {
  month?: string | undefined
  insurance?: string | undefined
  q?: string | undefined
  after?: string | undefined
}

/** The newest settled month where none is named. */
const usualMonth = async (c: Context<Env>): Promise<Month> =>
  (await lastSettled(c.env.DB, c.var.operator.unitId)) ?? thisMonth(c.var.now)

async function questionOf(
  c: Context<Env>,
  asked: Asked,
): Promise<{ of: Question; monthTyped: string | undefined }> {
  const insurance = insuranceCodes.find((code) => code === asked.insurance) ?? ''
  const named = readMonth(asked.month, '')
  const month = named.month || (await usualMonth(c))
  return { of: { month, insurance, q: (asked.q ?? '').slice(0, 60) }, monthTyped: named.monthTyped }
}

const wantedOf = (c: Context<Env>, { month, insurance }: Question) => ({
  ...{ unitId: c.var.operator.unitId, month, insurance },
})

async function payments(c: Context<Env>, asked: Asked) {
  const { of, monthTyped } = await questionOf(c, asked)
  const page = await paymentsPage(c.env, wantedOf(c, of), of.q, readAfter(asked.after))
  const props = { of, page, problem: problemOf(asked.reason), monthTyped }
  return centerView(
    c,
    { title: '人员月缴费明细', ...statusOf(asked.reason, monthTyped) },
    <Payments {...props} />,
  )
}

async function formIn(c: Context<Env>): Promise<Asked> {
  const form = await formOf(c)
  const read = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : undefined
  }
  return { month: read('month'), insurance: read('insurance'), q: read('q'), after: read('after') }
}

const send = (c: Context<Env>, { name, stream }: Archive) =>
  c.body(stream, 200, asAttachment('application/zip', name))

async function sent(
  c: Context<Env>,
  made: Result<Archive, QueryReason>,
  again: (reason: QueryReason) => Response | Promise<Response>,
) {
  return made.ok ? send(c, made.value) : again(made.error)
}

export const queriesRoutes = new Hono<Env>()
  .get('/center/unit/:tab', allowOperator(), async (c) => {
    const tab = c.req.param('tab')
    if (!Object.hasOwn(unitTabs, tab)) return refuse(c, 'not_found')
    return centerView(c, { title: unitTabs[tab as UnitTab].label }, await tabs[tab as UnitTab](c))
  })
  .get(CHANGES, allowOperator(), asking(CHANGES_ITEM), (c) => changes(c, c.req.query('month')))
  .post(`${CHANGES}/export`, allowOperator(), asking(CHANGES_ITEM), async (c) => {
    const { month: typed } = await formIn(c)
    const { month } = readMonth(typed, await settlingMonth(c))
    return sent(c, await exportChanges(c, month), (reason) => changes(c, month, { reason }))
  })
  .get(PAYMENTS, allowOperator(), asking(PAYMENTS_ITEM), (c) => {
    const { month, insurance, after } = c.req.query()
    return payments(c, { month, insurance, after })
  })
  .post(PAYMENTS, allowOperator(), asking(PAYMENTS_ITEM), async (c) => payments(c, await formIn(c)))
  .post(`${PAYMENTS}/export`, allowOperator(), asking(PAYMENTS_ITEM), async (c) => {
    const asked = await formIn(c)
    const { of } = await questionOf(c, asked)
    const made = await exportPayments(c, wantedOf(c, of), of.q)
    return sent(c, made, (reason) => payments(c, { ...of, reason }))
  })
