import type { Examples } from '../ui/examples.ts'
import type { FormProps } from '../ui/form.tsx'

const action = '/recovery'

export const recoveryFormExamples: Examples<FormProps> = {
  empty: { action, values: {}, errors: [] },
  'with errors': {
    action,
    values: { creditCode: '91350100M000100Y4A', documentType: '01', documentNumber: '', name: '李小明' },
    errors: [
      { field: 'creditCode', code: 'credit_code.check_digit' },
      { field: 'documentNumber', code: 'document_number.required' },
    ],
  },
}
