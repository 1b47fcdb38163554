import type { Copy } from './copy-type.ts'
import { foldCode } from './text.ts'
import { textField } from './text-field.ts'

export const mobileCopy = {
  'mobile.required': '请填写手机号码。',
  'mobile.length': '手机号码应该正好是 11 位，请看看是少了还是多了。',
  'mobile.format': '手机号码是以 1 开头的 11 位数字，请再核对一下。',
} as const satisfies Copy

/** Folds a mobile number and takes off the country code in the ways people write it: +86, (86), 0086, 86. */
export function foldMobile(typed: string): string {
  return foldCode(typed)
    .replace(/[()]/g, '')
    .replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')
}

/** Whether a folded text is a mobile number of the mainland. */
export function isMobile(text: string): boolean {
  return /^1[3-9]\d{9}$/.test(text)
}

export function mobileProblem(mobile: string): keyof typeof mobileCopy | undefined {
  if (mobile === '') return 'mobile.required'
  if (isMobile(mobile)) return undefined
  return /^1[3-9]\d*$/.test(mobile) ? 'mobile.length' : 'mobile.format'
}

/** A mobile number of the mainland, folded to 11 digits. */
export const Mobile = /* @__PURE__ */ textField('手机号码，11 位', foldMobile, mobileProblem)
