/** Who decides about a unit's software. */
import type { Role } from '../../schema/session.ts'

/** It reads what the unit may see: whoever answers for the unit opens it, a handler does not. */
export const mayManageApps = (role: Role) => role === 'legal_representative' || role === 'administrator'
