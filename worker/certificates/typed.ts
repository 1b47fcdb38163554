/** What is wrong with what was typed to verify a certificate, by the fields of the form. */
import * as v from 'valibot'
import type { FieldError } from '../lib/problem.ts'

/** The schema calls the field by what it is, the form by what stands in an address. */
const FIELDS: Record<string, string> = { certificate: 'q' }

export const typedErrors = (issues: readonly v.BaseIssue<unknown>[]): FieldError[] =>
  issues.map((issue) => {
    const field = v.getDotPath(issue) ?? ''
    return { field: FIELDS[field] ?? field, code: issue.message }
  })
