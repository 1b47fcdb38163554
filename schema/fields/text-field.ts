import * as v from 'valibot'

/**
 * A text field: folds what was typed, then asks a pure rule what is wrong with it. Mark the call as pure, so that
 * a bundle which needs only the rule or the copy beside it does not carry the schema.
 *
 * @param about what the field holds, for the API document
 * @param fold idempotent normalisation of the typed text
 * @param problem the message code for a folded value, or undefined if it is fine; for '' it must say "required",
 *   which also answers for values that are no text at all
 */
export function textField(
  about: string,
  fold: (typed: string) => string,
  problem: (folded: string) => string | undefined,
) {
  return v.pipe(
    v.string(() => problem('') ?? ''),
    v.description(about),
    v.transform(fold),
    v.rawCheck(({ dataset, addIssue }) => {
      const code = dataset.typed ? problem(dataset.value) : undefined
      if (code) addIssue({ message: code })
    }),
  )
}
