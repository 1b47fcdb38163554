/** Refusals on the wire: RFC 9457 `application/problem+json`. */
import type { Context } from 'hono'
import { type CommonReason, commonRefusals, type Problem, type Refusal } from '../../schema/refusal.ts'
import type { Env } from './env.ts'

/** A field of a form or body, and the code of what is wrong with it. */
export interface FieldError {
  field: string
  code: string
}

export function problem<Reason extends string>(
  c: Context<Env>,
  refusals: Record<Reason, Refusal>,
  reason: Reason,
  errors?: FieldError[],
  more?: Pick<Problem, 'choices'>,
): Response {
  const { status, text, field } = refusals[reason]
  const named = errors ?? (field ? [{ field, code: reason }] : undefined)
  const body: Problem = {
    type: `${c.env.ORIGIN}/docs#${reason}`,
    title: text,
    status,
    reason,
    ...(named && { errors: named }),
    ...more,
  }
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' })
}

export const commonProblem = (c: Context<Env>, reason: CommonReason, errors?: FieldError[]) =>
  problem(c, commonRefusals, reason, errors)
