import type { Examples } from '../ui/examples.ts'
import type { FormProps } from '../ui/form.tsx'

const empty: FormProps = { action: '/counter/login', values: {}, errors: [] }

export const counterLoginExamples: Examples<FormProps> = {
  empty,
  'nothing filled in': {
    ...empty,
    errors: [
      { field: 'loginName', code: 'login_name.required' },
      { field: 'password', code: 'current_password.required' },
      { field: 'totp', code: 'totp.required' },
    ],
  },
  'something does not match': {
    ...empty,
    values: { loginName: 'chuangkou' },
    problem: '登录名、密码或动态口令对不上，没有登录。连续输错 5 次，账号会锁定 30 分钟。',
  },
  working: { ...empty, values: { loginName: 'chuangkou' }, working: true },
}
