/** The pages of filings, sent. */
import type { Context, MiddlewareHandler } from 'hono'
import { itemName } from '../../schema/catalogue.ts'
import type { SingleItem } from '../../schema/filing-forms.ts'
import { type FilingReason, filingRefusals } from '../../schema/filing-refusals.ts'
import { type Refused, sayRefused } from '../../schema/filing-refused.ts'
import { FilingForm } from '../../widgets/filing-form/filing-form.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { shellOf } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import { type FieldError, problem } from '../lib/problem.ts'
import { sceneOf } from './acts.ts'
import { FILINGS, ROSTERS } from './page.tsx'
import { type Filer, hindrance, refuseHindered, taskOf } from './single.ts'

export const filerOf = (c: Context<Env>): Filer => ({
  ...{ env: c.env, origin: c.var.origin, now: c.var.now, operator: c.var.operator },
})

export const newPath = (item: SingleItem) => `${FILINGS}/new/${item}`

/** With what is particular to this one. */
export function refusedCall(c: Context<Env>, why: Refused): Response {
  const { code, choices } = why
  const told = { ...filingRefusals, [code]: { ...filingRefusals[code], text: sayRefused(why) } }
  return problem<FilingReason>(c, told, code, undefined, choices && { choices })
}

/**
 * Where an item cannot be had, nobody gets further: neither to the form nor to what is wrong with it. Of a filing that
 * is there already one learns first whether it is: then `look` is `ungranted`.
 */
export const granted = (item: string, look = hindrance): MiddlewareHandler<Env> =>
  async function onlyGranted(c, next) {
    const by = filerOf(c)
    const found = await look(by, item)
    if (!found) return next()
    // To look at a form is no act.
    const why = c.req.method === 'GET' ? found : await refuseHindered(by, item, found)
    return c.req.path.startsWith('/api/') ? refusedCall(c, why) : refusedPage(c, why)
  }

const SUBMIT: Record<SingleItem, string> = {
  enrolment: '提交参保登记',
  termination: '提交停保登记',
  'basic-data': '提交采集',
}

const INTRO: Record<SingleItem, string> = {
  enrolment: '为一名职工办理。养老、失业、工伤保险一起参保，从劳动合同开始的月份起缴费，以前的月份自动补缴。',
  termination: '为一名职工办理。养老、失业、工伤保险一起停保，停保时间所在的月份还要缴费。',
  'basic-data': '社保系统里还没有资料的职工，先在这里采集，再办参保登记。资料有变的，也可以重新采集。',
}

/** Which period it is, and what that means for what is filed now. */
async function periodNote(c: Context<Env>, item: SingleItem) {
  const { period } = await sceneOf(taskOf(filerOf(c)))
  if (item === 'basic-data') return null
  if (period.open) return <p class="quiet">现在申报，和 {period.month} 的缴费一起结算。</p>
  const closed: Refused = { code: 'filing_period_closed', ...(period.opensOn && { opensOn: period.opensOn }) }
  if (item === 'enrolment') return <Notice kind="wait" title={sayRefused(closed)} />
  return <p class="quiet">现在是结算期，停保算在下一个申报期里，{period.opensOn} 开始。</p>
}

export interface FormShown {
  values?: Record<string, string>
  errors?: FieldError[]
  refused?: Refused
}

/** The form, with what was typed and what is in the way. */
export async function formPage(c: Context<Env>, item: SingleItem, shown: FormShown = {}) {
  const { values = {}, errors = [], refused } = shown
  const refusal = refused && filingRefusals[refused.code]
  const text = refused && sayRefused(refused)
  const status = refusal?.status ?? (errors.length > 0 ? 422 : undefined)
  const beside = refusal?.field && refused ? [{ field: refusal.field, code: refused.code }] : errors
  const note = await periodNote(c, item)
  return centerView(
    c,
    { title: itemName(item), ...(status && { status }) },
    <div class="sheet stack">
      <h1>{itemName(item)}</h1>
      <p>
        {INTRO[item]}要办很多人，可以<a href={`${ROSTERS}/new?template=${item}`}>用表格批量办理</a>。
      </p>
      {note}
      <FilingForm
        action={newPath(item)}
        item={item}
        submit={SUBMIT[item]}
        back={`/items/${item}`}
        values={values}
        errors={beside}
        problem={refusal && !refusal.field ? text : undefined}
        sentences={refused && text ? { [refused.code]: text } : {}}
        way={refusal?.link}
        choices={refused?.choices}
      />
    </div>,
  )
}

/** What could not be done, with its way out. */
export async function refusedPage(c: Context<Env>, refused: Refused) {
  const { status, link } = filingRefusals[refused.code]
  const go = link ? { href: link.href, label: link.text } : { href: FILINGS, label: '回本期的申报' }
  const page = (
    <ErrorPage
      kind={status === 404 ? 'not-found' : status === 403 ? 'not-allowed' : 'expired'}
      happened={sayRefused(refused)}
      advice="没有任何改动。"
      go={go}
      {...(await shellOf(c))}
    />
  )
  return c.html(renderPage(page), status)
}
