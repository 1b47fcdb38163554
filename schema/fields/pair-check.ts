import * as v from 'valibot'

/**
 * A rule between two text fields of a form, as an action behind a `v.object`; the issue lands on the second field.
 * It is silent while either has a problem of its own, and speaks even if other fields of the form have one.
 *
 * @param first the name of the field that the rule rests on
 * @param second the name of the field that is judged
 * @param problem the message code for both folded values, or undefined if they go together
 */
export function pairCheck<TInput extends Record<string, unknown>>(
  first: keyof TInput & string,
  second: keyof TInput & string,
  problem: (firstValue: string, secondValue: string) => string | undefined,
): v.RawCheckAction<TInput> {
  return v.rawCheck(({ dataset, addIssue }) => {
    const form: unknown = dataset.value
    if (!isRecord(form)) return
    const refused = dataset.issues?.some(({ path }) => path?.[0].key === first || path?.[0].key === second)
    const { [first]: firstValue, [second]: secondValue } = form
    if (refused || typeof firstValue !== 'string' || typeof secondValue !== 'string') return
    const message = problem(firstValue, secondValue)
    if (!message) return
    const path = { type: 'object', origin: 'value', input: form, key: second, value: secondValue } as const
    addIssue({ message, path: [path] })
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
