/** Signing in by password: one read, one hash, one batch. */
import type { SignIn, SignInReason } from '../../schema/login.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newToken } from '../lib/ids.ts'
import { hashPassword, verifyPassword } from '../lib/password.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { ABSOLUTE_MS } from '../session/rules.ts'
import { openSession } from '../session/store.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

export interface Opened {
  sessionId: string
  /** `id.secret`, for the cookie; nobody else gets to see it. */
  token: string
}

/**
 * Opens a session for the operator who knows the password. `clientId` names the portal it is opened for.
 * An unknown unit, an unknown person and a wrong password take the same work and give the same reason.
 */
export async function signIn(
  env: Bindings,
  origin: Origin,
  now: number,
  input: SignIn,
  clientId: string | null = null,
): Promise<Result<Opened, SignInReason>> {
  if (!(await withinLimits(env, origin, input))) return fail('sign_in_too_often')

  const { indexes, mac } = await sealer(env.SEALING_KEYS)
  const nobody = `nobody:${await mac(`${input.unit}\u0000${input.person}`, 'sign-in')}`
  const documents = await indexes(input.person, 'document')
  const mobiles = await indexes(input.person, 'mobile')
  const candidate = await store.findCandidate(env.DB, input.unit, documents, mobiles, nobody)
  const { account, operator } = candidate
  const entry = (result: string) =>
    audited(env, origin, now, {
      unitId: operator?.unitId ?? null,
      actor: operator ? `operator:${operator.id}` : 'visitor',
      act: 'sign_in',
      ...(clientId && { subject: `client:${clientId}` }),
      result,
    })

  if (rules.isLocked(candidate.lockedUntil, now)) {
    await (await entry('sign_in_locked')).run()
    return fail('sign_in_locked')
  }

  const { matches, stale } = await verifyPassword(input.password, operator?.password, env.PEPPERS)
  if (!operator || !matches) {
    const count = store.countFailure(env.DB, account, now, rules.LOCK_MS)
    const [state] = await env.DB.batch<{ locked_until: number }>([count, await entry('sign_in_wrong')])
    return fail(rules.isLocked(state?.results[0]?.locked_until ?? 0, now) ? 'sign_in_locked' : 'sign_in_wrong')
  }

  const { id, token, secretHash } = await newToken(now)
  const session = {
    ...{ id, secretHash, unitId: operator.unitId, operatorId: operator.id, clientId, amr: ['pwd'] },
    ...{ device: origin.device, place: origin.place, now, endsAt: now + ABSOLUTE_MS },
  }
  const opened = await attempt(env.DB, [
    openSession(env.DB, session, account),
    mustChange(env.DB), // locked by other tries since the read: the right password does not get in either
    store.forgetFailures(env.DB, account),
    ...(stale ? [await remade(env, operator, input.password)] : []),
    await entry('done'),
  ])
  return opened.ok ? ok({ sessionId: id, token }) : fail('sign_in_locked')
}

const remade = async (
  env: Bindings,
  operator: { unitId: string; id: string; password: string },
  password: string,
) => {
  const fresh = await hashPassword(password, env.PEPPERS)
  return store.rehash(env.DB, operator.unitId, operator.id, operator.password, fresh)
}

async function withinLimits(env: Bindings, origin: Origin, input: SignIn): Promise<boolean> {
  const [address, account] = await Promise.all([
    env.LIMIT_ADDRESS.limit({ key: `sign-in:${origin.address}` }),
    env.LIMIT_ACCOUNT.limit({ key: `sign-in:${input.unit}` }),
  ])
  return address.success && account.success
}
