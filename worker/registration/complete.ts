/** Step three: the account. Everything that makes it happens in one batch, or nothing does. */
import type { CodeReason } from '../../schema/challenges.ts'
import { isCommonPassword } from '../../schema/fields/common-passwords.ts'
import type { FlowReason } from '../../schema/flow.ts'
import type { RegistrationReason, SetAccount } from '../../schema/registration.ts'
import { subjectOf } from '../challenges/face.ts'
import { checkCode } from '../challenges/sms.ts'
import { isCodeUsed, useCode } from '../challenges/store.ts'
import { sealData } from '../flows/acts.ts'
import { advance } from '../flows/rules.ts'
import { conclude, moveOn } from '../flows/store.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { hashPassword } from '../lib/password.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { findPerson, insertPerson, mobileTaken } from '../people/store.ts'
import { unitExists } from '../units/store.ts'
import type { Current, Typed } from './current.ts'
import { type Made, newUnit } from './new-unit.ts'
import { steps } from './rules.ts'

type Completed = Result<{ unitNumber?: string }, RegistrationReason | FlowReason | CodeReason>

export async function complete(
  env: Bindings,
  origin: Origin,
  now: number,
  registration: Current,
  input: SetAccount,
): Promise<Completed> {
  const to = advance(steps, registration, 'complete', now)
  if (!to.ok) return to
  if (isCommonPassword(input.password)) return fail('password_common')
  const code = await checkCode(env, now, registration.id, input.mobile, input.smsCode)
  if (!code.ok) return code

  const make = registration.kind === 'person' ? newPerson : newUnit
  const made = await make(env, now, registration.typed, input)
  if (!made.ok) return made
  const done = await attempt<{ unit_number?: string }>(env.DB, [
    useCode(env.DB, code.value, now),
    mustChange(env.DB),
    moveOn(env.DB, registration.id, 'account', to.value, now),
    mustChange(env.DB),
    ...made.value.statements,
    conclude(env.DB, registration.id, await sealData(env, {}), registration.typed.creditCode),
    await audited(env, origin, now, {
      ...made.value.entry,
      act: `register_${registration.kind}`,
      result: 'done',
    }),
  ])
  if (!done.ok) return explain(env, registration, input, code.value)
  const unitNumber = done.value
    .flatMap(({ results }) => results ?? [])
    .find((row) => row.unit_number)?.unit_number
  return ok(unitNumber ? { unitNumber } : {})
}

async function newPerson(
  env: Bindings,
  now: number,
  typed: Typed,
  input: SetAccount,
): Promise<Result<Made, never>> {
  const id = newId(now)
  const { keyId, seal, indexes } = await sealer(env.SEALING_KEYS)
  const person = insertPerson(env.DB, {
    id,
    documentType: typed.documentType,
    keyId,
    now,
    documentIndexes: await indexes(subjectOf(typed), 'person.document'),
    documentSealed: await seal(typed.documentNumber, 'person.document'),
    nameSealed: await seal(typed.name, 'person.name'),
    mobileIndexes: await indexes(input.mobile, 'mobile'),
    mobileSealed: await seal(input.mobile, 'person.mobile'),
    password: await hashPassword(input.password, env.PEPPERS),
  })
  return ok({
    statements: [person, mustChange(env.DB)],
    entry: { unitId: null, actor: `person:${id}`, subject: `person:${id}` },
  })
}

/** Why the batch was refused: somebody else was first with the code, the number, the person or the unit. */
async function explain(env: Bindings, r: Current, input: SetAccount, codeId: string): Promise<Completed> {
  if (await isCodeUsed(env.DB, codeId)) return fail('sms_code_used')
  const { indexes } = await sealer(env.SEALING_KEYS)
  if (r.kind === 'unit')
    return fail((await unitExists(env.DB, r.typed.creditCode ?? '')) ? 'unit_registered' : 'flow_wrong_step')
  if (await findPerson(env.DB, await indexes(subjectOf(r.typed), 'person.document')))
    return fail('person_registered')
  return fail(
    (await mobileTaken(env.DB, await indexes(input.mobile, 'mobile'))) ? 'mobile_taken' : 'flow_wrong_step',
  )
}
