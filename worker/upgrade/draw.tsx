/** The pages of steps two to four, from where the upgrade stands; whoever has not come so far is taken to where they are. */
import type { Context } from 'hono'
import type { ComponentChildren } from 'preact'
import { hallNames, type UpgradeStep } from '../../schema/upgrade.ts'
import { Island } from '../../widgets/island.tsx'
import { UpgradeAccountForm } from '../../widgets/upgrade-account-form/upgrade-account-form.tsx'
import { UpgradeAdministratorForm } from '../../widgets/upgrade-administrator-form/upgrade-administrator-form.tsx'
import { UpgradeRepresentativeForm } from '../../widgets/upgrade-representative-form/upgrade-representative-form.tsx'
import { UpgradeUnitForm } from '../../widgets/upgrade-unit-form/upgrade-unit-form.tsx'
import type { Env } from '../lib/env.ts'
import { view } from '../lib/page/view.tsx'
import type { FieldError } from '../lib/problem.ts'
import { type Current, current } from './current.ts'
import { Sheet, TITLE, WaysOn } from './page.tsx'
import { refusalOf, type UpgradeError } from './refusal.ts'
import { mayShow } from './rules.ts'

export interface Shown {
  values?: Record<string, string>
  errors?: FieldError[]
  refused?: UpgradeError
  status?: 422
}

/** The form's messages, the status and the reason of what was refused. */
export function said({ errors = [], refused, status }: Shown) {
  if (!refused) return { errors, problem: undefined, status, reason: undefined }
  const { reason, refusal } = refusalOf(refused)
  if (!refusal.field) return { errors, problem: refusal.text, status: refusal.status, reason }
  const beside = [{ field: refusal.field, code: reason }]
  return { errors: beside, problem: undefined, status: refusal.status, reason }
}

/** The upgrade if it has come to this step, else the way to where it is. */
export async function at(c: Context<Env>, step: UpgradeStep): Promise<Current | Response> {
  const found = await current(c)
  if (!found.ok) return c.redirect('/upgrade', 303)
  const upgrade = found.value
  const over = upgrade.step !== 'done' && c.var.now >= upgrade.expiresAt
  if (over) return c.redirect('/upgrade/expired', 303)
  const several = (upgrade.checked?.units.length ?? 0) > 1
  return mayShow(step, upgrade.step, several) ? upgrade : c.redirect(`/upgrade/${upgrade.step}`, 303)
}

interface StepPage {
  /** Its place among the five. */
  place: number
  island: string
  back: { href: string; label: string }
  form: ComponentChildren
}

function stepPage(c: Context<Env>, upgrade: Current, shown: Shown, { place, island, back, form }: StepPage) {
  const { status, reason } = said(shown)
  return view(
    c,
    { title: TITLE, islands: ['time-left', island], ...(status && { status }) },
    <Sheet step={place} clock={{ expiresAt: upgrade.expiresAt, now: c.var.now }}>
      <p class="quiet">{hallNames[upgrade.hall]}</p>
      {form}
      <WaysOn reason={reason} />
      <p>
        <a href={back.href}>上一步：{back.label}</a>
      </p>
    </Sheet>,
  )
}

export async function accountPage(c: Context<Env>, shown: Shown = {}) {
  const upgrade = await at(c, 'account')
  if (upgrade instanceof Response) return upgrade
  const { errors, problem } = said(shown)
  const values = shown.values ?? { userName: upgrade.userName ?? '' }
  const props = { action: '/upgrade/account', values, errors, problem }
  return stepPage(c, upgrade, shown, {
    ...{ place: 1, island: 'upgrade-account-form', back: { href: '/upgrade/hall', label: '选择历史系统' } },
    form: <Island name="upgrade-account-form" component={UpgradeAccountForm} props={props} />,
  })
}

export async function unitPage(c: Context<Env>, shown: Shown = {}) {
  const upgrade = await at(c, 'unit')
  if (upgrade instanceof Response) return upgrade
  const { errors, problem } = said(shown)
  const values = shown.values ?? { unitCode: upgrade.unitCode ?? '' }
  const units = (upgrade.checked?.units ?? []).map(({ unitName }) => unitName)
  const props = { action: '/upgrade/unit', values, errors, problem, units }
  return stepPage(c, upgrade, shown, {
    ...{ place: 1, island: 'upgrade-unit-form', back: { href: '/upgrade/account', label: '核验历史账户' } },
    form: <Island name="upgrade-unit-form" component={UpgradeUnitForm} props={props} />,
  })
}

export async function representativePage(c: Context<Env>, shown: Shown = {}) {
  const upgrade = await at(c, 'representative')
  if (upgrade instanceof Response) return upgrade
  const { unit, checked, typed } = upgrade
  if (!unit) return c.redirect('/upgrade/account', 303)
  const { errors, problem } = said(shown)
  const values = shown.values ?? { ...typed?.representative }
  const { unitName, creditCode, representative } = unit
  const props = {
    ...{ action: '/upgrade/representative', values, errors, problem },
    unit: { unitName, creditCode, representative },
  }
  const several = (checked?.units.length ?? 0) > 1
  return stepPage(c, upgrade, shown, {
    ...{ place: 2, island: 'upgrade-representative-form' },
    back: several
      ? { href: '/upgrade/unit', label: '填写单位编号' }
      : { href: '/upgrade/account', label: '核验历史账户' },
    form: <Island name="upgrade-representative-form" component={UpgradeRepresentativeForm} props={props} />,
  })
}

export async function administratorPage(c: Context<Env>, shown: Shown & { sent?: boolean } = {}) {
  const upgrade = await at(c, 'administrator')
  if (upgrade instanceof Response) return upgrade
  const { errors, problem } = said(shown)
  const values = shown.values ?? { ...upgrade.typed?.administrator }
  const props = { action: '/upgrade/administrator', values, errors, problem, sent: shown.sent }
  return stepPage(c, upgrade, shown, {
    ...{ place: 3, island: 'upgrade-administrator-form' },
    back: { href: '/upgrade/representative', label: '确认法人信息' },
    form: (
      <>
        <p>
          管理员要先有个人账号，填得和个人注册时一致，而且不能是法定代表人本人。还没有的，请先
          <a href="/register/person">注册个人账号</a>。
        </p>
        <Island name="upgrade-administrator-form" component={UpgradeAdministratorForm} props={props} />
      </>
    ),
  })
}
