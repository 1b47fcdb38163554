/** A certificate as it was asked for by a form, on the hall's own page or in a portal's: what the form shows then. */
import type { Context } from 'hono'
import * as v from 'valibot'
import { VerifyCertificate, verifyRefusals } from '../../schema/certificates.ts'
import type { Env } from '../lib/env.ts'
import type { Shown } from '../lib/page/said.ts'
import type { FieldError } from '../lib/problem.ts'
import { foundProps } from './page.tsx'
import { verifyCertificate } from './verify.ts'

/** The schema calls the field by what it is, the form by what stands in an address. */
const FIELDS: Record<string, string> = { certificate: 'q' }

const typedErrors = (issues: readonly v.BaseIssue<unknown>[]): FieldError[] =>
  issues.map((issue) => {
    const field = v.getDotPath(issue) ?? ''
    return { field: FIELDS[field] ?? field, code: issue.message }
  })

export interface Answer {
  shown: Shown
  /** For a portal's page. */
  data?: { 'data-result': string; 'data-number': string }
  found?: ReturnType<typeof foundProps>
}

export async function ask(c: Context<Env>, q: string, digest: string): Promise<Answer> {
  const read = v.safeParse(VerifyCertificate, { certificate: q, digest })
  if (!read.success) return { shown: { errors: typedErrors(read.issues) } }
  const found = await verifyCertificate(c.env, c.var.origin, c.var.now, read.output)
  if (found.ok) {
    const data = { 'data-result': 'genuine', 'data-number': found.value.number }
    return { shown: {}, data, found: foundProps(found.value) }
  }
  const reason = found.error
  const refused = { reason, refusal: verifyRefusals[reason] }
  return { shown: { refused }, data: { 'data-result': reason, 'data-number': '' } }
}
