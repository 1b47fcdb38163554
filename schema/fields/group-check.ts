import * as v from 'valibot'

/**
 * A rule among several text fields of a form, as an action behind a `v.object`; each issue lands on the field it is
 * about. It is silent while one of the fields has a problem of its own, and speaks even if other fields have one.
 *
 * @param keys the names of the fields that the rule looks at
 * @param problems message codes by field for folded values, empty if they go together
 */
export function groupCheck<TInput extends Record<string, unknown>>(
  keys: readonly (keyof TInput & string)[],
  problems: (values: Readonly<Record<keyof TInput, string>>) => Partial<Record<keyof TInput, string>>,
): v.RawCheckAction<TInput> {
  return v.rawCheck(({ dataset, addIssue }) => {
    const form: unknown = dataset.value
    if (typeof form !== 'object' || form === null) return
    const values = form as Record<keyof TInput, unknown>
    const refused = dataset.issues?.some(({ path }) => keys.some((key) => path?.[0].key === key))
    if (refused || keys.some((key) => typeof values[key] !== 'string')) return
    const found = problems(values as Record<keyof TInput, string>)
    for (const key of keys) {
      const message = found[key]
      const path = {
        type: 'object',
        origin: 'value',
        input: form as TInput,
        key,
        value: values[key],
      } as const
      if (message !== undefined) addIssue({ message, path: [path] })
    }
  })
}
