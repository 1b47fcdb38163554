/** The pages about a unit's own software, sent. */
import type { Context } from 'hono'
import { type AppsReason, appsRefusals } from '../../schema/apps.ts'
import { AppForm } from '../../widgets/app-form/app-form.tsx'
import { Island } from '../../widgets/island.tsx'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { shellOf } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import type { FieldError } from '../lib/problem.ts'
import type { OpenedApp } from './acts.ts'
import { Apps, Opened, StopApp } from './page.tsx'
import type { App } from './store.ts'

interface Shown {
  errors?: FieldError[]
  reason?: AppsReason
  status?: 409 | 422
}

const FIELDS = ['name', 'unitRead', 'activityRead', 'casesRead', 'rostersFile']

/** The list with the form, and with what was wrong in it. */
export function formAgain(c: Context<Env>, apps: App[], typed: Record<string, unknown>, shown: Shown = {}) {
  const { errors = [], reason, status } = shown
  const field = reason && appsRefusals[reason].field
  const values = Object.fromEntries(FIELDS.map((name) => [name, String(typed[name] ?? '')]))
  const props = {
    ...{ action: '/center/apps', values },
    errors: field && reason ? [{ field, code: reason }] : errors,
    ...(reason && !field && { problem: appsRefusals[reason].text }),
  }
  return centerView(
    c,
    { title: '软件接入', islands: ['app-form'], ...(status && { status }) },
    <Apps apps={apps}>
      <Island name="app-form" component={AppForm} props={props} />
    </Apps>,
  )
}

export const list = (c: Context<Env>, apps: App[]) => formAgain(c, apps, {})

export const opened = (c: Context<Env>, app: OpenedApp) =>
  centerView(c, { title: '软件接入已开通' }, <Opened app={app} tokenUrl={`${c.env.ORIGIN}/oidc/token`} />)

export const confirmStop = (c: Context<Env>, app: App) =>
  centerView(c, { title: '停用软件接入' }, <StopApp app={app} />)

export async function refused(c: Context<Env>, reason: AppsReason) {
  const { text, status } = appsRefusals[reason]
  const known = reason === 'app_unknown'
  const page = (
    <ErrorPage
      kind={known ? 'not-found' : 'not-allowed'}
      happened={text}
      advice={known ? '别的软件接入不受影响。' : '单位信息和账号动态，您可以照常在单位中心查看。'}
      go={known ? { href: '/center/apps', label: '回软件列表' } : { href: '/center', label: '回单位中心' }}
      {...(await shellOf(c))}
    />
  )
  return c.html(renderPage(page), status as 403)
}
