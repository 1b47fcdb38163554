/** An institution signs in by its number: one read, one hash, one batch, as an operator does (worker/login/acts.ts). */
import type { Context } from 'hono'
import { isMobile } from '../../schema/fields/mobile.ts'
import type { SignIn, SignInReason } from '../../schema/login.ts'
import { audited } from '../lib/audit.ts'
import type { Env } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { readToken } from '../lib/ids.ts'
import { institutionCookie, setInstitutionCookie } from '../lib/institution-session.ts'
import { hashPassword, verifyPassword } from '../lib/password.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { stoppedAs } from '../login/acts.ts'
import { isLocked, LOCK_MS } from '../login/rules.ts'
import { countFailure, forgetFailures, isFirstNotice } from '../login/store.ts'
import { prepareInstitutionSession } from './open.ts'
import * as sessions from './session-store.ts'
import { replacePassword } from './store.ts'

/**
 * Signs in on this browser and answers where that leads. An unknown number, an unknown person and a wrong password take
 * the same work and give the same reason, those of the form that operators use.
 */
export async function enterInstitution(
  c: Context<Env>,
  input: SignIn,
): Promise<Result<string, SignInReason>> {
  const { env } = c
  const { now, origin } = c.var
  const { indexes, mac } = await sealer(env.SEALING_KEYS)
  const nobody = `nobody:${await mac(`${input.unit}\u0000${input.person}`, 'sign-in')}`
  const stopped = await stoppedAs(env, origin, 'sign-in', nobody)
  if (stopped && !(await isFirstNotice(env.DB, stopped, now))) return fail('sign_in_too_often')
  const domains = isMobile(input.person) ? ['mobile', 'document'] : ['document']
  const names = await Promise.all(domains.map((domain) => indexes(input.person, domain)))
  const candidate = await sessions.findCandidate(env.DB, input.unit, names.flat(), nobody)
  const { account, administrator } = candidate
  const entry = (result: string) =>
    audited(env, origin, now, {
      unitId: administrator?.unitId ?? null,
      actor: administrator ? `institution:${administrator.id}` : 'visitor',
      ...(administrator && { subject: `institution:${administrator.institutionId}` }),
      ...{ act: 'sign_in_institution', result },
    })

  if (stopped) {
    await (await entry('sign_in_too_often')).run()
    return fail('sign_in_too_often')
  }
  if (isLocked(candidate.lockedUntil, now)) {
    await (await entry('sign_in_locked')).run()
    return fail('sign_in_locked')
  }
  const { matches, stale } = await verifyPassword(input.password, administrator?.password, env.PEPPERS)
  if (!administrator || !matches) {
    const count = countFailure(env.DB, account, now, LOCK_MS)
    const [state] = await env.DB.batch<{ locked_until: number }>([count, await entry('sign_in_wrong')])
    const locked = isLocked(state?.results[0]?.locked_until ?? 0, now)
    return fail(locked ? 'sign_in_locked' : 'sign_in_wrong')
  }

  const replaces = await readToken(institutionCookie(c))
  const { token, statements } = await prepareInstitutionSession(env, origin, now, administrator, replaces)
  const fresh = stale && (await hashPassword(input.password, env.PEPPERS))
  const done = await attempt(env.DB, [
    sessions.mustStillHave(env.DB, administrator), // a password changed since the read opens nothing
    ...statements, // refused if other tries locked the account since the read
    ...(candidate.hasFailed ? [forgetFailures(env.DB, account)] : []),
    ...(fresh ? [replacePassword(env.DB, administrator, fresh, administrator.initial)] : []),
    await entry('done'),
  ])
  if (!done.ok) {
    // Made anew meanwhile, by this very password at the same moment, or by another: judged once more by what it is now.
    const same = await sessions.stillHas(env.DB, administrator)
    return same ? fail('sign_in_locked') : enterInstitution(c, input)
  }
  setInstitutionCookie(c, token)
  return ok(administrator.initial ? '/institution/password' : '/institution')
}
