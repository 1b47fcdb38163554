/** The one way a body comes in: JSON, or a form where the route has a page to answer it with. */
import type { Context, MiddlewareHandler } from 'hono'
import * as v from 'valibot'
import type { Env } from './env.ts'
import { commonProblem, type FieldError } from './problem.ts'
import { withFacts } from './route.ts'

type Values = Record<string, unknown>

/**
 * Waits for a small body, and takes the time again: the request happens when its last byte is there. Judged by its headers,
 * what is good for a minute would be good for as long as somebody holds that byte back.
 */
export async function arrived(c: Context<Env>): Promise<void> {
  if (!c.req.raw.body) return
  // Hono keeps it for whoever reads it. One that breaks off is no JSON and no form, and is refused as that.
  await c.req.arrayBuffer().catch(() => undefined)
  c.set('now', Date.now())
}

/** Shows the form again with its messages. `values` is what was typed; the page leaves passwords out. */
export type ShowAgain = (
  c: Context<Env>,
  errors: FieldError[],
  values: Values,
) => Response | Promise<Response>

/**
 * Parses and checks a body against its schema; the handler reads it with `c.req.valid('json')`.
 *
 * Refuses with 415 (neither JSON nor an accepted form), 400 (broken JSON) and 422 (`{field, code}` a fault;
 * never the schema library's own words, which repeat the input). 413 is the size limit's in index.ts.
 */
export function body<S extends v.GenericSchema>(
  schema: S,
  showAgain?: ShowAgain,
): MiddlewareHandler<Env, string, { in: { json: v.InferInput<S> }; out: { json: v.InferOutput<S> } }> {
  return withFacts(
    async (c: Context<Env>, next: () => Promise<void>) => {
      const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
      const asForm = showAgain !== undefined && FORM_TYPES.has(type)
      if (!asForm && type !== 'application/json') return commonProblem(c, 'wrong_type')

      const values = await (asForm ? formValues(c) : c.req.json<Values>()).catch(() => undefined)
      if (values === undefined) return commonProblem(c, 'broken_json')

      const parsed = v.safeParse(schema, values)
      if (parsed.success) {
        c.req.addValidatedData('json', parsed.output as object)
        return next()
      }
      const errors = fieldErrors(parsed.issues)
      return asForm ? showAgain(c, errors, values) : commonProblem(c, 'invalid', errors)
    },
    { takes: schema },
  )
}

/** The fields of a small form that needs no schema; empty where the body is no form. */
export const formOf = (c: Context<Env>): Promise<FormData> => c.req.formData().catch(() => new FormData())

/** A name that comes more than once, as the boxes of a list do, is a list. */
async function formValues(c: Context<Env>): Promise<Values> {
  const form = await c.req.formData()
  const given = (name: string) => {
    const all = form.getAll(name)
    return all.length > 1 ? all : all[0]
  }
  return Object.fromEntries([...new Set(form.keys())].map((name) => [name, given(name)]))
}

const FORM_TYPES = new Set(['application/x-www-form-urlencoded', 'multipart/form-data'])

/** One code a field: the first that was found. A message that is no code of ours is a type fault. */
function fieldErrors(issues: readonly v.BaseIssue<unknown>[]): FieldError[] {
  const codes = new Map<string, string>()
  for (const issue of issues) {
    const field = v.getDotPath(issue) ?? ''
    const code = /^[a-z_]+\.[a-z_]+$/.test(issue.message) ? issue.message : 'field.required'
    if (!codes.has(field)) codes.set(field, code)
  }
  return [...codes].map(([field, code]) => ({ field, code }))
}
