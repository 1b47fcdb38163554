/** Opening and stopping software of a unit. */
import type { AppsReason, OpenApp } from '../../schema/apps.ts'
import { attemptBy } from '../grants/acts.ts'
import { mayDo } from '../grants/rules.ts'
import { audited } from '../lib/audit.ts'
import { base64url, randomBytes, sha256 } from '../lib/bytes.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { SignedIn } from '../lib/session.ts'
import { dropApp, insertApp, listApps } from './store.ts'

export interface OpenedApp {
  id: string
  name: string
  /** Shown once; nobody can read it again. */
  secret: string
}

const entryOf = (s: SignedIn, act: string, id: string) => ({
  ...{ unitId: s.unitId, actor: `operator:${s.operatorId}`, act, subject: `client:${id}`, result: 'done' },
})

/** Opens one for the unit of whoever is signed in. */
export async function openApp(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  { name, scopes }: OpenApp,
): Promise<Result<OpenedApp, AppsReason>> {
  if (!mayDo(s, 'manage_unit', now)) return fail('apps_not_allowed')
  const id = `app-${newId(now)}`
  const secret = base64url(randomBytes(32))
  const insert = insertApp(env.DB, {
    ...{ unitId: s.unitId, id, name, secretHash: await sha256(secret), scopes, now },
  })
  const opened = await attemptBy(
    env.DB,
    s,
    [insert, await audited(env, origin, now, entryOf(s, 'app_open', id))],
    {
      barred: 'apps_not_allowed',
      otherwise: async () => {
        const taken = (await listApps(env.DB, s.unitId)).some((app) => app.name === name)
        return taken ? 'app_name_taken' : 'apps_full'
      },
    },
  )
  return opened.ok ? ok({ id, name, secret }) : opened
}

/** Stops one of the unit's own, and every token it holds. */
export async function stopApp(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  id: string,
): Promise<Result<void, AppsReason>> {
  if (!mayDo(s, 'manage_unit', now)) return fail('apps_not_allowed')
  const statements = [
    dropApp(env.DB, s.unitId, id),
    mustChange(env.DB),
    await audited(env, origin, now, entryOf(s, 'app_stop', id)),
  ]
  return attemptBy(env.DB, s, statements, { barred: 'apps_not_allowed', otherwise: () => 'app_unknown' })
}
