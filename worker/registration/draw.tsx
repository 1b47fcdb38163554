/** Each step's page, from where the registration stands; whoever is at another step is taken there. */
import type { Context } from 'hono'
import type { RegistrationKind } from '../../schema/registration.ts'
import { AccountForm } from '../../widgets/account-form/account-form.tsx'
import { DonePanel } from '../../widgets/done-panel/done-panel.tsx'
import { Island } from '../../widgets/island.tsx'
import { PersonForm } from '../../widgets/person-form/person-form.tsx'
import { UnitForm } from '../../widgets/unit-form/unit-form.tsx'
import type { Env } from '../lib/env.ts'
import { flowExpired } from '../lib/page/flow-expired.tsx'
import { view } from '../lib/page/view.tsx'
import type { FieldError } from '../lib/problem.ts'
import { type Current, current } from './current.ts'
import { Sheet, titles, WaysOn } from './page.tsx'
import { type RegistrationError, refusalOf } from './refusal.ts'

export interface Shown {
  values?: Record<string, string>
  errors?: FieldError[]
  refused?: RegistrationError
  status?: 422
}

/** The form's messages, the status and the reason of what was refused. */
export function said({ values = {}, errors = [], refused, status }: Shown) {
  if (!refused) return { values, errors, problem: undefined, status, reason: undefined }
  const { reason, refusal } = refusalOf(refused)
  if (refusal.field)
    return {
      values,
      errors: [{ field: refusal.field, code: reason }],
      problem: undefined,
      status: refusal.status,
      reason,
    }
  return { values, errors, problem: refusal.text, status: refusal.status, reason }
}

function first(c: Context<Env>, kind: RegistrationKind, shown: Shown) {
  const { values, errors, problem, status, reason } = said(shown)
  const links = { agreement: `/agreements/${kind}`, privacy: '/agreements/privacy' }
  const props = { action: `/register/${kind}`, values, errors, problem, links }
  return view(
    c,
    { title: titles[kind], islands: [`${kind}-form`], ...(status && { status }) },
    <Sheet kind={kind} step={0}>
      <WaysOn kind={kind} reason={reason} />
      {kind === 'unit' ? (
        <Island name="unit-form" component={UnitForm} props={props} />
      ) : (
        <Island name="person-form" component={PersonForm} props={props} />
      )}
    </Sheet>,
  )
}

export const personPage = (c: Context<Env>, shown: Shown) => first(c, 'person', shown)
export const unitPage = (c: Context<Env>, shown: Shown) => first(c, 'unit', shown)

/** The registration if it is at this step, else the way to where it is. */
export async function at(c: Context<Env>, step: Current['step']): Promise<Current | Response> {
  const found = await current(c)
  if (!found.ok) return c.redirect('/register', 303)
  if (found.value.step !== 'done' && c.var.now >= found.value.expiresAt)
    return c.redirect('/register/expired', 303)
  return found.value.step === step ? found.value : c.redirect(`/register/${found.value.step}`, 303)
}

export async function accountPage(c: Context<Env>, shown: Shown & { sent?: boolean } = {}) {
  const registration = await at(c, 'account')
  if (registration instanceof Response) return registration
  const { values, errors, problem, status } = said(shown)
  const { kind, expiresAt } = registration
  const props = {
    action: '/register/account',
    values,
    errors,
    problem,
    sent: shown.sent,
    submitLabel: '完成注册',
  }
  return view(
    c,
    { title: titles[kind], islands: ['time-left', 'account-form'], ...(status && { status }) },
    <Sheet kind={kind} step={2} clock={{ expiresAt, now: c.var.now }}>
      <Island name="account-form" component={AccountForm} props={props} />
    </Sheet>,
  )
}

export async function donePage(c: Context<Env>) {
  const registration = await at(c, 'done')
  if (registration instanceof Response) return registration
  const { kind, unitNumber } = registration
  return view(
    c,
    { title: '注册成功' },
    <Sheet kind={kind} step={4}>
      {kind === 'unit' ? (
        <DonePanel
          title="单位注册成功"
          rows={[{ name: '单位编号', value: unitNumber ?? '' }]}
          next={{ href: '/login', label: '去登录' }}
        >
          <p>
            请记下 8
            位单位编号。登录时填统一社会信用代码或单位编号都可以，再填法定代表人的证件号码或手机号码和密码。
          </p>
        </DonePanel>
      ) : (
        <DonePanel
          title="个人账号注册成功"
          next={{ href: '/register/unit', label: '我是法定代表人，去注册单位' }}
          other={{ href: '/person/login', label: '登录个人账号' }}
        >
          <p>管理员和经办人请告诉本单位的法定代表人，由法定代表人授权后就能登录单位。</p>
        </DonePanel>
      )}
    </Sheet>,
  )
}

export async function expiredPage(c: Context<Env>) {
  const found = await current(c)
  return flowExpired(c, `/register/${found.ok ? found.value.kind : 'unit'}`)
}
