import { message } from '../../schema/copy.ts'

/** As on the wire: the field's name and a message code, never what was typed. */
export interface FieldError {
  field: string
  code: string
}

/** The sentence for a field, if something is wrong with it. */
export function errorOf(errors: readonly FieldError[], field: string): string | undefined {
  const found = errors.find((error) => error.field === field)
  return found && message(found.code)
}

export function sentences(errors: readonly FieldError[]): { field: string; text: string }[] {
  return errors.map(({ field, code }) => ({ field, text: message(code) }))
}
