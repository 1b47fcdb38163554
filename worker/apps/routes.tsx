/** The unit centre's pages about the unit's own software; all of it works without a script. */
import { type Context, Hono } from 'hono'
import { OpenApp } from '../../schema/apps.ts'
import { mayDo } from '../grants/rules.ts'
import { allowOperator } from '../lib/allow.ts'
import { body, formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import type { FieldError } from '../lib/problem.ts'
import { openApp, stopApp } from './acts.ts'
import { confirmStop, formAgain, list, opened, refused } from './draw.tsx'
import { listApps } from './store.ts'

const apps = (c: Context<Env>) => listApps(c.env.DB, c.var.operator.unitId)
const may = (c: Context<Env>) => mayDo(c.var.operator, 'manage_unit', c.var.now)

/** Whoever may not gets to know it, not which fields are wrong. */
const again = async (c: Context<Env>, errors: FieldError[], typed: Record<string, unknown>) =>
  may(c) ? formAgain(c, await apps(c), typed, { errors, status: 422 }) : refused(c, 'apps_not_allowed')

export const appsRoutes = new Hono<Env>()
  .get('/center/apps', allowOperator(), async (c) =>
    may(c) ? list(c, await apps(c)) : refused(c, 'apps_not_allowed'),
  )
  .post('/center/apps', allowOperator(), body(OpenApp, again), async (c) => {
    const input = c.req.valid('json')
    const app = await openApp(c.env, c.var.origin, c.var.now, c.var.operator, input)
    // Not a redirect: the secret is shown in this one answer and kept nowhere. The form sent again finds its name
    // taken, so that a reload opens no second one.
    if (app.ok) return opened(c, app.value)
    if (app.error === 'apps_not_allowed') return refused(c, app.error)
    const typed = {
      name: input.name,
      unitRead: input.scopes.includes('unit:read') ? 'yes' : '',
      activityRead: input.scopes.includes('activity:read') ? 'yes' : '',
      casesRead: input.scopes.includes('cases:read') ? 'yes' : '',
      rostersFile: input.scopes.includes('rosters:file') ? 'yes' : '',
    }
    return formAgain(c, await apps(c), typed, { reason: app.error, status: 409 })
  })
  .get('/center/apps/stop', allowOperator(), async (c) => {
    if (!may(c)) return refused(c, 'apps_not_allowed')
    const app = (await apps(c)).find(({ id }) => id === c.req.query('id'))
    return app ? confirmStop(c, app) : refused(c, 'app_unknown')
  })
  .post('/center/apps/stop', allowOperator(), async (c) => {
    const id = (await formOf(c)).get('id')
    const stopped = await stopApp(c.env, c.var.origin, c.var.now, c.var.operator, String(id ?? ''))
    return stopped.ok ? c.redirect('/center/apps', 303) : refused(c, stopped.error)
  })
