/** A clerk signs in by password and one-time code: one read, one hash, one batch (compare worker/login/acts.ts). */
import type { Context } from 'hono'
import type { ClerkSignIn, CounterReason } from '../../schema/counter.ts'
import { audited } from '../lib/audit.ts'
import { clerkCookie, dropClerkCookie, setClerkCookie } from '../lib/clerk-session.ts'
import type { Env } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newToken, readToken } from '../lib/ids.ts'
import { hashPassword, verifyPassword } from '../lib/password.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { stoppedAs } from '../login/acts.ts'
import { isLocked, LOCK_MS } from '../login/rules.ts'
import { countFailure, forgetFailures, isFirstNotice } from '../login/store.ts'
import { ABSOLUTE_MS } from '../session/rules.ts'
import * as store from './session-store.ts'
import { stepOf } from './totp.ts'

/** Signs in on this browser: the clerk's old session here ends, a new one with a new cookie begins. */
export async function enterClerk(c: Context<Env>, input: ClerkSignIn): Promise<Result<void, CounterReason>> {
  const { env } = c
  const { now, origin } = c.var
  const { mac, open } = await sealer(env.SEALING_KEYS)
  const nobody = `nobody:${await mac(input.loginName, 'clerk-sign-in')}`
  const stopped = await stoppedAs(env, origin, 'clerk-sign-in', nobody)
  if (stopped && !(await isFirstNotice(env.DB, stopped, now))) return fail('counter_sign_in_too_often')
  const candidate = await store.findCandidate(env.DB, input.loginName, nobody)
  const { account, clerk } = candidate
  const actor = clerk ? `clerk:${clerk.id}` : 'visitor'
  const entry = (result: string) =>
    audited(env, origin, now, { unitId: null, actor, act: 'sign_in_counter', result })

  if (stopped) {
    await (await entry('sign_in_too_often')).run()
    return fail('counter_sign_in_too_often')
  }
  if (isLocked(candidate.lockedUntil, now)) {
    await (await entry('sign_in_locked')).run()
    return fail('counter_sign_in_locked')
  }

  // Both are always looked at, and nobody is told which of them was wrong.
  const { matches, stale } = await verifyPassword(input.password, clerk?.password, env.PEPPERS)
  const step = stepOf(clerk && (await open(clerk.totpSealed, 'clerk.totp')), input.totp, now)
  if (!clerk || !matches || step === undefined) {
    const count = countFailure(env.DB, account, now, LOCK_MS)
    const [state] = await env.DB.batch<{ locked_until: number }>([count, await entry('sign_in_wrong')])
    const locked = isLocked(state?.results[0]?.locked_until ?? 0, now)
    return fail(locked ? 'counter_sign_in_locked' : 'counter_sign_in_wrong')
  }

  const { id, token, secretHash } = await newToken(now)
  const { device, place } = origin
  const replaces = await readToken(clerkCookie(c))
  const fresh = stale && (await hashPassword(input.password, env.PEPPERS))
  const opened = await attempt(env.DB, [
    store.takeStep(env.DB, clerk.id, step),
    mustChange(env.DB), // a code that was taken already opens nothing
    store.openSession(env.DB, {
      ...{ id, secretHash, clerkId: clerk.id, device, place, now, endsAt: now + ABSOLUTE_MS },
    }), // refused if other tries locked the account since the read
    ...(replaces ? [store.replaceSession(env.DB, replaces.id, replaces.secretHash)] : []),
    ...(candidate.hasFailed ? [forgetFailures(env.DB, account)] : []),
    ...(fresh ? [store.rehash(env.DB, clerk.id, clerk.password, fresh)] : []),
    await entry('done'),
  ])
  if (opened.ok) {
    setClerkCookie(c, token)
    return ok(undefined)
  }
  // Whoever has a code that was used has guessed nothing: it is told, and does not count towards the lock.
  const used = await store.isStepTaken(env.DB, clerk.id, step)
  await (await entry(used ? 'totp_used' : 'sign_in_locked')).run()
  return fail(used ? 'counter_sign_in_wrong' : 'counter_sign_in_locked')
}

/** Ends the clerk's session on this browser. */
export async function leaveClerk(c: Context<Env>): Promise<void> {
  const { clerkId, sessionId } = c.var.clerk
  await c.env.DB.batch([
    store.endSession(c.env.DB, clerkId, sessionId),
    await audited(c.env, c.var.origin, c.var.now, {
      ...{ unitId: null, actor: `clerk:${clerkId}`, act: 'sign_out', result: 'done' },
    }),
  ])
  dropClerkCookie(c)
}
