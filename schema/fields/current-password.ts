import type { Copy } from './copy-type.ts'
import { textField } from './text-field.ts'

// More than any password may have; a bound on what is hashed, not a rule to tell strangers.
const LONGEST = 128

export const currentPasswordCopy = {
  'current_password.required': '请输入密码。',
  'current_password.length': '密码不会这么长，请看看是不是粘贴了别的内容。',
} as const satisfies Copy

export function currentPasswordProblem(password: string): keyof typeof currentPasswordCopy | undefined {
  if (password === '') return 'current_password.required'
  return password.length > LONGEST ? 'current_password.length' : undefined
}

/** The password somebody already has, as typed: the rule for new ones does not apply to it. */
export const CurrentPassword = /* @__PURE__ */ textField('密码', (typed) => typed, currentPasswordProblem)
