/** Decisions about institutions. */
import type { Role } from '../../schema/session.ts'

/** Whoever answers for the unit opens its institutions and says who administers them; a handler looks. */
export const mayManageInstitutions = (role: Role) =>
  role === 'legal_representative' || role === 'administrator'

const SHOWN_OF_DOCUMENT = 6

/** The manual's initial password: `Js` and the last six of the administrator's document number. */
export const initialPassword = (documentNumber: string) => `Js${documentNumber.slice(-SHOWN_OF_DOCUMENT)}`
