/** As on the wire: the field's name and a message code, never what was typed. */
export interface FieldError {
  field: string
  code: string
}

/**
 * Turns a message code into its sentence. Hall pages use `message` of `schema/copy.ts`; the embedded form brings
 * the few sentences of its own fields, for the whole table would be a fifth of what it may load.
 */
export type Say = (code: string) => string

/** The sentence for a field, if something is wrong with it. */
export function errorOf(errors: readonly FieldError[], field: string, say: Say): string | undefined {
  const found = errors.find((error) => error.field === field)
  return found && say(found.code)
}
