import type { Copy } from './copy-type.ts'
import { countCharacters, foldCode, foldLine } from './text.ts'
import { textField } from './text-field.ts'

const LONGEST_NAME = 64 // characters; a bound on what is sent on, the old halls know their own rule
const LONGEST_CODE = 32

export const oldAccountCopy = {
  'user_name.required': '请填写原用户名。',
  'user_name.length': '用户名不会这么长，请看看是不是粘贴了别的内容。',
  'unit_code.required': '请填写单位编号。',
  'unit_code.format': '单位编号只有数字和字母，请再核对一下。',
} as const satisfies Copy

export function userNameProblem(name: string): keyof typeof oldAccountCopy | undefined {
  if (name === '') return 'user_name.required'
  return countCharacters(name) > LONGEST_NAME ? 'user_name.length' : undefined
}

export function unitCodeProblem(code: string): keyof typeof oldAccountCopy | undefined {
  if (code === '') return 'unit_code.required'
  return code.length > LONGEST_CODE || !/^[0-9A-Z]+$/.test(code) ? 'unit_code.format' : undefined
}

/** The user name of an account at an old hall. */
export const OldUserName = /* @__PURE__ */ textField('原网办大厅的用户名', foldLine, userNameProblem)

/** What an old hall calls a unit by, where an account holds several. */
export const OldUnitCode = /* @__PURE__ */ textField('原网办大厅里的单位编号', foldCode, unitCodeProblem)
