import type { Copy } from './copy-type.ts'
import { foldCode } from './text.ts'
import { textField } from './text-field.ts'

/**
 * 户籍性质 as the enrolment forms list it. The manuals give names alone; the codes are ours, with town and country
 * in the first digit and own or other province in the second.
 */
export const HOUSEHOLDS = {
  '11': '本省城镇',
  '12': '外省城镇',
  '21': '本省农村',
  '22': '外省农村',
  '31': '香港',
  '32': '澳门',
  '33': '台湾',
  '40': '外国人',
} as const

export type HouseholdCode = keyof typeof HOUSEHOLDS

/** In the order of the manuals' list. */
const ORDER = ['11', '21', '12', '22', '31', '32', '33', '40'] as const satisfies HouseholdCode[]
export const households = (): { code: HouseholdCode; label: string }[] =>
  ORDER.map((code) => ({ code, label: HOUSEHOLDS[code] }))

export const householdCopy = {
  'household.required': '请选择户籍性质。',
  'household.unknown': '这个户籍性质不在列表里，请从列表里重新选择。',
} as const satisfies Copy

export const isHousehold = (code: string): code is HouseholdCode => Object.hasOwn(HOUSEHOLDS, code)

export function householdProblem(code: string): keyof typeof householdCopy | undefined {
  if (code === '') return 'household.required'
  return isHousehold(code) ? undefined : 'household.unknown'
}

/** A 户籍性质 by its code, two digits; `HOUSEHOLDS` has the labels. */
export const Household = /* @__PURE__ */ textField('户籍性质代码，两位数字', foldCode, householdProblem)
