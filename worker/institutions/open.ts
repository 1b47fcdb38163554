/** A new session of an institution, and the statements that open it. */
import type { Bindings, Origin } from '../lib/env.ts'
import { newToken } from '../lib/ids.ts'
import { ABSOLUTE_MS } from '../session/rules.ts'
import { openSession, replaceSession } from './session-store.ts'

export interface ProvedAdministrator {
  unitId: string
  institutionId: string
  id: string
}

/** `replaces`: the session of this browser that ends with it. */
export async function prepareInstitutionSession(
  env: Bindings,
  { device, place }: Origin,
  now: number,
  { unitId, institutionId, id: administratorId }: ProvedAdministrator,
  replaces?: { id: string; secretHash: string } | undefined,
): Promise<{ token: string; statements: D1PreparedStatement[] }> {
  const { id, token, secretHash } = await newToken(now)
  const row = { id, secretHash, unitId, institutionId, administratorId, device, place, now }
  return {
    token,
    statements: [
      openSession(env.DB, { ...row, endsAt: now + ABSOLUTE_MS }),
      ...(replaces ? [replaceSession(env.DB, replaces.id, replaces.secretHash)] : []),
    ],
  }
}
