import type { Copy } from './copy-type.ts'
import { foldCode } from './text.ts'
import { textField } from './text-field.ts'

export const organisationCodeCopy = {
  'organisation_code.length': '组织机构代码应该正好是 9 位，请对照代码证看看是少了还是多了。',
  'organisation_code.character': '组织机构代码只由数字和大写字母组成，请去掉其他文字和符号。',
  'organisation_code.check_digit': '组织机构代码最后一位不对，可能是其中有一位看错了，请对照代码证再核一遍。',
} as const satisfies Copy

type Code = keyof typeof organisationCodeCopy

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/**
 * GB 11714-1997: the ninth character for the first eight: 11 - sum mod 11, where 10 is `X` and 11 is `0`.
 *
 * @param first8 digits and capitals; anything else is a bug of the caller and throws a RangeError
 */
export function organisationCheckCharacter(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8)) throw new RangeError('an organisation code has eight digits or capitals')
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * ALPHABET.indexOf(first8.charAt(at)), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : String(check % 11)
}

/** The organisation code inside a credit code: its characters 9 to 17. */
export const organisationCodeIn = (creditCode: string) => creditCode.slice(8, 17)

/**
 * What is wrong with a folded code. What stands in the unit's own credit code is right, even where its check character is
 * not: such codes were issued and are in use.
 */
export function organisationCodeProblem(code: string, creditCode = ''): Code | undefined {
  if (code === '' || code === organisationCodeIn(creditCode)) return undefined
  if (/[^0-9A-Z]/.test(code)) return 'organisation_code.character'
  if (code.length !== 9) return 'organisation_code.length'
  return organisationCheckCharacter(code.slice(0, 8)) === code.charAt(8)
    ? undefined
    : 'organisation_code.check_digit'
}

/** Only its form: whether the check character is right depends on the unit's credit code, and is asked with it. */
const formProblem = (code: string): Code | undefined => {
  const problem = organisationCodeProblem(code)
  return problem === 'organisation_code.check_digit' ? undefined : problem
}

/** A unit's organisation code, nine characters; empty where it is the one inside the credit code. */
export const OrganisationCode = /* @__PURE__ */ textField(
  '组织机构代码，9 位（GB 11714-1997）',
  foldCode,
  formProblem,
)
