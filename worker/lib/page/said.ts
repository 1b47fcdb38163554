/** What a form says when it comes again: what was typed, what is wrong with it, and the status of its page. */
import type { Refusal } from '../../../schema/refusal.ts'
import type { FieldError } from '../problem.ts'

export interface Shown {
  /** Never a password or a code. */
  values?: Record<string, string>
  errors?: FieldError[]
  refused?: { reason: string; refusal: Refusal } | undefined
}

export function said({ values = {}, errors = [], refused }: Shown) {
  const wrong: Refusal['status'] | undefined = errors.length > 0 ? 422 : undefined
  if (!refused) return { values, errors, problem: undefined, status: wrong }
  const { reason, refusal } = refused
  if (!refusal.field) return { values, errors, problem: refusal.text, status: refusal.status }
  const beside = [{ field: refusal.field, code: reason }]
  return { values, errors: beside, problem: undefined, status: refusal.status }
}
