/** A clerk registers an institution of a unit that is there. Later a case of the unit's own will do it. */
import type { Context } from 'hono'
import type { InstitutionReason, RegisterInstitution } from '../../schema/institutions.ts'
import { audited } from '../lib/audit.ts'
import type { Env } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import * as store from './store.ts'

export async function registerInstitution(
  c: Context<Env>,
  { creditCode, institutionName: name, type, level }: RegisterInstitution,
): Promise<Result<void, InstitutionReason>> {
  const { env } = c
  const { now, origin, clerk } = c.var
  const unitId = await store.unitOf(env.DB, creditCode)
  if (!unitId) return fail('institution_unit_unknown')
  const id = newId(now)
  const done = await attempt(env.DB, [
    store.insertInstitution(env.DB, { unitId, id, name, type, level, clerkId: clerk.clerkId, now }),
    mustChange(env.DB),
    await audited(env, origin, now, {
      ...{ unitId, actor: `clerk:${clerk.clerkId}`, act: 'institution_register' },
      ...{ subject: `institution:${id}`, result: 'done' },
    }),
  ])
  if (done.ok) return ok(undefined)
  const taken = await store.nameTaken(env.DB, unitId, name)
  return fail(taken ? 'institution_name_taken' : 'institution_numbers_taken')
}
