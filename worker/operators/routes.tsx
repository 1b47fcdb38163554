/** The unit centre's pages about who acts for the unit; all of it works without a script. */
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { unitItems } from '../../schema/catalogue.ts'
import { dayInChina, isRealDay } from '../../schema/fields/calendar.ts'
import { ChangeRole, ChangeScope, ChangeTerm, OfferGrant } from '../../schema/operators.ts'
import { type OperatorsReason, operatorsMessage } from '../../schema/operators-refusals.ts'
import { mayDo } from '../grants/rules.ts'
import { allowOperator } from '../lib/allow.ts'
import { body, formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import type { FieldError } from '../lib/problem.ts'
import type { Result } from '../lib/result.ts'
import * as acts from './acts.ts'
import * as draw from './draw.tsx'
import { heldOn } from './history.ts'
import { History } from './history-page.tsx'
import { RemoveOperator } from './manage-page.tsx'
import { offer, termOf, withdraw } from './offer.ts'
import { OwnGrant } from './own-page.tsx'
import { findOperator, type OperatorRow } from './store.ts'

const LIST = '/center/operators'
const may = (c: Context<Env>) => mayDo(c.var.operator, 'manage_operators', c.var.now)
const keptHere = (c: Context<Env>) => acts.kept(c, c.req.param('id') ?? '')

/** The operator's page again, with what was wrong in one of its forms. */
const again =
  (form: string) => async (c: Context<Env>, errors: FieldError[], typed: Record<string, unknown>) => {
    const row = await keptHere(c)
    return row ? draw.managePage(c, row, { form, typed }, { errors }) : draw.refused(c, 'operator_unknown')
  }

/** Changes what somebody holds, and shows their page: saved, or with what was wrong. */
async function changed(
  c: Context<Env>,
  sent: { form: string; typed?: Record<string, unknown> },
  act: (row: OperatorRow) => Promise<Result<void, OperatorsReason>>,
) {
  const row = await keptHere(c)
  if (!row) return draw.refused(c, 'operator_unknown')
  const done = await act(row)
  if (done.ok) return c.redirect(`${LIST}/${row.id}?saved=${sent.form}`, 303)
  return draw.managePage(c, row, sent, { reason: done.error })
}

const manage = new Hono<Env>()
  .get('/center/operators/:id', allowOperator(), async (c) => {
    const row = await keptHere(c)
    return row ? draw.managePage(c, row) : draw.refused(c, 'operator_unknown')
  })
  .post('/center/operators/:id/term', allowOperator(), body(ChangeTerm, again('term')), (c) => {
    const typed = c.req.valid('json')
    return changed(c, { form: 'term', typed }, (row) => acts.changeTerm(c, row, termOf(typed)))
  })
  .post('/center/operators/:id/scope', allowOperator(), body(ChangeScope, again('scope')), (c) => {
    const typed = c.req.valid('json')
    return changed(c, { form: 'scope', typed }, (row) => acts.changeScope(c, row, typed.items))
  })
  .post('/center/operators/:id/role', allowOperator(), body(ChangeRole, again('role')), (c) => {
    const typed = c.req.valid('json')
    const scope = typed.role === 'handler' ? typed.items : null
    return changed(c, { form: 'role', typed }, (row) => acts.changeRole(c, row, typed.role, scope))
  })
  .post('/center/operators/:id/request', allowOperator(), async (c) => {
    const yes = (await formOf(c)).get('decision') === 'yes'
    const all = unitItems.map(({ code }) => code)
    return changed(c, { form: 'request' }, (row) => acts.decideScope(c, row, yes, all))
  })
  .post('/center/operators/:id/resume', allowOperator(), (c) =>
    changed(c, { form: 'resume' }, (row) => acts.resume(c, row)),
  )
  .get('/center/operators/:id/remove', allowOperator(), async (c) => {
    const row = await keptHere(c)
    if (!row) return draw.refused(c, 'operator_unknown')
    return centerView(c, { title: '删除操作员' }, <RemoveOperator operator={await draw.shownRow(c, row)} />)
  })
  .post('/center/operators/:id/remove', allowOperator(), async (c) => {
    const row = await keptHere(c)
    if (!row) return draw.refused(c, 'operator_unknown')
    const done = await acts.remove(c, row)
    return done.ok ? c.redirect(LIST, 303) : draw.refused(c, done.error)
  })

const Asked = v.object({ items: v.optional(v.union([v.string(), v.array(v.string())]), []) })

async function ownPage(c: Context<Env>, error?: string) {
  const { unitId, operatorId } = c.var.operator
  const row = await findOperator(c.env.DB, unitId, operatorId)
  if (!row) throw new Error('whoever is signed in is there')
  return centerView(
    c,
    { title: '我的授权', ...(error && { status: 422 }) },
    <OwnGrant operator={await draw.shownRow(c, row)} error={error} />,
  )
}

export const operatorsRoutes = new Hono<Env>()
  .get('/center/operators', allowOperator(), (c) => draw.list(c))
  .post('/center/operators/agree', allowOperator(), async (c) => {
    const done = await acts.agreeToNotice(c)
    return done.ok ? c.redirect(LIST, 303) : draw.refused(c, done.error)
  })
  .get('/center/operators/new', allowOperator(), (c) =>
    may(c) ? draw.offerForm(c) : draw.refused(c, 'operators_not_allowed'),
  )
  .post(
    '/center/operators/new',
    allowOperator(),
    body(OfferGrant, (c, errors, typed) =>
      may(c) ? draw.offerForm(c, typed, { errors }) : draw.refused(c, 'operators_not_allowed'),
    ),
    async (c) => {
      const typed = c.req.valid('json')
      const offered = await offer(c, typed)
      if (offered.ok) return c.redirect(LIST, 303)
      return may(c) ? draw.offerForm(c, typed, { reason: offered.error }) : draw.refused(c, offered.error)
    },
  )
  .post('/center/operators/withdraw', allowOperator(), async (c) => {
    const done = await withdraw(c, String((await formOf(c)).get('id') ?? ''))
    return done.ok ? c.redirect(LIST, 303) : draw.refused(c, done.error)
  })
  .get('/center/operators/history', allowOperator(), async (c) => {
    if (!may(c)) return draw.refused(c, 'operators_not_allowed')
    const asked = c.req.query('day') ?? ''
    const real = isRealDay(asked)
    const day = real ? asked : dayInChina(c.var.now)
    const error = asked && !real ? operatorsMessage('day.format') : undefined
    const held = await heldOn(c.env, c.var.operator.unitId, day)
    return centerView(
      c,
      { title: '授权记录', ...(error && { status: 422 }) },
      <History {...{ day, held, error }} />,
    )
  })
  .get('/center/grant', allowOperator(), (c) => ownPage(c))
  .post(
    '/center/grant',
    allowOperator(),
    body(Asked, (c) => ownPage(c, operatorsMessage('items.required'))),
    async (c) => {
      const known = new Set(unitItems.map(({ code }) => code))
      const items = draw.ticked(c.req.valid('json')).filter((code) => known.has(code))
      const asked = await acts.askScope(c, items)
      return asked.ok ? c.redirect('/center/grant', 303) : ownPage(c, operatorsMessage('items.required'))
    },
  )
  .route('/', manage)
