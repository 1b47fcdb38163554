/** A new session, for an operator who has proved to be one, by whatever way. */
import type { Role } from '../../schema/session.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { newToken } from '../lib/ids.ts'
import type { JustSignedIn, Way } from '../lib/session.ts'
import { ABSOLUTE_MS, idleEnd } from './rules.ts'
import { type NewSession, openSession, replaceSession } from './store.ts'

export interface Opened {
  /** `id.secret`, for the cookie; nobody else gets to see it. */
  token: string
  session: JustSignedIn
}

/** Whom a session is opened for, as far as it tells. */
export interface ProvedOperator {
  unitId: string
  id: string
  role: Role
  nameSealed: string
  unit: JustSignedIn['unit']
}

export interface Means {
  way: Way
  /** What was proved, by RFC 8176. */
  amr: string[]
  /** The portal that it is opened for; none on the hall itself. */
  clientId?: string | undefined
  /** The session of this browser that ends with it. */
  replaces?: { id: string; secretHash: string } | undefined
  /** The key, of a sign-in by one: the session ends when the unit removes it. */
  caKey?: string | undefined
}

/** The session as it will be: for its holder, and for the database. */
export async function newSession(
  { device, place }: Origin,
  now: number,
  { unitId, id: operatorId, role, nameSealed, unit }: ProvedOperator,
  { way, amr, clientId, caKey }: Omit<Means, 'replaces'>,
): Promise<{ opened: Opened; row: NewSession }> {
  const { id, token, secretHash } = await newToken(now)
  const endsAt = now + ABSOLUTE_MS
  const told = { unitId, operatorId, way, amr }
  const session = { ...told, sessionId: id, role, unit, nameSealed, signedInAt: now }
  const means = { clientId: clientId ?? null, caKey: caKey ?? null }
  return {
    opened: { token, session: { ...session, idleAt: idleEnd(now, endsAt), endsAt } },
    row: { ...told, ...means, id, secretHash, device, place, now, endsAt },
  }
}

/** The same with the statements that open it: for the batch of what proves the operator. */
export async function prepareSession(
  env: Bindings,
  origin: Origin,
  now: number,
  operator: ProvedOperator,
  { replaces, ...means }: Means,
): Promise<{ opened: Opened; statements: D1PreparedStatement[] }> {
  const { opened, row } = await newSession(origin, now, operator, means)
  const replaced = replaces ? [replaceSession(env.DB, replaces.id, replaces.secretHash)] : []
  return { opened, statements: [openSession(env.DB, row), ...replaced] }
}
