import type { Copy } from './copy-type.ts'
import { foldCode } from './text.ts'
import { textField } from './text-field.ts'

export const unitNumberCopy = {
  'unit_number.required': '请填写单位编号。',
  'unit_number.format': '单位编号是 8 位数字，注册或升级完成时页面上显示过，请再核对一下。',
} as const satisfies Copy

export function unitNumberProblem(number: string): keyof typeof unitNumberCopy | undefined {
  if (number === '') return 'unit_number.required'
  return /^\d{8}$/.test(number) ? undefined : 'unit_number.format'
}

/** The number that the hall gives a unit, eight digits. */
export const UnitNumber = /* @__PURE__ */ textField('单位编号，8 位数字', foldCode, unitNumberProblem)
