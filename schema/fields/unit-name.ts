import type { Copy } from './copy-type.ts'
import { countCharacters, foldLine } from './text.ts'
import { textField } from './text-field.ts'

const SHORTEST = 2 // characters
const LONGEST = 120 // characters

export const unitNameCopy = {
  'unit_name.required': '请填写单位全称。',
  'unit_name.length': '单位全称应该是 2 到 120 个字，请和营业执照上的名称保持一致。',
  'unit_name.character': '单位全称里有不能用的符号，请只保留文字、数字和常用标点，和营业执照上的名称一致。',
} as const satisfies Copy

const SPACE_BESIDE_WIDE = /(?<=[\p{Script=Han}（）]) | (?=[\p{Script=Han}（）])/gu

/** Folds a name: letters and digits half width, brackets full width as on licences, no spaces beside Chinese. */
export function foldUnitName(typed: string): string {
  return foldLine(typed)
    .replace(/[([〔﹙]/g, '（')
    .replace(/[)\]〕﹚]/g, '）')
    .replace(SPACE_BESIDE_WIDE, '')
}

export function unitNameProblem(name: string): keyof typeof unitNameCopy | undefined {
  if (name === '') return 'unit_name.required'
  const length = countCharacters(name)
  if (length < SHORTEST || length > LONGEST) return 'unit_name.length'
  // The first character is never a sign, so that no spreadsheet takes a name for a formula.
  return /^[\p{L}\p{N}（“‘《][\p{L}\p{N}\p{M}\p{P} +]*$/u.test(name) ? undefined : 'unit_name.character'
}

/** Whether two names are one unit's name, whatever the width of brackets and letters, case and spaces. */
export function sameUnitName(a: string, b: string): boolean {
  const key = comparable(a)
  return key !== '' && key === comparable(b)
}

function comparable(name: string): string {
  return foldUnitName(name).toUpperCase().replace(/ /g, '')
}

/** A unit's full name as on its licence. */
export const UnitName = /* @__PURE__ */ textField('单位全称，2 到 120 个字', foldUnitName, unitNameProblem)
