import type { Copy } from './copy-type.ts'
import { foldCode } from './text.ts'
import { textField } from './text-field.ts'

/** GB 32100-2015: digits and capitals without I, O, S, V, Z; a character's value is its place here. */
export const CREDIT_CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

export const creditCodeCopy = {
  'credit_code.required': '请填写统一社会信用代码，它印在营业执照上，一共 18 位。',
  'credit_code.length': '统一社会信用代码应该正好是 18 位，请对照营业执照看看是少了还是多了。',
  'credit_code.letter':
    '统一社会信用代码里没有字母 I、O、S、V、Z，多半是把数字 1、0、5、2 看成了字母，请对照营业执照改一下。',
  'credit_code.character': '统一社会信用代码只由数字和大写字母组成，请去掉其他文字和符号。',
  'credit_code.check_digit': '统一社会信用代码第 18 位不对，可能是其中有一位看错了，请对照营业执照再核一遍。',
} as const satisfies Copy

export type CreditCodeProblem = keyof typeof creditCodeCopy

/**
 * The eighteenth character for the first seventeen: weights 3^(i-1) mod 31, then (31 - sum mod 31) mod 31.
 * The outer mod matters: a remainder of 0 gives `0`, not a thirty-second character.
 *
 * @param first17 characters of the alphabet; anything else is a bug of the caller and throws a RangeError
 */
export function creditCodeCheckCharacter(first17: string): string {
  if (first17.length !== 17)
    throw new RangeError('a credit code has 17 characters before its check character')
  let weight = 1
  let sum = 0
  for (const character of first17) {
    const value = CREDIT_CODE_ALPHABET.indexOf(character)
    if (value < 0) throw new RangeError('a character outside the alphabet of credit codes')
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return CREDIT_CODE_ALPHABET.charAt((31 - (sum % 31)) % 31)
}

/**
 * What is wrong with a folded credit code. Only the outer check refuses: the check character of the organisation
 * code inside (9 to 17) and the region (3 to 8) are wrong in codes that were issued and are in use.
 */
export function creditCodeProblem(code: string): CreditCodeProblem | undefined {
  if (code === '') return 'credit_code.required'
  if (/[^0-9A-Z]/.test(code)) return 'credit_code.character'
  if (code.length !== 18) return 'credit_code.length'
  if (/[IOSVZ]/.test(code)) return 'credit_code.letter'
  if (creditCodeCheckCharacter(code.slice(0, 17)) !== code.charAt(17)) return 'credit_code.check_digit'
  return undefined
}

/** A unit's credit code, folded to 18 upper-case characters. */
export const CreditCode = /* @__PURE__ */ textField(
  '统一社会信用代码，18 位（GB 32100-2015）',
  foldCode,
  creditCodeProblem,
)
