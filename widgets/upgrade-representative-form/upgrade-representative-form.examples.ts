import type { Examples } from '../ui/examples.ts'
import type { UpgradeRepresentativeFormProps } from './upgrade-representative-form.tsx'

const empty: UpgradeRepresentativeFormProps = {
  action: '/upgrade/representative',
  values: {},
  errors: [],
  unit: {
    unitName: '江苏一个名称相当长的人力资源服务与技术咨询（集团）股份有限公司南京第一分公司',
    creditCode: '91320000796544598E',
    representative: { name: '李**', documentType: '01', documentNumber: '*****6011' },
  },
}

export const upgradeRepresentativeFormExamples: Examples<UpgradeRepresentativeFormProps> = {
  empty,
  'another number': {
    ...empty,
    values: { documentNumber: '11010519491231002X', mobile: '13800000082' },
    errors: [{ field: 'documentNumber', code: 'representative_differs' }],
  },
}
