/** A new password for an operator, by whatever way they proved to be one. */
import { isCommonPassword } from '../../schema/fields/common-passwords.ts'
import type { NewPasswordReason } from '../../schema/passwords.ts'
import type { Bindings } from '../lib/env.ts'
import { mustChange } from '../lib/guard.ts'
import { verifyPassword } from '../lib/password.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { endAllSessions } from '../session/store.ts'
import { dropOldHashes, formerHashes, keepHash, type OperatorKey, replaceHash } from './password-store.ts'
import { forgetFailures } from './store.ts'

export type { OperatorKey }

/** Whether it is the operator's password now, or one of the five before. */
export async function isFormerPassword(
  env: Bindings,
  operator: OperatorKey,
  password: string,
): Promise<boolean> {
  const former = await formerHashes(env.DB, operator)
  for (const phc of operator.password === null ? former : [operator.password, ...former])
    if ((await verifyPassword(password, phc, env.PEPPERS)).matches) return true
  return false
}

/** Whether the operator may have this password: one that others would guess, or that they had lately, is refused. */
export async function judgePassword(
  env: Bindings,
  operator: OperatorKey,
  password: string,
): Promise<Result<void, NewPasswordReason>> {
  if (isCommonPassword(password)) return fail('password_common')
  return (await isFormerPassword(env, operator, password)) ? fail('password_former') : ok(undefined)
}

/**
 * The statements that set a new password: the old one is kept to be refused, every session of the operator for this
 * unit ends, failures and lock are forgotten. For a batch of `attempt`, which is refused if the password is no longer
 * the one that was read.
 */
export function changePassword(
  env: Bindings,
  now: number,
  operator: OperatorKey,
  phc: string,
): D1PreparedStatement[] {
  const db = env.DB
  return [
    ...(operator.password === null ? [] : [keepHash(db, operator, now)]),
    replaceHash(db, operator, phc),
    mustChange(db),
    dropOldHashes(db, operator),
    endAllSessions(db, operator.unitId, operator.id),
    forgetFailures(db, operator.id),
  ]
}
