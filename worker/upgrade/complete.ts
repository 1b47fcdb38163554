/** The end of step four: unit, legal representative and administrator, in one batch or not at all. */
import type { Context } from 'hono'
import { isCommonPassword } from '../../schema/fields/common-passwords.ts'
import { PROVINCIAL, regionOfCreditCode } from '../../schema/fields/region.ts'
import type { SetAdministrator } from '../../schema/upgrade.ts'
import { subjectOf } from '../challenges/face.ts'
import { checkCode } from '../challenges/sms.ts'
import { isCodeUsed, useCode } from '../challenges/store.ts'
import { sealData } from '../flows/acts.ts'
import { advance } from '../flows/rules.ts'
import { conclude, moveOn } from '../flows/store.ts'
import { audited } from '../lib/audit.ts'
import type { Env } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { hashPassword } from '../lib/password.ts'
import { fail, ok } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import type { LegacyUnit } from '../partners/index.ts'
import { findPerson, hasMobile } from '../people/store.ts'
import { insertOperator, insertUnit } from '../units/store.ts'
import type { Answer } from './acts.ts'
import { findAdministrator } from './administrator.ts'
import { type Current, current, type Data } from './current.ts'
import { accountOf, steps } from './rules.ts'
import { findUnit, insertUpgrade } from './store.ts'

/** Finishes the upgrade; answers it as it then is. */
export async function setAdministrator(c: Context<Env>, input: SetAdministrator): Answer {
  const found = await current(c)
  if (!found.ok) return found
  const upgrade = found.value
  const { env } = c
  const { now, origin } = c.var
  const to = advance(steps, upgrade, 'complete', now)
  if (!to.ok) return to
  const { unit, representative } = upgrade
  if (!unit || !representative) return fail('flow_wrong_step')
  if (isCommonPassword(input.password)) return fail('administrator_password')
  const person = await findAdministrator(env, upgrade, input)
  if (!person.ok) return person
  const code = await checkCode(env, now, upgrade.id, input.mobile, input.smsCode)
  if (!code.ok) return code

  const became: Data = { hall: upgrade.hall, became: { unitName: unit.unitName } }
  const made = await newUnit(c, upgrade, unit, representative, input, person.value)
  const done = await attempt<{ unit_number?: string }>(env.DB, [
    useCode(env.DB, code.value, now),
    mustChange(env.DB),
    moveOn(env.DB, upgrade.id, 'administrator', to.value, now),
    mustChange(env.DB),
    ...made.statements,
    conclude(env.DB, upgrade.id, await sealData(env, became), unit.creditCode),
    await audited(env, origin, now, {
      ...{ unitId: made.unitId, actor: `operator:${made.administratorId}`, act: 'upgrade' },
      ...{ subject: `unit:${made.unitId}`, result: 'done' },
    }),
  ])
  if (!done.ok) return explain(c, upgrade, unit, code.value)
  const rows = done.value.flatMap(({ results }) => results ?? [])
  const unitNumber = rows.find((row) => row.unit_number)?.unit_number
  const { id, expiresAt } = upgrade
  return ok({ ...became, id, expiresAt, step: to.value, ...(unitNumber && { unitNumber }) })
}

async function newUnit(
  c: Context<Env>,
  { hall, userName = '' }: Current,
  { unitCode, unitName, creditCode }: LegacyUnit,
  representative: NonNullable<Current['representative']>,
  administrator: SetAdministrator,
  personId: string,
) {
  const { DB, SEALING_KEYS, PEPPERS } = c.env
  const { now } = c.var
  const { keyId, seal, index, indexes } = await sealer(SEALING_KEYS)
  const sealedOperator = async (o: typeof representative) => ({
    document: {
      type: o.documentType,
      index: await index(o.documentNumber, 'document'),
      sealed: await seal(o.documentNumber, 'operator.document'),
    },
    nameSealed: await seal(o.name, 'operator.name'),
    mobile: { index: await index(o.mobile, 'mobile'), sealed: await seal(o.mobile, 'operator.mobile') },
  })
  const subject = subjectOf(representative)
  const known = await findPerson(DB, await indexes(subject, 'person.document'))
  // Typed by whoever upgrades and proved by nothing, unless it is the mobile of their own account.
  const own = known && (await hasMobile(DB, known.id, await indexes(representative.mobile, 'mobile')))
  const account = accountOf(hall, userName)
  const unitId = newId(now)
  const [representativeId, administratorId] = [newId(now), newId(now)]
  const region = regionOfCreditCode(creditCode)?.code ?? PROVINCIAL.code
  const statements = [
    insertUnit(DB, { id: unitId, creditCode, name: unitName, region, now }),
    mustChange(DB),
    insertOperator(DB, {
      ...{ unitId, id: representativeId, personId: known?.id ?? null, role: 'legal_representative' },
      ...(await sealedOperator(representative)),
      ...(!own && { mobile: null }),
      // They were not here: they set a password of their own by recovery, with their face.
      ...{ password: null, keyId, now },
    }),
    insertOperator(DB, {
      ...{ unitId, id: administratorId, personId, role: 'administrator' },
      ...(await sealedOperator(administrator)),
      ...{ password: await hashPassword(administrator.password, PEPPERS), keyId, now },
    }),
    insertUpgrade(DB, {
      ...{ hall, unitCode, unitId, representativeId, keyId, now },
      accountIndexes: await indexes(account, 'legacy.account'),
      accountSealed: await seal(account, 'legacy_upgrade.account'),
      contactSealed: await seal(representative.mobile, 'legacy_upgrade.contact'),
      representative: known
        ? null
        : {
            index: await index(subject, 'person.document'),
            sealed: await seal(subject, 'legacy_upgrade.representative'),
          },
    }),
    mustChange(DB),
  ]
  return { unitId, administratorId, statements }
}

/** Why the batch was refused: somebody else was first with the code, the old account or the unit. */
async function explain(c: Context<Env>, upgrade: Current, unit: LegacyUnit, codeId: string): Answer {
  if (await isCodeUsed(c.env.DB, codeId)) return fail('sms_code_used')
  const { hall, userName = '' } = upgrade
  const { indexes } = await sealer(c.env.SEALING_KEYS)
  const accountIndexes = await indexes(accountOf(hall, userName), 'legacy.account')
  const known = await findUnit(c.env.DB, { hall, accountIndexes, ...unit })
  if (known?.upgraded) return fail('unit_upgraded')
  return fail(known?.registered ? 'unit_registered_here' : 'flow_wrong_step')
}
