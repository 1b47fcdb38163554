import type { Examples } from '../ui/examples.ts'
import type { UnitFormProps } from './unit-form.tsx'

const empty: UnitFormProps = {
  action: '/register',
  values: {},
  errors: [],
  links: { agreement: '/agreements/unit', privacy: '/agreements/privacy' },
}
const values = {
  creditCode: '91320000796544598E',
  unitName: '江苏一个名称相当长的人力资源服务与技术咨询（集团）股份有限公司南京第一分公司',
  documentType: '01',
  documentNumber: '11010519491231002X',
  name: '李明',
  agreement: 'yes',
  consent: 'yes',
}

export const unitFormExamples: Examples<UnitFormProps> = {
  empty,
  'a credit code that is wrong': {
    ...empty,
    values: { ...values, creditCode: '91350100M000100Y4Z' },
    errors: [{ field: 'creditCode', code: 'credit_code.letter' }],
  },
  'already registered': {
    ...empty,
    values,
    problem: '这个单位已经注册过了。请直接登录；忘了密码可以找回，在原来的网办大厅有账户的可以升级。',
  },
  working: { ...empty, values, working: true },
}
