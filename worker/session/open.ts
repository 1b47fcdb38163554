/** A new session, for an operator who has proved to be one, by whatever way. */
import type { Role } from '../../schema/session.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { newToken } from '../lib/ids.ts'
import type { JustSignedIn, Way } from '../lib/session.ts'
import { ABSOLUTE_MS, idleEnd } from './rules.ts'
import { openSession, replaceSession } from './store.ts'

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
}

/** The session as it will be, and the statements that open it: for the batch of what proves the operator. */
export async function prepareSession(
  env: Bindings,
  origin: Origin,
  now: number,
  { unitId, id: operatorId, role, nameSealed, unit }: ProvedOperator,
  { way, amr, clientId, replaces }: Means,
): Promise<{ opened: Opened; statements: D1PreparedStatement[] }> {
  const { id, token, secretHash } = await newToken(now)
  const endsAt = now + ABSOLUTE_MS
  const { device, place } = origin
  const row = { id, secretHash, unitId, operatorId, clientId: clientId ?? null, way, amr }
  return {
    opened: {
      token,
      session: {
        ...{ sessionId: id, unitId, operatorId, role, way, amr, unit, nameSealed },
        ...{ signedInAt: now, idleAt: idleEnd(now, endsAt), endsAt },
      },
    },
    statements: [
      openSession(env.DB, { ...row, device, place, now, endsAt }),
      ...(replaces ? [replaceSession(env.DB, replaces.id, replaces.secretHash)] : []),
    ],
  }
}
