/** Setting a password in the app: the first one, a new one, or one for whoever forgot theirs. */
import type { AppPasswordReason, PasswordSet, SetPasswordInApp } from '../../schema/app-acts.ts'
import { audited } from '../lib/audit.ts'
import type { Origin } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { hashPassword } from '../lib/password.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { changePassword, judgePassword } from '../login/passwords.ts'
import { type Caller, inApp, provedPerson } from './proved.ts'
import { findOwnOperator } from './store.ts'

export async function setPassword(
  caller: Caller,
  origin: Origin,
  { personAssertion, unitNumber, password }: SetPasswordInApp,
): Promise<Result<PasswordSet, AppPasswordReason>> {
  const { env, now } = caller
  const proved = await provedPerson(caller, { act: 'set_password', unit: unitNumber }, personAssertion)
  if (!proved.ok) return proved
  const own = await findOwnOperator(env.DB, proved.value.row.id, unitNumber)
  if (!own) return fail('app_not_your_unit')
  const operator = { unitId: own.unit_id, id: own.operator_id, password: own.password }
  const judged = await judgePassword(env, operator, password)
  if (!judged.ok) return judged

  const who = `operator:${operator.id}`
  const done = await attempt(env.DB, [
    ...changePassword(env, now, operator, await hashPassword(password, env.PEPPERS)),
    await audited(env, inApp(origin), now, {
      ...{ unitId: operator.unitId, actor: who, act: 'set_password_app', subject: who, result: 'done' },
    }),
  ])
  return done.ok ? ok({ unitName: own.unit_name, unitNumber }) : fail('password_just_changed')
}
