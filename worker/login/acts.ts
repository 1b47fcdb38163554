/** Signing in by password: one read, one hash, one write. */
import { isMobile } from '../../schema/fields/mobile.ts'
import type { SignIn, SignInReason } from '../../schema/login.ts'
import { standingOf } from '../grants/rules.ts'
import { audited, sealedAddress } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { hashPassword, verifyPassword } from '../lib/password.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { type Means, newSession, type Opened } from '../session/open.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

/** The portal that it is opened for, and the session of this browser that ends with it. */
export type SignInMeans = Pick<Means, 'clientId' | 'replaces'>

/**
 * Opens a session for the operator who knows the password. An unknown unit, an unknown person and a wrong
 * password take the same work and give the same reason.
 */
export async function signIn(
  env: Bindings,
  origin: Origin,
  now: number,
  input: SignIn,
  { clientId, replaces }: SignInMeans = {},
): Promise<Result<Opened, SignInReason>> {
  const { indexes, mac } = await sealer(env.SEALING_KEYS)
  // A mobile number may be some passport's number too; nothing else can be a mobile number.
  const domains = isMobile(input.person) ? ['mobile', 'document'] : ['document']
  const [unknown, address, ...names] = await Promise.all([
    mac(`${input.unit}\u0000${input.person}`, 'sign-in'),
    sealedAddress(env, origin),
    ...domains.map((domain) => indexes(input.person, domain)),
  ])
  const nobody = `nobody:${unknown}`
  const stopped = await stoppedAs(env, origin, 'sign-in', nobody)
  if (stopped && !(await store.isFirstNotice(env.DB, stopped, now))) return fail('sign_in_too_often')
  const candidate = await store.findCandidate(env.DB, input.unit, names.flat(), nobody)
  const { account, operator } = candidate
  const entry = (result: string) =>
    audited(env, origin, now, {
      unitId: operator?.unitId ?? null,
      actor: operator ? `operator:${operator.id}` : 'visitor',
      act: 'sign_in',
      ...(clientId && { subject: `client:${clientId}` }),
      result,
    })

  if (stopped) {
    await (await entry('sign_in_too_often')).run()
    return fail('sign_in_too_often')
  }
  if (rules.isLocked(candidate.lockedUntil, now)) {
    await (await entry('sign_in_locked')).run()
    return fail('sign_in_locked')
  }

  const { matches, stale } = await verifyPassword(
    input.password,
    operator?.password ?? undefined,
    env.PEPPERS,
  )
  if (!operator || !matches) {
    const count = store.countFailure(env.DB, account, now, rules.LOCK_MS)
    const [state] = await env.DB.batch<{ locked_until: number }>([count, await entry('sign_in_wrong')])
    return fail(
      rules.isLocked(state?.results[0]?.locked_until ?? 0, now) ? 'sign_in_locked' : 'sign_in_wrong',
    )
  }

  // Told to whoever knows the password, and to nobody else: not to one of many guesses, which the lock stops meanwhile.
  if (standingOf(operator, now) !== 'acting') {
    const guard = store.mustNotBeLocked(env.DB, operator.id, now)
    const told = await attempt(env.DB, [guard, await entry('sign_in_not_in_term')])
    return fail(told.ok ? 'sign_in_not_in_term' : 'sign_in_locked')
  }

  const { opened: session, row } = await newSession(origin, now, operator, {
    ...{ way: 'password', amr: ['pwd'], clientId },
  })
  const opened = await attempt(env.DB, [
    // Refused if other tries locked the account since the read, or the password is another by now.
    store.open(env.DB, row, operator, replaces, address),
    ...(stale ? [await remade(env, operator, input.password)] : []),
  ])
  if (opened.ok) return ok(session)
  // Made anew meanwhile, by this very password at the same moment, or by another: judged once more by what it is now.
  const same = await store.stillHas(env.DB, operator)
  return same ? fail('sign_in_locked') : signIn(env, origin, now, input, { clientId, replaces })
}

const remade = async (env: Bindings, operator: store.CandidateOperator, password: string) => {
  const fresh = await hashPassword(password, env.PEPPERS)
  return store.rehash(env.DB, operator.unitId, operator.id, operator.password, fresh)
}

/**
 * What a limit stops this sign-in as, for the one notice a minute; undefined where none does. `names` stands for all that
 * was typed: a limit per unit would let anybody shut out a whole one. A place above its own limit is one, whatever names
 * it goes on with: each new one would be told of else, and nothing would be spared.
 */
export async function stoppedAs(
  env: Bindings,
  { network }: Origin,
  kind: 'sign-in' | 'person-sign-in' | 'clerk-sign-in',
  names: string,
): Promise<string | undefined> {
  const [address, account] = await Promise.all([
    env.LIMIT_ADDRESS.limit({ key: `${kind}:${network}` }),
    env.LIMIT_ACCOUNT.limit({ key: `${kind}:${names}` }),
  ])
  if (address.success) return account.success ? undefined : names
  const { mac } = await sealer(env.SEALING_KEYS)
  return `place:${await mac(`${kind}\u0000${network}`, 'limit')}`
}
