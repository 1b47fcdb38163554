/** A new session for a person who has proved who they are, by whatever way. */
import type { PersonWay } from '../../schema/people.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { newToken } from '../lib/ids.ts'
import type { SignedInPerson } from '../lib/person-session.ts'
import { ABSOLUTE_MS, idleEnd } from '../session/rules.ts'
import * as store from './session-store.ts'

export interface OpenedPerson {
  /** `id.secret`, for the cookie; nobody else gets to see it. */
  token: string
  session: SignedInPerson
}

export interface PersonMeans {
  way: PersonWay
  /** What was proved, by RFC 8176. */
  amr: string[]
  /** The session of this browser that ends with it. */
  replaces?: { id: string; secretHash: string } | undefined
}

/** The session as it will be, and the statements that open it: for the batch of what proves the person. */
export async function preparePersonSession(
  env: Bindings,
  { device, place }: Origin,
  now: number,
  person: { id: string; nameSealed: string },
  { way, amr, replaces }: PersonMeans,
): Promise<{ opened: OpenedPerson; statements: D1PreparedStatement[] }> {
  const { id, token, secretHash } = await newToken(now)
  const endsAt = now + ABSOLUTE_MS
  const row = { id, secretHash, personId: person.id, way, amr, device, place, now, endsAt }
  const session = {
    ...{ sessionId: id, personId: person.id, way, amr, nameSealed: person.nameSealed },
    ...{ signedInAt: now, idleAt: idleEnd(now, endsAt), endsAt },
  }
  return {
    opened: { token, session },
    statements: [
      store.openSession(env.DB, row),
      ...(replaces ? [store.replaceSession(env.DB, replaces.id, replaces.secretHash)] : []),
    ],
  }
}
