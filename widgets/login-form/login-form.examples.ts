import type { Examples } from '../ui/examples.ts'
import type { LoginFormProps } from './login-form.tsx'

const links = { recover: '/recovery', registerUnit: '/register', registerPerson: '/people/register' }
const empty: LoginFormProps = { action: '/login', values: {}, errors: [], links }
const values = { unit: '91320000796544598E', person: '13800000082' }

export const loginFormExamples: Examples<LoginFormProps> = {
  empty,
  'nothing filled in': {
    ...empty,
    errors: [
      { field: 'unit', code: 'unit_identifier.required' },
      { field: 'person', code: 'person_identifier.required' },
      { field: 'password', code: 'current_password.required' },
    ],
  },
  'something does not match': {
    ...empty,
    values,
    problem: '单位、证件号码或密码对不上，请核对后再试。连续输错 5 次，这个账号会锁定 30 分钟。',
  },
  'from a portal': { ...empty, portalName: '「示范市政务服务网」', hidden: { next: '/center' } },
  'in a frame': {
    ...empty,
    values,
    framed: true,
    portalName: '「示范市政务服务网」',
    errors: [{ field: 'password', code: 'current_password.required' }],
  },
  working: { ...empty, values, working: true },
}
