import type { Examples } from '../ui/examples.ts'
import type { UpgradeUnitFormProps } from './upgrade-unit-form.tsx'

const empty: UpgradeUnitFormProps = {
  action: '/upgrade/unit',
  values: {},
  errors: [],
  units: [
    '南京秦淮商贸集团有限公司',
    '江苏一个名称相当长的人力资源服务与技术咨询（集团）股份有限公司南京第一分公司',
  ],
}

export const upgradeUnitFormExamples: Examples<UpgradeUnitFormProps> = {
  empty,
  'no such unit': {
    ...empty,
    values: { unitCode: '10020009' },
    errors: [{ field: 'unitCode', code: 'unit_code_unknown' }],
  },
}
