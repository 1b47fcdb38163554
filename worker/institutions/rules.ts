/** Decisions about institutions. */
const SHOWN_OF_DOCUMENT = 6

/** The manual's initial password: `Js` and the last six of the administrator's document number. */
export const initialPassword = (documentNumber: string) => `Js${documentNumber.slice(-SHOWN_OF_DOCUMENT)}`
