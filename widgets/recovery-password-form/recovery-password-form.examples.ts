import type { Examples } from '../ui/examples.ts'
import type { FormProps } from '../ui/form.tsx'

const action = '/recovery/password'

export const recoveryPasswordFormExamples: Examples<FormProps> = {
  empty: { action, values: {}, errors: [] },
  'one of the last five': { action, values: {}, errors: [{ field: 'password', code: 'password_former' }] },
}
