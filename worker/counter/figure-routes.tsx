/** Rates, bases and filing calendars: of the counter's people only administrators come here. */
import { type Context, Hono } from 'hono'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { formatYuan } from '../../schema/fields/money.ts'
import { monthOf } from '../../schema/fields/month.ts'
import { regionName } from '../../schema/fields/region.ts'
import { percentInWords, RATED, SetBase, SetCalendar, SetRate } from '../../schema/figures.ts'
import { Notice } from '../../widgets/ui/notice.tsx'
import { allowClerk } from '../lib/allow.ts'
import { audited } from '../lib/audit.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { newId } from '../lib/ids.ts'
import type { FieldError } from '../lib/problem.ts'
import { typedText } from '../lib/typed-text.ts'
import { desk } from './desk.tsx'
import { NewFigure } from './figure-form.tsx'
import { FIGURES, type Figure, Figures, LIST } from './figure-page.tsx'
import * as store from './figure-store.ts'

/** Far more than years of them in every county. */
const LISTED = 2000
const CHANGES = 100

function formPage(
  c: Context<Env>,
  figure: Figure,
  errors: readonly FieldError[] = [],
  values: Record<string, string> = {},
) {
  const typed = errors.length > 0 ? { figure, values, errors } : undefined
  return desk(
    c,
    { title: FIGURES[figure].title, current: LIST, status: typed && 422 },
    <NewFigure figure={figure} typed={typed} />,
  )
}

interface Setting {
  figure: Figure
  about: string
  fromMonth: string
  value: string
  set: D1PreparedStatement
}

/** Sets a figure from a month that has not begun, and says who did. */
async function keep(c: Context<Env>, values: object, { set, ...change }: Setting) {
  const { env } = c
  const { now, origin, clerk } = c.var
  if (change.fromMonth <= monthOf(dayInChina(now)))
    return formPage(c, change.figure, [{ field: 'fromMonth', code: 'figure_month_begun' }], {
      ...typedText(values),
      fromMonth: change.fromMonth,
    })
  const id = newId(now)
  await env.DB.batch([
    set,
    store.insertChange(env.DB, { ...change, id, clerkId: clerk.clerkId, now }),
    await audited(env, origin, now, {
      ...{ unitId: null, actor: `clerk:${clerk.clerkId}`, act: 'figure_set' },
      ...{ subject: `figure:${id}`, result: 'done' },
    }),
  ])
  return c.redirect(`${LIST}?done=yes`, 303)
}

const again = (figure: Figure) => (c: Context<Env>, errors: FieldError[], values: Record<string, unknown>) =>
  formPage(c, figure, errors, typedText(values))

const pages = new Hono<Env>()
for (const figure of Object.keys(FIGURES) as Figure[])
  pages.get(`${LIST}/${figure}`, allowClerk('administrator'), (c) => formPage(c, figure))

export const figureRoutes = new Hono<Env>()
  .get(LIST, allowClerk('administrator'), async (c) => {
    const { DB } = c.env
    const [rates, bases, calendars, changes] = await Promise.all([
      store.listRates(DB, LISTED),
      store.listBases(DB, LISTED),
      store.listCalendars(DB, LISTED),
      store.listChanges(DB, CHANGES),
    ])
    return desk(
      c,
      { title: '费率和基数', current: LIST, wide: true },
      <>
        {c.req.query('done') && <Notice kind="done" role="status" title="已经保存，到那个月自己生效" />}
        <Figures {...{ rates, bases, calendars, changes }} />
      </>,
    )
  })
  .route('/', pages)
  .post(`${LIST}/rate`, allowClerk('administrator'), body(SetRate, again('rate')), async (c) => {
    const { rated, fromMonth, percent } = c.req.valid('json')
    const of = RATED[rated]
    if (!of) throw new Error('the schema lets only these through')
    const row = { insurance: of.insurance, payer: of.payer, class: of.class }
    return keep(
      c,
      { rated, percent: String(percent / 10_000) },
      {
        ...{ figure: 'rate', about: of.name, fromMonth, value: percentInWords(percent) },
        set: store.setRate(c.env.DB, { ...row, from_month: fromMonth, millionths: percent }),
      },
    )
  })
  .post(`${LIST}/base`, allowClerk('administrator'), body(SetBase, again('base')), async (c) => {
    const { region, fromMonth, floor, cap } = c.req.valid('json')
    const [low, high] = [formatYuan(floor), formatYuan(cap)]
    return keep(
      c,
      { region, floor: low, cap: high },
      {
        ...{ figure: 'base', about: `${regionName(region)}的基数`, fromMonth, value: `${low} 到 ${high} 元` },
        set: store.setBase(c.env.DB, { region, from_month: fromMonth, floor_fen: floor, cap_fen: cap }),
      },
    )
  })
  .post(`${LIST}/calendar`, allowClerk('administrator'), body(SetCalendar, again('calendar')), async (c) => {
    const { region, fromMonth, opensDay, closesDay } = c.req.valid('json')
    const value = `每月 ${opensDay} 日到次月 ${closesDay} 日`
    return keep(
      c,
      { region, opensDay: String(opensDay), closesDay: String(closesDay) },
      {
        ...{ figure: 'calendar', about: `${regionName(region)}的申报期`, fromMonth, value },
        set: store.setCalendar(c.env.DB, {
          ...{ region, from_month: fromMonth, opens_day: opensDay, closes_day: closesDay },
        }),
      },
    )
  })
