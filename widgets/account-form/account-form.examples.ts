import type { Examples } from '../ui/examples.ts'
import type { AccountFormProps } from './account-form.tsx'

const empty: AccountFormProps = {
  action: '/register/account',
  values: {},
  errors: [],
  submitLabel: '完成注册',
}

export const accountFormExamples: Examples<AccountFormProps> = {
  empty,
  'a code was sent': { ...empty, values: { mobile: '13800000082' }, sent: true },
  'a wrong code and a weak password': {
    ...empty,
    values: { mobile: '13800000082' },
    errors: [
      { field: 'smsCode', code: 'sms_code.format' },
      { field: 'password', code: 'password.kinds' },
      { field: 'passwordRepeat', code: 'password_repeat.different' },
    ],
  },
  working: { ...empty, values: { mobile: '13800000082' }, working: true },
}
