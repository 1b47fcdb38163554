/** What the counter decides: whether a unit's account may be opened, and who may look at what. */
import type { CounterReason, OpenedRole } from '../../schema/counter.ts'
import { fail, ok, type Result } from '../lib/result.ts'

/** What is known of a unit before an account of it is opened. */
export interface KnownUnit {
  id: string
  name: string
  /** Its operators: their roles, and whether they are the very person, or have the very mobile, of this opening. */
  operators: { role: string; samePerson: boolean; sameMobile: boolean }[]
}

/** Whether this role may be opened for this person; the unit itself need not be there yet. */
export function judgeOpening(
  unit: KnownUnit | undefined,
  { role, unitName }: { role: OpenedRole; unitName: string },
): Result<void, CounterReason> {
  if (!unit) return ok(undefined)
  if (unit.name !== unitName) return fail('opening_unit_name')
  if (unit.operators.some((one) => one.role === role)) return fail('opening_has_role')
  if (unit.operators.some(({ samePerson }) => samePerson)) return fail('opening_is_operator')
  return unit.operators.some(({ sameMobile }) => sameMobile) ? fail('opening_mobile_taken') : ok(undefined)
}

/** A letter is seen by the office that took it in, and by the administration. */
export const maySee = (
  clerk: { role: 'clerk' | 'administrator'; office: string },
  opening: { office: string },
) => clerk.role === 'administrator' || clerk.office === opening.office
