/** The pages about operators, sent. */
import type { Context } from 'hono'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { type OperatorsReason, operatorsRefusals } from '../../schema/operators-refusals.ts'
import { roleNames } from '../../schema/session.ts'
import { OperatorForm } from '../../widgets/operator-form/operator-form.tsx'
import { isEndless, keeps, mayDo } from '../grants/rules.ts'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { said } from '../lib/page/said.ts'
import { shellOf } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import type { FieldError } from '../lib/problem.ts'
import { typedText } from '../lib/typed-text.ts'
import { ManageOperator, type ManageProps } from './manage-page.tsx'
import { Operators, OperatorsNotice } from './page.tsx'
import { itemGroups, lastDayOf, namesOfRows, show, showAll } from './shown.ts'
import { listOperators, noticeAgreedAt, type OperatorRow } from './store.ts'

/** What was wrong with a form: faults of fields, or one reason. */
export interface Wrong {
  errors?: FieldError[]
  reason?: OperatorsReason
}

const saidOf = ({ errors = [], reason }: Wrong, values: Record<string, string> = {}) =>
  said({ values, errors, refused: reason && { reason, refusal: operatorsRefusals[reason] } })

/** The boxes that were ticked, of a form's values. */
export const ticked = (values: Record<string, unknown>) =>
  [values.items ?? []].flat().filter((code) => typeof code === 'string')

export async function list(c: Context<Env>) {
  const { unitId, operatorId, role } = c.var.operator
  const [all, agreedAt] = await Promise.all([
    showAll(c.env, c.var.now, unitId),
    noticeAgreedAt(c.env.DB, unitId),
  ])
  if (agreedAt === null)
    return centerView(
      c,
      { title: '开通多经办人' },
      <OperatorsNotice mayAgree={role === 'legal_representative'} />,
    )
  const kept = all.operators.filter((one) => one.id !== operatorId && keeps(role, one.role))
  const mayOffer = mayDo(c.var.operator, 'manage_operators', c.var.now)
  return centerView(
    c,
    { title: '经办人管理' },
    <Operators {...all} kept={kept.map(({ id }) => id)} mayOffer={mayOffer} />,
  )
}

/** The last day that whoever is signed in may give; undefined where they have no end themselves. */
const until = (c: Context<Env>) => (isEndless(c.var.operator) ? undefined : lastDayOf(c.var.operator))

export function offerForm(c: Context<Env>, typed: Record<string, unknown> = {}, wrong: Wrong = {}) {
  const { status, ...shown } = saidOf(wrong, { firstDay: dayInChina(c.var.now), ...typedText(typed) })
  const roles = (['administrator', 'handler'] as const)
    .filter((role) => keeps(c.var.operator.role, role))
    .map((value) => ({ value, label: roleNames[value] }))
  return centerView(
    c,
    { title: '添加管理员或经办人', ...(status && { status }) },
    <div class="sheet stack">
      <h1>添加管理员或经办人</h1>
      <OperatorForm
        action="/center/operators/new"
        chosen={ticked(typed)}
        {...{ roles, groups: itemGroups, until: until(c), ...shown }}
      />
      <p>
        <a href="/center/operators">返回经办人管理</a>
      </p>
    </div>,
  )
}

/** One operator as shown, with the names of everybody who may have granted it. */
export const shownRow = async (c: Context<Env>, row: OperatorRow) =>
  show(c.env, c.var.now, row, await namesOfRows(c.env, await listOperators(c.env.DB, c.var.operator.unitId)))

interface Sent {
  form: string
  typed?: Record<string, unknown>
}

export async function managePage(c: Context<Env>, row: OperatorRow, sent?: Sent, wrong: Wrong = {}) {
  const operator = await shownRow(c, row)
  const { status, errors, problem } = saidOf(wrong)
  const { grant } = operator
  const term = isEndless(grant)
    ? { firstDay: dayInChina(c.var.now) }
    : { firstDay: dayInChina(grant.actsFrom), lastDay: lastDayOf(grant) }
  const props: ManageProps = {
    ...{ operator, term, until: until(c), saved: c.req.query('saved') !== undefined },
    mayChangeRole: c.var.operator.role === 'legal_representative',
    ...(sent && {
      sent: {
        ...{ form: sent.form, values: typedText(sent.typed ?? {}), items: ticked(sent.typed ?? {}), errors },
        ...(problem && { problem }),
      },
    }),
  }
  return centerView(
    c,
    { title: `${roleNames[row.role]}授权`, ...(status && { status }) },
    <ManageOperator {...props} />,
  )
}

export async function refused(c: Context<Env>, reason: OperatorsReason) {
  const { text, status } = operatorsRefusals[reason]
  const page = (
    <ErrorPage
      kind={reason === 'operator_unknown' ? 'not-found' : 'not-allowed'}
      happened={text}
      advice="需要的话，请联系本单位的法定代表人。"
      go={{ href: '/center/operators', label: '回经办人管理' }}
      {...(await shellOf(c))}
    />
  )
  return c.html(renderPage(page), status as 403)
}
