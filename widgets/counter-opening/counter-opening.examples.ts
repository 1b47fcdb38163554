import type { Examples } from '../ui/examples.ts'
import type { FormProps } from '../ui/form.tsx'

const empty: FormProps = { action: '/counter/units/new', values: {}, errors: [] }
const values = {
  role: 'administrator',
  creditCode: '91320000796544598E',
  unitName: '江苏一个名称相当长的人力资源服务与技术咨询（集团）股份有限公司南京第一分公司',
  documentType: '01',
  documentNumber: '11010519491231002X',
  name: '李明',
  mobile: '13800000082',
}

export const counterOpeningExamples: Examples<FormProps> = {
  empty,
  'no role and no letter': {
    ...empty,
    values: { ...values, role: '' },
    errors: [
      { field: 'role', code: 'role.required' },
      { field: 'letter', code: 'letter.required' },
    ],
  },
  'a letter that is none': { ...empty, values, errors: [{ field: 'letter', code: 'letter_type' }] },
  'another name': {
    ...empty,
    values,
    problem: '姓名或手机号码和这个人注册个人账号时的不一样，没有开通。请对照证件核对。',
  },
  working: { ...empty, values, working: true },
}
