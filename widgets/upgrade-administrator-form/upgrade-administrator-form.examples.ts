import type { Examples } from '../ui/examples.ts'
import type { UpgradeAdministratorFormProps } from './upgrade-administrator-form.tsx'

const empty: UpgradeAdministratorFormProps = { action: '/upgrade/administrator', values: {}, errors: [] }
const values = {
  documentType: '01',
  documentNumber: '11010519491231002X',
  name: '李明',
  mobile: '13800000082',
}

export const upgradeAdministratorFormExamples: Examples<UpgradeAdministratorFormProps> = {
  empty,
  'a code was sent': { ...empty, values, sent: true },
  'nobody is registered by this number': {
    ...empty,
    values,
    errors: [{ field: 'documentNumber', code: 'administrator_unknown' }],
  },
  'a name that differs': {
    ...empty,
    values,
    problem: '姓名或手机号码和管理员个人账号里登记的不一样。请和管理员本人核对，填得和个人注册时一致。',
  },
}
