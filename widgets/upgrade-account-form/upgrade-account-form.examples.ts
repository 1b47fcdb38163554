import type { Examples } from '../ui/examples.ts'
import type { UpgradeAccountFormProps } from './upgrade-account-form.tsx'

const empty: UpgradeAccountFormProps = { action: '/upgrade/account', values: {}, errors: [] }

export const upgradeAccountFormExamples: Examples<UpgradeAccountFormProps> = {
  empty,
  'a wrong password': {
    ...empty,
    values: { userName: 'xuanwu001' },
    problem: '原用户名或原密码不对，请再核对一遍。连续错 5 次，这个账户 30 分钟内不能升级。',
  },
  'nothing filled in': {
    ...empty,
    errors: [
      { field: 'userName', code: 'user_name.required' },
      { field: 'oldPassword', code: 'current_password.required' },
    ],
  },
  working: { ...empty, values: { userName: 'xuanwu001' }, working: true },
}
