import * as v from 'valibot'

/** What one field says to what was typed: a message code, or the folded value to show in its place. */
export type Check = (typed: string, read: (name: string) => string) => { code: string } | { value: string }

/** Checks by field name, in the order of the fields on the page. */
export type Checks = Record<string, Check>

/** The same valibot atom that the Worker parses with. */
export function atom(schema: v.GenericSchema<string, string>): Check {
  return (typed) => {
    const parsed = v.safeParse(schema, typed)
    return parsed.success ? { value: parsed.output } : { code: parsed.issues[0].message }
  }
}

/** A box that must be ticked. */
export function ticked(code: string): Check {
  return (typed) => (typed === 'yes' ? { value: typed } : { code })
}
