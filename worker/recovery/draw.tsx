/** Each step's page, from where the recovery stands; whoever is at another step is taken there. */
import type { Context } from 'hono'
import type { RecoveryStep } from '../../schema/recovery.ts'
import { DonePanel } from '../../widgets/done-panel/done-panel.tsx'
import { Island } from '../../widgets/island.tsx'
import { RecoveryForm } from '../../widgets/recovery-form/recovery-form.tsx'
import { RecoveryMobileForm } from '../../widgets/recovery-mobile-form/recovery-mobile-form.tsx'
import { RecoveryPasswordForm } from '../../widgets/recovery-password-form/recovery-password-form.tsx'
import type { Env } from '../lib/env.ts'
import { view } from '../lib/page/view.tsx'
import type { FieldError } from '../lib/problem.ts'
import { provedAccount } from './complete.ts'
import { type Current, current } from './current.ts'
import { ForWhom, NoMatch, Sheet, TITLE } from './page.tsx'
import { type RecoveryError, refusalOf, refusals } from './refusal.ts'

export interface Shown {
  values?: Record<string, string>
  errors?: FieldError[]
  refused?: RecoveryError | undefined
  status?: 422
}

/** The form's messages and the status of what was refused. */
export function said({ values = {}, errors = [], refused, status }: Shown) {
  if (!refused) return { values, errors, problem: undefined, status }
  const { reason, refusal } = refusalOf(refused)
  if (!refusal.field) return { values, errors, problem: refusal.text, status: refusal.status }
  const beside = [{ field: refusal.field, code: reason }]
  return { values, errors: beside, problem: undefined, status: refusal.status }
}

export const clockOf = (c: Context<Env>, { expiresAt }: Current) => ({ expiresAt, now: c.var.now })

export function accountPage(c: Context<Env>, shown: Shown) {
  const { status, ...form } = said(shown)
  return view(
    c,
    { title: TITLE, islands: ['recovery-form'], ...(status && { status }) },
    <Sheet step={0}>
      <ForWhom />
      <Island name="recovery-form" component={RecoveryForm} props={{ action: '/recovery', ...form }} />
      <p>
        <a href="/login">想起来了，去登录</a>
      </p>
    </Sheet>,
  )
}

const PAGES: Record<RecoveryStep, string> = {
  ...{ puzzle: '/recovery/puzzle', proof: '/recovery/proof' },
  ...{ password: '/recovery/password', done: '/recovery/done' },
}

/** The recovery if it is at this step, else the way to where it is. */
export async function at(c: Context<Env>, step: RecoveryStep): Promise<Current | Response> {
  const found = await current(c)
  if (!found.ok) return c.redirect('/recovery', 303)
  if (found.value.step !== 'done' && c.var.now >= found.value.expiresAt)
    return c.redirect('/recovery/expired', 303)
  return found.value.step === step ? found.value : c.redirect(PAGES[found.value.step], 303)
}

export async function mobilePage(c: Context<Env>, shown: Shown & { sent?: boolean } = {}) {
  const recovery = await at(c, 'proof')
  if (recovery instanceof Response) return recovery
  const { status, ...form } = said(shown)
  const props = { action: '/recovery/sms', ...form, sent: shown.sent }
  return view(
    c,
    { title: TITLE, islands: ['time-left', 'recovery-mobile-form'], ...(status && { status }) },
    <Sheet step={1} clock={clockOf(c, recovery)}>
      <Island name="recovery-mobile-form" component={RecoveryMobileForm} props={props} />
      <p>
        <a href="/recovery/proof">改用刷脸认证</a>
      </p>
    </Sheet>,
  )
}

export async function passwordPage(c: Context<Env>, shown: Shown = {}) {
  const recovery = await at(c, 'password')
  if (recovery instanceof Response) return recovery
  const lacking = !(await provedAccount(c.env, recovery.typed))
  const { status, ...form } = said(shown)
  const clock = clockOf(c, recovery)
  if (lacking) {
    const { text, status: refusedAs } = refusals.recovery_no_match
    return view(
      c,
      { title: TITLE, islands: ['time-left'], status: refusedAs },
      <Sheet step={2} clock={clock}>
        <NoMatch text={text} />
      </Sheet>,
    )
  }
  const props = { action: '/recovery/password', ...form, values: {} }
  return view(
    c,
    { title: TITLE, islands: ['time-left', 'recovery-password-form'], ...(status && { status }) },
    <Sheet step={2} clock={clock}>
      <p>修改以后，这个账号在所有设备上的登录都会结束，要用新密码重新登录。</p>
      <Island name="recovery-password-form" component={RecoveryPasswordForm} props={props} />
    </Sheet>,
  )
}

export async function donePage(c: Context<Env>) {
  const recovery = await at(c, 'done')
  if (recovery instanceof Response) return recovery
  return view(
    c,
    { title: '密码设置完成' },
    <Sheet step={4}>
      <DonePanel title="新密码已经设好" next={{ href: '/login', label: '用新密码登录' }}>
        <p>原来的登录都已经结束，账号也不再锁定。如果这不是您本人办的，请马上拨打 12333。</p>
      </DonePanel>
    </Sheet>,
  )
}
