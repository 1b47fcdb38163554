/** What a session shows of itself, and the ways it ends. */
import { maskName } from '../../schema/fields/mask.ts'
import type { Session } from '../../schema/session.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { sealer } from '../lib/sealed.ts'
import type { JustSignedIn, SignedIn } from '../lib/session.ts'
import { IDLE_MS, TOUCH_MS } from './rules.ts'
import * as store from './store.ts'

const iso = (ms: number) => new Date(ms).toISOString()

/** The session as the API and the pages show it, the operator's name masked. */
export async function show(env: Bindings, s: JustSignedIn): Promise<Session> {
  const { open } = await sealer(env.SEALING_KEYS)
  return {
    unit: s.unit,
    operator: { name: maskName(await open(s.nameSealed, 'operator.name')), role: s.role },
    amr: s.amr,
    signedInAt: iso(s.signedInAt),
    idleAt: iso(s.idleAt),
    endsAt: iso(s.endsAt),
  }
}

export const list = (env: Bindings, s: SignedIn, now: number) =>
  store.listSessions(env.DB, s.unitId, s.operatorId, now - IDLE_MS - TOUCH_MS, now)

/** Ends one of the operator's sessions; false when there was none of that id. */
export async function end(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  id: string,
): Promise<boolean> {
  const act = id === s.sessionId ? 'sign_out' : 'session_end'
  const entry = { unitId: s.unitId, actor: `operator:${s.operatorId}`, act, result: 'done' }
  const ended = await attempt(env.DB, [
    store.endSession(env.DB, s.unitId, s.operatorId, id),
    mustChange(env.DB), // nothing ended, nothing to tell of
    await audited(env, origin, now, entry),
  ])
  return ended.ok
}

export async function endAll(env: Bindings, origin: Origin, now: number, s: SignedIn): Promise<void> {
  const entry = {
    unitId: s.unitId,
    actor: `operator:${s.operatorId}`,
    act: 'session_end_all',
    result: 'done',
  }
  await env.DB.batch([
    store.endAllSessions(env.DB, s.unitId, s.operatorId),
    await audited(env, origin, now, entry),
  ])
}

/** Starts the idle time again; answers when it now ends. */
export async function renew(env: Bindings, now: number, s: SignedIn): Promise<number> {
  await store.touchSession(env.DB, s.sessionId, now).run()
  return Math.min(now + IDLE_MS, s.endsAt)
}
