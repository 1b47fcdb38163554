/** One audit row, as a statement for the batch of the act that it tells of. Reading is in worker/audit/. */
import type { Bindings, Origin } from './env.ts'
import { sealer } from './sealed.ts'

export interface AuditEntry {
  /** The unit it happened for; null before there is one. */
  unitId: string | null
  /** `operator:<id>`, `person:<id>`, `client:<id>` or `visitor`. */
  actor: string
  /** What was done, as a code with Chinese words in schema/audit.ts. */
  act: string
  /** Id of what it was done to, never a personal number. */
  subject?: string
  /** `done`, or the reason of a refusal. */
  result: string
}

export async function audited(
  env: Bindings,
  origin: Origin,
  now: number,
  { unitId, actor, act, subject, result }: AuditEntry,
): Promise<D1PreparedStatement> {
  const address = await sealedAddress(env, origin)
  return env.DB.prepare(
    `INSERT INTO audit (at, unit_id, actor, act, subject, result, device, place, address_sealed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).bind(now, unitId, actor, act, subject ?? null, result, origin.device, origin.place, address)
}

/** Where the act came from, as the audit keeps it. */
export async function sealedAddress(env: Bindings, { address }: Origin): Promise<string> {
  const { seal } = await sealer(env.SEALING_KEYS)
  return seal(address, 'audit.address')
}
