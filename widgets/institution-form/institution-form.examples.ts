import type { Examples } from '../ui/examples.ts'
import type { FormProps } from '../ui/form.tsx'

const empty: FormProps = { action: '/counter/institutions/new', values: {}, errors: [] }
const values = {
  creditCode: '91320000796544598E',
  ...{ institutionName: '江苏云锦职业培训学校（鼓楼校区）', type: 'training', level: 'city' },
}

export const institutionFormExamples: Examples<FormProps> = {
  empty,
  'nothing filled in': {
    ...empty,
    errors: [
      { field: 'creditCode', code: 'credit_code.required' },
      { field: 'institutionName', code: 'institution_name.required' },
      { field: 'type', code: 'institution_type.required' },
      { field: 'level', code: 'institution_level.required' },
    ],
  },
  'a unit without an account': {
    ...empty,
    values,
    errors: [{ field: 'creditCode', code: 'institution_unit_unknown' }],
  },
}
