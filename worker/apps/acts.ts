/** Opening and stopping software of a unit. */
import type { AppsReason, OpenApp } from '../../schema/apps.ts'
import { mayDo } from '../grants/rules.ts'
import { audited } from '../lib/audit.ts'
import { base64url, randomBytes, sha256 } from '../lib/bytes.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
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
  const opened = await attempt(env.DB, [
    insertApp(env.DB, { unitId: s.unitId, id, name, secretHash: await sha256(secret), scopes, now }),
    await audited(env, origin, now, entryOf(s, 'app_open', id)),
  ])
  if (opened.ok) return ok({ id, name, secret })
  const taken = (await listApps(env.DB, s.unitId)).some((app) => app.name === name)
  return fail(taken ? 'app_name_taken' : 'apps_full')
}

/** Stops one of the unit's own, and every token it holds. */
export async function stopApp(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  id: string,
): Promise<Result<undefined, AppsReason>> {
  if (!mayDo(s, 'manage_unit', now)) return fail('apps_not_allowed')
  const stopped = await attempt(env.DB, [
    dropApp(env.DB, s.unitId, id),
    mustChange(env.DB),
    await audited(env, origin, now, entryOf(s, 'app_stop', id)),
  ])
  return stopped.ok ? ok(undefined) : fail('app_unknown')
}
