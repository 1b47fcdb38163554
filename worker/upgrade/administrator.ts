/** Step four: who becomes the unit's administrator. A registered person of just this data, and not its representative. */
import type { Context } from 'hono'
import type { CodeSent } from '../../schema/challenges.ts'
import { samePersonName } from '../../schema/fields/person-name.ts'
import type { SendAdministratorCode, UpgradeReason } from '../../schema/upgrade.ts'
import { subjectOf } from '../challenges/face.ts'
import { sendCode } from '../challenges/sms.ts'
import { advance } from '../flows/rules.ts'
import type { Bindings, Env } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { findPerson, hasMobile } from '../people/store.ts'
import { type Current, current, goOn } from './current.ts'
import type { UpgradeError } from './refusal.ts'
import { steps } from './rules.ts'

/** The person's id. A name and a mobile that differ are told as one, so that nobody finds out which of them is right. */
export async function findAdministrator(
  env: Bindings,
  { representative }: Current,
  { documentType, documentNumber, name, mobile }: SendAdministratorCode,
): Promise<Result<string, UpgradeReason>> {
  if (representative?.documentNumber === documentNumber) return fail('administrator_represents')
  if (representative?.mobile === mobile) return fail('administrator_mobile')
  const { indexes, open } = await sealer(env.SEALING_KEYS)
  const document = subjectOf({ documentType, documentNumber, name })
  const person = await findPerson(env.DB, await indexes(document, 'person.document'))
  if (!person) return fail('administrator_unknown')
  const sameName = samePersonName(await open(person.name_sealed, 'person.name'), name)
  const sameMobile = await hasMobile(env.DB, person.id, await indexes(mobile, 'mobile'))
  return sameName && sameMobile ? ok(person.id) : fail('administrator_differs')
}

/** Sends the code of step four, to nobody but that person. */
export async function sendAdministratorCode(
  c: Context<Env>,
  input: SendAdministratorCode,
): Promise<Result<CodeSent, UpgradeError>> {
  const found = await current(c)
  if (!found.ok) return found
  const upgrade = found.value
  const { origin, now } = c.var
  const to = advance(steps, upgrade, 'send_code', now)
  if (!to.ok) return to
  const { success } = await c.env.LIMIT_ADDRESS.limit({ key: `upgrade:${origin.network}` })
  if (!success) return fail('upgrade_too_often')
  const person = await findAdministrator(c.env, upgrade, input)
  if (!person.ok) return person
  const { documentType, documentNumber, name, mobile } = input
  const administrator = { documentType, documentNumber, name, mobile }
  const kept = await goOn(c, upgrade, to.value, { typed: { ...upgrade.typed, administrator } })
  return kept.ok ? sendCode(c.env, origin, now, upgrade.id, mobile) : kept
}
