import type { Examples } from '../ui/examples.ts'
import type { FormProps } from '../ui/form.tsx'

const empty: FormProps = { action: '/activate', values: {}, errors: [] }
const values = { creditCode: '91320000796544598E', mobile: '13800000082' }

export const counterActivationExamples: Examples<FormProps> = {
  empty,
  'two passwords that differ': {
    ...empty,
    values,
    errors: [
      { field: 'smsCode', code: 'sms_code.format' },
      { field: 'passwordRepeat', code: 'password_repeat.different' },
    ],
  },
  'nothing fits': {
    ...empty,
    values,
    problem: '单位、手机号码和验证码对不上，或者验证码已经失效，密码没有设置。',
  },
  working: { ...empty, values, working: true },
}
