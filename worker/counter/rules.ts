/** What the counter decides: whether a unit's account may be opened, and who may look at what. */
import type { CounterReason, OpeningKind } from '../../schema/counter.ts'
import type { Role } from '../../schema/session.ts'
import { fail, ok, type Result } from '../lib/result.ts'

/** What is known of a unit before an account of it is opened. */
export interface KnownUnit {
  id: string
  name: string
  /** Its operators: their roles, and whether they are the very person, or have the very mobile, of this opening. */
  operators: KnownOperator[]
}

interface KnownOperator {
  id: string
  role: Role
  samePerson: boolean
  sameMobile: boolean
}

/**
 * Who leaves when this person becomes the unit's legal representative: the one before, and what they were themselves for
 * the unit until now.
 */
export const leaving = ({ operators }: KnownUnit): KnownOperator[] =>
  operators.filter(({ role, samePerson }) => role === 'legal_representative' || samePerson)

function judgeSuccessor(unit: KnownUnit | undefined): Result<void, CounterReason> {
  const before = unit?.operators.find(({ role }) => role === 'legal_representative')
  if (!unit || !before) return fail('opening_nobody_before')
  if (before.samePerson) return fail('opening_is_operator')
  const staying = unit.operators.filter((one) => !leaving(unit).includes(one))
  return staying.some(({ sameMobile }) => sameMobile) ? fail('opening_mobile_taken') : ok(undefined)
}

/**
 * Whether this may be opened for this person; the unit itself need not be there yet. With another legal representative it
 * may have another name, too.
 */
export function judgeOpening(
  unit: KnownUnit | undefined,
  { role, unitName }: { role: OpeningKind; unitName: string },
): Result<void, CounterReason> {
  if (role === 'successor') return judgeSuccessor(unit)
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
