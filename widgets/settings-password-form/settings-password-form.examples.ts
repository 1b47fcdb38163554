import type { Examples } from '../ui/examples.ts'
import type { FormProps } from '../ui/form.tsx'

const empty: FormProps = { action: '/center/settings/password', values: {}, errors: [] }

export const settingsPasswordFormExamples: Examples<FormProps> = {
  empty,
  'wrong old password': { ...empty, errors: [{ field: 'oldPassword', code: 'old_password_wrong' }] },
  'had it lately': { ...empty, errors: [{ field: 'password', code: 'password_former' }] },
  'locked meanwhile': {
    ...empty,
    problem: '原密码连续输错了 5 次，为了安全账号已锁定 30 分钟，密码没有改动。请半小时后再来。',
  },
  working: { ...empty, working: true },
}
