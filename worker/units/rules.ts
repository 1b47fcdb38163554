/** Who decides about a unit's own data. */
import type { Role } from '../../schema/session.ts'

/** Whoever answers for the unit changes what it says of itself; a handler looks. */
export const mayChangeUnit = (role: Role) => role === 'legal_representative' || role === 'administrator'
