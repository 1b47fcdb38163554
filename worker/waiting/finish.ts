/** The page comes in, once, for whoever confirmed on the phone. */
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { type OpenedPerson, preparePersonSession } from '../people/open.ts'
import { type Opened, prepareSession } from '../session/open.ts'
import { provedTogether } from './rules.ts'
import * as store from './store.ts'

type Replaces = { id: string; secretHash: string } | undefined

/** The portal that the session is opened for, and the session of this browser that ends with it. */
interface UnitMeans {
  clientId?: string | undefined
  replaces?: Replaces
  /** The CA key that the page had proved before it waited. */
  caKey?: string | undefined
}

/** Opens the operator's session; nothing where the confirmation was used, is over, or its operator is there no more. */
export async function finishUnit(
  env: Bindings,
  origin: Origin,
  now: number,
  { id, client_id, way, amr_before }: store.WaitingRow,
  { clientId, replaces, caKey }: UnitMeans,
): Promise<Opened | undefined> {
  const row = await store.findConfirmed(env.DB, id)
  if (!row?.unit_id || !row.operator_id || !row.role || !row.operator_name_sealed) return undefined
  const { opened, statements } = await prepareSession(
    ...([env, origin, now] as const),
    {
      ...{ unitId: row.unit_id, id: row.operator_id, role: row.role, nameSealed: row.operator_name_sealed },
      unit: {
        ...{ creditCode: row.credit_code ?? '', unitNumber: row.unit_number ?? '' },
        ...{ name: row.name ?? '', region: row.region ?? '' },
      },
    },
    { way, amr: provedTogether(JSON.parse(amr_before), JSON.parse(row.amr)), clientId, replaces, caKey },
  )
  const entry = { unitId: row.unit_id, actor: `operator:${row.operator_id}`, act: `sign_in_${way}` }
  const subject = client_id ? { subject: `client:${client_id}` } : {}
  const done = await attempt(env.DB, [
    store.use(env.DB, id, now),
    mustChange(env.DB),
    ...statements,
    await audited(env, origin, now, { ...entry, ...subject, result: 'done' }),
  ])
  return done.ok ? opened : undefined
}

/** Opens the person's own session, likewise. */
export async function finishPerson(
  env: Bindings,
  origin: Origin,
  now: number,
  { id }: store.WaitingRow,
  replaces: Replaces,
): Promise<OpenedPerson | undefined> {
  const row = await store.findConfirmed(env.DB, id)
  if (!row?.person_id || !row.person_name_sealed) return undefined
  const person = { id: row.person_id, nameSealed: row.person_name_sealed }
  const means = { way: 'app', amr: JSON.parse(row.amr) as string[], replaces } as const
  const { opened, statements } = await preparePersonSession(env, origin, now, person, means)
  const entry = { unitId: null, actor: `person:${row.person_id}`, act: 'sign_in_app', result: 'done' }
  const done = await attempt(env.DB, [
    store.use(env.DB, id, now),
    mustChange(env.DB),
    ...statements,
    await audited(env, origin, now, entry),
  ])
  return done.ok ? opened : undefined
}
