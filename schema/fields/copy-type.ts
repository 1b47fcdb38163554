/** A copy table: message code (`credit_code.check_digit`) to the Chinese sentence that people read. */
export type Copy = Record<string, string>
