import type * as v from 'valibot'
import { today } from './calendar.ts'
import { DocumentNumber, documentNumberProblem } from './document-number.ts'
import { DocumentType, isDocumentType } from './document-type.ts'
import { pairCheck } from './pair-check.ts'

/** Both fields, to spread into a `v.object`; pipe `documentMatches('documentType', 'documentNumber')` behind it. */
export const documentFields = { documentType: DocumentType, documentNumber: DocumentNumber }

/**
 * Whether a number fits its type of document, as an action behind a `v.object`; the issue lands on the number.
 *
 * @param typeField the name of the field that holds the type
 * @param numberField the name of the field that holds the number
 * @param day gives the day in China, `YYYY-MM-DD`
 */
export function documentMatches<TInput extends Record<string, unknown>>(
  typeField: keyof TInput & string,
  numberField: keyof TInput & string,
  day: () => string = today,
): v.RawCheckAction<TInput> {
  return pairCheck(typeField, numberField, (type, number) =>
    isDocumentType(type) ? documentNumberProblem(type, number, day()) : undefined,
  )
}
