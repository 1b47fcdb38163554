/** The end of a recovery: only now, proved, is the account looked for. */
import type { Context } from 'hono'
import { samePersonName } from '../../schema/fields/person-name.ts'
import type { NewPassword } from '../../schema/recovery.ts'
import { sealData } from '../flows/acts.ts'
import { advance } from '../flows/rules.ts'
import { conclude, moveOn } from '../flows/store.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Env } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { hashPassword } from '../lib/password.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { changePassword, judgePassword, type OperatorKey } from '../login/passwords.ts'
import { type Current, current, type Data } from './current.ts'
import type { RecoveryError } from './refusal.ts'
import { steps } from './rules.ts'
import { findRepresentative } from './store.ts'

/** The legal representative's account, where everything typed and proved belongs to it. */
export async function provedAccount(env: Bindings, typed: Data): Promise<OperatorKey | undefined> {
  const { indexes, open } = await sealer(env.SEALING_KEYS)
  const documents = await indexes(typed.documentNumber, 'document')
  const row = await findRepresentative(env.DB, typed.creditCode, documents)
  if (!row || row.document_type !== typed.documentType) return undefined
  if (!samePersonName(await open(row.name_sealed, 'operator.name'), typed.name)) return undefined
  if (typed.provedMobile !== undefined) {
    const mobiles = await indexes(typed.provedMobile, 'mobile')
    if (row.mobile_index === null || !mobiles.includes(row.mobile_index)) return undefined
  }
  return { unitId: row.unit_id, id: row.id, password: row.password }
}

/** Sets the new password; every session of the account ends, and its lock is forgotten. */
export async function setPassword(
  c: Context<Env>,
  { password }: NewPassword,
): Promise<Result<Current, RecoveryError>> {
  const found = await current(c)
  if (!found.ok) return found
  const recovery = found.value
  const { env } = c
  const { now, origin } = c.var
  const to = advance(steps, recovery, 'set_password', now)
  if (!to.ok) return to
  const account = await provedAccount(env, recovery.typed)
  if (!account) return fail('recovery_no_match')
  const judged = await judgePassword(env, account, password)
  if (!judged.ok) return judged

  const { creditCode } = recovery.typed
  const done = await attempt(env.DB, [
    moveOn(env.DB, recovery.id, 'password', to.value, now),
    mustChange(env.DB),
    ...changePassword(env, now, account, await hashPassword(password, env.PEPPERS)),
    conclude(env.DB, recovery.id, await sealData(env, {}), creditCode),
    await audited(env, origin, now, {
      ...{ unitId: account.unitId, actor: `operator:${account.id}`, act: 'recover', result: 'done' },
    }),
  ])
  return done.ok ? ok({ ...recovery, step: to.value }) : fail('flow_wrong_step')
}
