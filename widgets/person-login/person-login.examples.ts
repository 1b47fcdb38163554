import type { Examples } from '../ui/examples.ts'
import type { PersonLoginProps } from './person-login.tsx'

const empty: PersonLoginProps = {
  action: '/person/login',
  values: {},
  errors: [],
  links: { register: '/register/person', unit: '/login' },
}

export const personLoginExamples: Examples<PersonLoginProps> = {
  empty,
  'nothing filled in': {
    ...empty,
    errors: [
      { field: 'person', code: 'person_identifier.required' },
      { field: 'password', code: 'current_password.required' },
    ],
  },
  'something does not match': {
    ...empty,
    values: { person: '13800000082' },
    problem: '证件号码、手机号码或密码对不上，请核对后再试。连续输错 5 次，这个账号会锁定 30 分钟。',
  },
  working: { ...empty, values: { person: '13800000082' }, working: true },
}
