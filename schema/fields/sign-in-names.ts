import type { Copy } from './copy-type.ts'
import { foldMobile } from './mobile.ts'
import { countCharacters, foldCode } from './text.ts'
import { textField } from './text-field.ts'

/*
 * The two names of the sign-in form. They are checked loosely on purpose: whether a check digit is right says
 * something about a number, and the form says the same of every unit and person that does not get in.
 */

const LONGEST_DOCUMENT_NUMBER = 30 // characters, as in document-number.ts, which the form does not load

export const signInNamesCopy = {
  'unit_identifier.required': '请填写统一社会信用代码、单位编号或机构编号。',
  'unit_identifier.format': '统一社会信用代码是 18 位，单位编号和机构编号是 8 位数字，请再核对一下。',
  'person_identifier.required': '请填写您的证件号码或手机号码。',
  'person_identifier.format': '这里填您的证件号码或手机号码，只有文字、字母和数字，请再核对一下。',
} as const satisfies Copy

export function unitIdentifierProblem(name: string): keyof typeof signInNamesCopy | undefined {
  if (name === '') return 'unit_identifier.required'
  return /^(?:\d{8}|[0-9A-Z]{18})$/.test(name) ? undefined : 'unit_identifier.format'
}

export function personIdentifierProblem(name: string): keyof typeof signInNamesCopy | undefined {
  if (name === '') return 'person_identifier.required'
  const tooLong = countCharacters(name) > LONGEST_DOCUMENT_NUMBER
  return tooLong || !/^[\p{Script=Han}A-Z0-9()]{4,}$/u.test(name) ? 'person_identifier.format' : undefined
}

/** Which kind of name a checked unit identifier is: numbers are a unit's or an institution's. */
export function unitIdentifierKind(name: string): 'credit_code' | 'number' {
  return name.length === 18 ? 'credit_code' : 'number'
}

/** Folds like a mobile number where that makes one, else like a document number. */
export function foldPersonIdentifier(typed: string): string {
  const mobile = foldMobile(typed)
  return /^\d{11}$/.test(mobile) ? mobile : foldCode(typed)
}

/** A credit code, unit number or institution number in one input, folded. */
export const UnitIdentifier = /* @__PURE__ */ textField(
  '统一社会信用代码、单位编号或机构编号',
  foldCode,
  unitIdentifierProblem,
)

/** A document number or mobile number in one input, folded; `isMobile` tells which. */
export const PersonIdentifier = /* @__PURE__ */ textField(
  '证件号码或手机号码',
  foldPersonIdentifier,
  personIdentifierProblem,
)
