/** The administrator of an institution sets another password; at the first sign-in there is nothing else to do. */
import { isCommonPassword } from '../../schema/fields/common-passwords.ts'
import type { NewPasswordReason } from '../../schema/passwords.ts'
import type { ChangePassword } from '../../schema/settings.ts'
import type { SettingsReason } from '../../schema/settings-refusals.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import type { SignedInInstitution } from '../lib/institution-session.ts'
import { hashPassword, verifyPassword } from '../lib/password.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { dropOldHashes, keepHash } from '../login/password-store.ts'
import { isFormerPassword } from '../login/passwords.ts'
import { isLocked, LOCK_MS } from '../login/rules.ts'
import { countFailure, forgetFailures, lockedUntil, mustNotBeLocked } from '../login/store.ts'
import { prepareInstitutionSession } from './open.ts'
import { endSessionsOf } from './session-store.ts'
import { findInstitution, replacePassword } from './store.ts'

/** Sets it and answers the token of the session that goes on; every other session of the institution ends. */
export async function setOwnPassword(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedInInstitution,
  input: ChangePassword,
): Promise<Result<{ token: string }, SettingsReason | NewPasswordReason>> {
  const { unitId, institutionId, administratorId: id } = s
  const entry = (result: string) =>
    audited(env, origin, now, {
      ...{ unitId, actor: `institution:${id}`, act: 'institution_password', result },
      subject: `institution:${institutionId}`,
    })
  const row = await findInstitution(env.DB, unitId, institutionId)
  if (!row || row.administrator_id !== id) return fail('settings_changed')
  const { success } = await env.LIMIT_ACCOUNT.limit({ key: `password:${id}` })
  if (!success) return fail('old_password_too_often')
  // Told whether or not the old one is right, so that it says nothing of it.
  if (isCommonPassword(input.password)) return fail('password_common')
  if (isLocked(await lockedUntil(env.DB, id), now)) return fail('old_password_locked')
  const { matches } = await verifyPassword(input.oldPassword, row.password, env.PEPPERS)
  if (!matches) {
    const count = countFailure(env.DB, id, now, LOCK_MS)
    const [state] = await env.DB.batch<{ locked_until: number }>([count, await entry('old_password_wrong')])
    const locked = isLocked(state?.results[0]?.locked_until ?? 0, now)
    return fail(locked ? 'old_password_locked' : 'old_password_wrong')
  }
  const account = { unitId, institutionId, id, password: row.password }
  // Of guesses at the same moment the lock knows by now; what follows would tell that this one was right.
  if (!(await attempt(env.DB, [mustNotBeLocked(env.DB, id, now)])).ok) return fail('old_password_locked')
  if (await isFormerPassword(env, account, input.password)) return fail('password_former')

  const { token, statements } = await prepareInstitutionSession(env, origin, now, account)
  const done = await attempt(env.DB, [
    mustNotBeLocked(env.DB, id, now),
    keepHash(env.DB, account, now),
    replacePassword(env.DB, account, await hashPassword(input.password, env.PEPPERS), false),
    mustChange(env.DB),
    dropOldHashes(env.DB, account),
    endSessionsOf(env.DB, unitId, institutionId),
    forgetFailures(env.DB, id),
    ...statements,
    await entry('done'),
  ])
  if (done.ok) return ok({ token })
  return fail(isLocked(await lockedUntil(env.DB, id), now) ? 'old_password_locked' : 'settings_changed')
}
