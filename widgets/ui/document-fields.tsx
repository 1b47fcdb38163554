import { today } from '../../schema/fields/calendar.ts'
import { DocumentNumber, documentNumberProblem } from '../../schema/fields/document-number.ts'
import { DocumentType, documentTypes, isDocumentType } from '../../schema/fields/document-type.ts'
import { atom, type Check } from './check.ts'
import { Field } from './field.tsx'
import { Select } from './select.tsx'
import type { FormState } from './use-form.ts'

const anyNumber = atom(DocumentNumber)

/** A number that fits the type chosen above it. */
const fittingNumber: Check = (typed, read) => {
  const answer = anyNumber(typed, read)
  const type = read('documentType')
  if ('code' in answer || !isDocumentType(type)) return answer
  const code = documentNumberProblem(type, answer.value, today())
  return code ? { code } : answer
}

export const documentChecks = { documentType: atom(DocumentType), documentNumber: fittingNumber }

/** The usual one is chosen beforehand; most people never touch this list. */
const USUAL_TYPE = '01'

/** Type and number of somebody's document; `whose` stands before both labels. */
export function DocumentFields(props: {
  whose?: string
  values: Record<string, string>
  state: Pick<FormState, 'error'>
}) {
  const { whose = '', values, state } = props
  return (
    <>
      <Select
        name="documentType"
        label={`${whose}证件类型`}
        options={documentTypes().map(({ code, label }) => ({ value: code, label }))}
        value={values.documentType ?? USUAL_TYPE}
        error={state.error('documentType')}
        required
      />
      <Field
        name="documentNumber"
        label={`${whose}证件号码`}
        value={values.documentNumber}
        error={state.error('documentNumber')}
        autocomplete="off"
        autocapitalize="characters"
        maxlength={60}
        required
        code
      />
    </>
  )
}
