import type { Copy } from './copy-type.ts'
import { countCharacters, foldLine } from './text.ts'
import { textField } from './text-field.ts'

const SHORTEST = 2 // characters
const LONGEST = 50 // characters; long transliterated names reach the thirties

export const personNameCopy = {
  'person_name.required': '请填写姓名。',
  'person_name.length': '姓名应该是 2 到 50 个字，请和证件上的姓名保持一致。',
  'person_name.character': '姓名只能用汉字和间隔点，或者和护照一样全用外文字母，请和证件保持一致。',
} as const satisfies Copy

/** Every dot that input methods and documents put between the parts of a name. */
const DOTS = /\s*[·•‧∙⋅・･●᛫]\s*/g
const DOT_BETWEEN_HAN = /(\p{Script=Han})\s*\.\s*(?=\p{Script=Han})/gu
const SPACE_BESIDE_HAN = /(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu

/** Folds a name: half width, `·` (U+00B7) as the only middle dot, no spaces in Chinese, single ones in Latin. */
export function foldPersonName(typed: string): string {
  return foldLine(typed)
    .replace(DOTS, '·')
    .replace(DOT_BETWEEN_HAN, '$1·')
    .replace(SPACE_BESIDE_HAN, '')
    .replace(/[‘’`´]/g, "'")
}

export function personNameProblem(name: string): keyof typeof personNameCopy | undefined {
  if (name === '') return 'person_name.required'
  const chinese = /^\p{Script=Han}+(?:·\p{Script=Han}+)*$/u
  const latin = /^\p{Script=Latin}[\p{Script=Latin}\p{M} .,'·-]*$/u
  if (!chinese.test(name) && !latin.test(name)) return 'person_name.character'
  const length = countCharacters(name)
  return length < SHORTEST || length > LONGEST ? 'person_name.length' : undefined
}

/**
 * Whether two names are the same person's name: however its dots and spaces were typed, and for Latin names in
 * whatever case and punctuation. Empty names are the same as nothing.
 */
export function samePersonName(a: string, b: string): boolean {
  const key = comparableName(a)
  return key !== '' && key === comparableName(b)
}

/** What is left of a name when spelling habits are taken away; equal for names that are the same person's. */
export function comparableName(name: string): string {
  return foldPersonName(name)
    .toUpperCase()
    .replace(/[ .,'-]/g, '')
}

/** A person's name as on the document. */
export const PersonName = /* @__PURE__ */ textField('姓名，2 到 50 个字', foldPersonName, personNameProblem)
