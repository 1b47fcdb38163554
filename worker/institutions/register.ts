/** An institution of a unit that is there, registered: by a clerk's form, or by an approved case (by-case.ts). */
import type { Context } from 'hono'
import type { InstitutionReason, RegisterInstitution } from '../../schema/institutions.ts'
import { audited } from '../lib/audit.ts'
import type { SignedInClerk } from '../lib/clerk-session.ts'
import type { Bindings, Env, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import * as store from './store.ts'

interface Registered extends Omit<RegisterInstitution, 'creditCode'> {
  unitId: string
  id: string
}

/** The statements that register one. */
export async function registering(
  by: { env: Bindings; origin: Origin; now: number; clerk: SignedInClerk },
  { unitId, id, institutionName: name, type, level }: Registered,
): Promise<D1PreparedStatement[]> {
  const { env, origin, now } = by
  const { clerkId } = by.clerk
  return [
    store.insertInstitution(env.DB, { unitId, id, name, type, level, clerkId, now }),
    mustChange(env.DB),
    await audited(env, origin, now, {
      ...{ unitId, actor: `clerk:${clerkId}`, act: 'institution_register' },
      ...{ subject: `institution:${id}`, result: 'done' },
    }),
  ]
}

export async function registerInstitution(
  c: Context<Env>,
  { creditCode, ...institution }: RegisterInstitution,
): Promise<Result<void, InstitutionReason>> {
  const { env } = c
  const { now, origin, clerk } = c.var
  const unitId = await store.unitOf(env.DB, creditCode)
  if (!unitId) return fail('institution_unit_unknown')
  const id = newId(now)
  const done = await attempt(
    env.DB,
    await registering({ env, origin, now, clerk }, { unitId, id, ...institution }),
  )
  if (done.ok) return ok(undefined)
  const taken = await store.nameTaken(env.DB, unitId, institution.institutionName)
  return fail(taken ? 'institution_name_taken' : 'institution_numbers_taken')
}
