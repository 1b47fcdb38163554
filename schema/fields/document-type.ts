import type { Copy } from './copy-type.ts'
import { foldCode } from './text.ts'
import { textField } from './text-field.ts'

/**
 * Document types by the codes of the human-resources authority. Sources give the residence permit of Hong Kong,
 * Macao and Taiwan residents differing codes; 05 is the free one beside its siblings, so it stands here.
 */
export const DOCUMENT_TYPES = {
  '01': '居民身份证',
  '02': '军官证',
  '03': '武警警官证',
  '04': '港澳居民来往内地通行证',
  '05': '港澳台居民居住证',
  '06': '台湾居民来往大陆通行证',
  '07': '外国人永久居留身份证',
  '08': '外国人护照',
  '90': '社会保障卡',
  '99': '其他证件',
} as const

export type DocumentTypeCode = keyof typeof DOCUMENT_TYPES

export const documentTypeCopy = {
  'document_type.required': '请选择证件类型。',
  'document_type.unknown': '这个证件类型不在列表里，请从列表里重新选择。',
} as const satisfies Copy

export function isDocumentType(code: string): code is DocumentTypeCode {
  return Object.hasOwn(DOCUMENT_TYPES, code)
}

/** In the order of the codes, for a drop-down list. */
export function documentTypes(): { code: DocumentTypeCode; label: string }[] {
  // Keys like '90' are array indexes to JavaScript and would come before '01'.
  const codes = Object.keys(DOCUMENT_TYPES).filter(isDocumentType).sort()
  return codes.map((code) => ({ code, label: DOCUMENT_TYPES[code] }))
}

export function documentTypeProblem(code: string): keyof typeof documentTypeCopy | undefined {
  if (code === '') return 'document_type.required'
  return isDocumentType(code) ? undefined : 'document_type.unknown'
}

/** A document type's code, two digits; `DOCUMENT_TYPES` has the labels. */
export const DocumentType = /* @__PURE__ */ textField('证件类型代码，两位数字', foldCode, documentTypeProblem)
