import type { Copy } from './copy-type.ts'
import type { DocumentTypeCode } from './document-type.ts'
import { identityNumberProblem } from './identity-number.ts'
import { countCharacters, foldCode } from './text.ts'
import { textField } from './text-field.ts'

const LONGEST = 30 // characters; no known document has more than 20

export const documentNumberCopy = {
  'document_number.required': '请填写证件号码。',
  'document_number.length': '证件号码应该正好是 18 位，请对照证件看看是少了还是多了。',
  'document_number.old_identity_card': '这是 15 位的旧号码，已经停用，请填写现在身份证上的 18 位号码。',
  'document_number.identity_character': '证件号码前 17 位是数字，最后一位是数字或字母 X，请对照证件改一下。',
  'document_number.birth_date': '证件号码第 7 到 14 位是出生日期，填写的这一天并不存在，请对照证件再核一遍。',
  'document_number.birth_in_future':
    '证件号码第 7 到 14 位是出生日期，填写的这一天还没有到，请对照证件再核一遍。',
  'document_number.check_digit': '证件号码第 18 位不对，可能是其中有一位看错了，请对照证件再核一遍。',
  'document_number.hong_kong_macao_permit':
    '港澳居民来往内地通行证号码以字母 H 或 M 开头，后面是 8 位或 10 位数字，请对照证件再核一遍。',
  'document_number.residence_permit':
    '港澳台居民居住证号码是 18 位，以 810000、820000 或 830000 开头，请对照证件再核一遍。',
  'document_number.taiwan_permit':
    '台湾居民来往大陆通行证号码是 8 位数字，旧证是 10 位，请对照证件再核一遍。',
  'document_number.permanent_residence':
    '外国人永久居留身份证号码是以 9 开头的 18 位，旧证是 3 个字母加 12 位数字，请对照证件再核一遍。',
  'document_number.passport': '护照号码由 5 到 17 位字母和数字组成，请对照护照再核一遍。',
  'document_number.character': '证件号码只能有汉字、字母、数字和括号，请对照证件再核一遍。',
  'document_number.of_identity_card':
    '这是居民身份证一类证件的号码，证件类型请改成这张证件的那一种，例如「居民身份证」。',
  'document_number.too_short': '证件号码至少有 4 位，请对照证件看看是不是漏了。',
  'document_number.too_long': '证件号码最多 30 位，请对照证件看看是不是多填了。',
} as const satisfies Copy

export type DocumentNumberProblem = keyof typeof documentNumberCopy

/** What is wrong with a folded number whatever its document: the bounds that hold for all of them. */
export function anyDocumentNumberProblem(number: string): DocumentNumberProblem | undefined {
  if (number === '') return 'document_number.required'
  if (countCharacters(number) > LONGEST) return 'document_number.too_long'
  return /[^\p{Script=Han}A-Z0-9()]/u.test(number) ? 'document_number.character' : undefined
}

/**
 * What is wrong with a folded number for its type of document.
 *
 * @param today `YYYY-MM-DD`, for the birth dates inside
 */
export function documentNumberProblem(
  type: DocumentTypeCode,
  number: string,
  today: string,
): DocumentNumberProblem | undefined {
  return anyDocumentNumberProblem(number) ?? problemByType(type, number, today)
}

function problemByType(
  type: DocumentTypeCode,
  number: string,
  today: string,
): DocumentNumberProblem | undefined {
  switch (type) {
    case '01':
      return identityNumberProblem(number, today)
    case '04':
      return /^[HM]\d{8}(\d{2})?$/.test(number) ? undefined : 'document_number.hong_kong_macao_permit'
    case '05':
      if (!/^8[123]0000\d{11}[\dX]$/.test(number)) return 'document_number.residence_permit'
      return identityNumberProblem(number, today)
    case '06':
      return /^\d{8}(\d{2})?$/.test(number) ? undefined : 'document_number.taiwan_permit'
    case '07':
      if (/^[A-Z]{3}\d{12}$/.test(number)) return undefined
      if (!/^9\d{16}[\dX]$/.test(number)) return 'document_number.permanent_residence'
      return identityNumberProblem(number, today)
    case '08':
      return /^[A-Z0-9]{5,17}$/.test(number) ? undefined : 'document_number.passport'
    default:
      // Officers' cards (with a Chinese word before the digits), social security cards and others: no published form.
      // A citizen's number under one of them would make a second person of the same one.
      if (identityNumberProblem(number, today) === undefined) return 'document_number.of_identity_card'
      return countCharacters(number) < 4 ? 'document_number.too_short' : undefined
  }
}

/** A document's number, folded; whether it fits its type is asked by `documentMatches` on the whole form. */
export const DocumentNumber = /* @__PURE__ */ textField('证件号码', foldCode, anyDocumentNumberProblem)
