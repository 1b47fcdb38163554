import type { Examples } from '../ui/examples.ts'
import type { PersonFormProps } from './person-form.tsx'

const empty: PersonFormProps = {
  action: '/people/register',
  values: {},
  errors: [],
  links: { agreement: '/agreements/person', privacy: '/agreements/privacy' },
}

export const personFormExamples: Examples<PersonFormProps> = {
  empty,
  'a number that is wrong and nothing agreed': {
    ...empty,
    values: { name: '欧阳明月', documentType: '01', documentNumber: '320101199001011234' },
    errors: [
      { field: 'documentNumber', code: 'document_number.check_digit' },
      { field: 'agreement', code: 'agreement.required' },
      { field: 'consent', code: 'consent.required' },
    ],
  },
  'already registered': {
    ...empty,
    values: {
      name: '欧阳明月',
      documentType: '01',
      documentNumber: '11010519491231002X',
      agreement: 'yes',
      consent: 'yes',
    },
    problem: '这个证件号码已经注册过了，您可以直接登录；忘了密码可以点「忘记密码」。',
  },
  working: { ...empty, values: { name: '欧阳明月', agreement: 'yes', consent: 'yes' }, working: true },
}
