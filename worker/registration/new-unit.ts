/** What makes a unit and its legal representative, a registered person, whatever way they registered it. */
import { PROVINCIAL, regionOfCreditCode } from '../../schema/fields/region.ts'
import { subjectOf } from '../challenges/face.ts'
import type { Bindings } from '../lib/env.ts'
import { mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { hashPassword } from '../lib/password.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { findPerson } from '../people/store.ts'
import { insertOperator, insertUnit } from '../units/store.ts'
import type { Typed } from './current.ts'

export interface Made {
  statements: D1PreparedStatement[]
  entry: { unitId: string | null; actor: string; subject: string }
}

/** The statements, for a batch; it is refused when the credit code is registered already. One returns `unit_number`. */
export async function newUnit(
  env: Bindings,
  now: number,
  typed: Typed,
  { mobile, password }: { mobile: string; password: string },
): Promise<Result<Made, 'person_unknown'>> {
  const { keyId, seal, index, indexes } = await sealer(env.SEALING_KEYS)
  const person = await findPerson(env.DB, await indexes(subjectOf(typed), 'person.document'))
  const { creditCode, unitName } = typed
  if (!person || !creditCode || !unitName) return fail('person_unknown')
  const unitId = newId(now)
  const id = newId(now)
  const region = regionOfCreditCode(creditCode)?.code ?? PROVINCIAL.code
  const unit = insertUnit(env.DB, { id: unitId, creditCode, name: unitName, region, now })
  const operator = insertOperator(env.DB, {
    unitId,
    id,
    personId: person.id,
    role: 'legal_representative',
    keyId,
    now,
    document: {
      type: typed.documentType,
      index: await index(typed.documentNumber, 'document'),
      sealed: await seal(typed.documentNumber, 'operator.document'),
    },
    nameSealed: await seal(typed.name, 'operator.name'),
    mobile: {
      index: await index(mobile, 'mobile'),
      sealed: await seal(mobile, 'operator.mobile'),
    },
    password: await hashPassword(password, env.PEPPERS),
  })
  return ok({
    statements: [unit, mustChange(env.DB), operator],
    entry: { unitId, actor: `operator:${id}`, subject: `unit:${unitId}` },
  })
}
