/** A person signs in by password: one read, one hash, one batch, as an operator does (worker/login/acts.ts). */
import type { Context } from 'hono'
import type { PersonSignIn, PersonSignInReason } from '../../schema/people.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Env, Origin } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { readToken } from '../lib/ids.ts'
import { hashPassword, verifyPassword } from '../lib/password.ts'
import { personCookie, type SignedInPerson, setPersonCookie } from '../lib/person-session.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { stoppedAs } from '../login/acts.ts'
import { isLocked, LOCK_MS } from '../login/rules.ts'
import { countFailure, forgetFailures, isFirstNotice } from '../login/store.ts'
import * as store from './candidate-store.ts'
import { type OpenedPerson, type PersonMeans, preparePersonSession } from './open.ts'
import { namesOf } from './rules.ts'

/** Signs in on this browser: the person's old session here ends, a new one with a new cookie begins. */
export async function enterPerson(
  c: Context<Env>,
  input: PersonSignIn,
): Promise<Result<SignedInPerson, PersonSignInReason>> {
  const replaces = await readToken(personCookie(c))
  const opened = await signIn(c.env, c.var.origin, c.var.now, input, replaces)
  if (!opened.ok) return opened
  setPersonCookie(c, opened.value.token)
  return ok(opened.value.session)
}

/** An unknown person and a wrong password take the same work and give the same reason. */
async function signIn(
  env: Bindings,
  origin: Origin,
  now: number,
  input: PersonSignIn,
  replaces: PersonMeans['replaces'],
): Promise<Result<OpenedPerson, PersonSignInReason>> {
  const { mac } = await sealer(env.SEALING_KEYS)
  const nobody = `nobody:${await mac(input.person, 'person-sign-in')}`
  const stopped = await stoppedAs(env, origin, 'person-sign-in', nobody)
  if (stopped && !(await isFirstNotice(env.DB, stopped, now))) return fail('person_sign_in_too_often')
  const candidate = await store.findCandidate(env.DB, await indexesOf(env, input.person), nobody)
  const { account, person } = candidate
  const actor = person ? `person:${person.id}` : 'visitor'
  const entry = (result: string) => audited(env, origin, now, { unitId: null, actor, act: 'sign_in', result })

  if (stopped) {
    await (await entry('sign_in_too_often')).run()
    return fail('person_sign_in_too_often')
  }
  if (isLocked(candidate.lockedUntil, now)) {
    await (await entry('sign_in_locked')).run()
    return fail('person_sign_in_locked')
  }

  const { matches, stale } = await verifyPassword(input.password, person?.password, env.PEPPERS)
  if (!person || !matches) {
    const count = countFailure(env.DB, account, now, LOCK_MS)
    const [state] = await env.DB.batch<{ locked_until: number }>([count, await entry('sign_in_wrong')])
    const locked = isLocked(state?.results[0]?.locked_until ?? 0, now)
    return fail(locked ? 'person_sign_in_locked' : 'person_sign_in_wrong')
  }

  const means: PersonMeans = { way: 'password', amr: ['pwd'], replaces }
  const { opened, statements } = await preparePersonSession(env, origin, now, person, means)
  const fresh = stale && (await hashPassword(input.password, env.PEPPERS))
  const done = await attempt(env.DB, [
    ...statements, // refused if other tries locked the account since the read
    ...(candidate.hasFailed ? [forgetFailures(env.DB, account)] : []),
    ...(fresh ? [store.rehash(env.DB, person.id, person.password, fresh)] : []),
    await entry('done'),
  ])
  return done.ok ? ok(opened) : fail('person_sign_in_locked')
}

/** The blind indexes that the person may be found under, by every key of the ring. */
async function indexesOf(env: Bindings, typed: string) {
  const { indexes } = await sealer(env.SEALING_KEYS)
  const { mobile, documents } = namesOf(typed)
  const found = await Promise.all(documents.map((document) => indexes(document, 'person.document')))
  return { mobiles: mobile ? await indexes(mobile, 'mobile') : [], documents: found.flat() }
}
