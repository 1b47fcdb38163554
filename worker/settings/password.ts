/** Another password, by whoever knows the old one. Every other session ends; this one goes on under a new token. */
import { isCommonPassword } from '../../schema/fields/common-passwords.ts'
import type { NewPasswordReason } from '../../schema/passwords.ts'
import type { ChangePassword } from '../../schema/settings.ts'
import type { SettingsReason } from '../../schema/settings-refusals.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { hashPassword, verifyPassword } from '../lib/password.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { SignedIn } from '../lib/session.ts'
import { changePassword, isFormerPassword } from '../login/passwords.ts'
import { isLocked, LOCK_MS } from '../login/rules.ts'
import { countFailure, lockedUntil, mustNotBeLocked } from '../login/store.ts'
import { prepareSession } from '../session/open.ts'
import { readOperator } from './store.ts'

/** Sets the new password and answers the token of the session that goes on. */
export async function setPassword(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  input: ChangePassword,
): Promise<Result<{ token: string }, SettingsReason | NewPasswordReason>> {
  const { unitId, operatorId: id } = s
  const entry = (result: string) =>
    audited(env, origin, now, { unitId, actor: `operator:${id}`, act: 'password_change', result })
  const row = await readOperator(env.DB, unitId, id)
  if (!row) throw new Error('whoever is signed in is an operator')
  if (row.password === null) return fail('old_password_none')
  const { success } = await env.LIMIT_ACCOUNT.limit({ key: `password:${id}` })
  if (!success) return fail('old_password_too_often')
  // Told whether or not the old one is right, so that it says nothing of it.
  if (isCommonPassword(input.password)) return fail('password_common')
  // Whoever sits down at a screen left open guesses no better here than at the sign-in: the count is the same one.
  if (isLocked(await lockedUntil(env.DB, id), now)) return fail('old_password_locked')
  const { matches } = await verifyPassword(input.oldPassword, row.password, env.PEPPERS)
  if (!matches) {
    const count = countFailure(env.DB, id, now, LOCK_MS)
    const [state] = await env.DB.batch<{ locked_until: number }>([count, await entry('old_password_wrong')])
    const locked = isLocked(state?.results[0]?.locked_until ?? 0, now)
    return fail(locked ? 'old_password_locked' : 'old_password_wrong')
  }
  const operator = { unitId, id, password: row.password }
  // Of guesses at the same moment the lock knows by now; what follows would tell that this one was right.
  if (!(await attempt(env.DB, [mustNotBeLocked(env.DB, id, now)])).ok) return fail('old_password_locked')
  if (await isFormerPassword(env, operator, input.password)) return fail('password_former')

  const proved = { unitId, id, role: s.role, nameSealed: s.nameSealed, unit: s.unit }
  const { way, clientId, caKey } = s // a session by a key ends with the key, by whatever it goes on
  const means = { way, clientId, caKey, amr: [...new Set([...s.amr, 'pwd'])] }
  const { opened, statements } = await prepareSession(env, origin, now, proved, means)
  const done = await attempt(env.DB, [
    mustNotBeLocked(env.DB, id, now),
    ...changePassword(env, now, operator, await hashPassword(input.password, env.PEPPERS)),
    ...statements,
    await entry('done'),
  ])
  if (done.ok) return ok({ token: opened.token })
  return fail(isLocked(await lockedUntil(env.DB, id), now) ? 'old_password_locked' : 'settings_changed')
}
