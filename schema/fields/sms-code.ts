import type { Copy } from './copy-type.ts'
import { foldCode } from './text.ts'
import { textField } from './text-field.ts'

export const smsCodeCopy = {
  'sms_code.required': '请填写短信里的验证码。',
  'sms_code.format': '短信验证码是 6 位数字，请看一下收到的短信。',
} as const satisfies Copy

export function smsCodeProblem(code: string): keyof typeof smsCodeCopy | undefined {
  if (code === '') return 'sms_code.required'
  return /^\d{6}$/.test(code) ? undefined : 'sms_code.format'
}

/** The code from a text message, folded to six digits. */
export const SmsCode = /* @__PURE__ */ textField('短信验证码，6 位数字', foldCode, smsCodeProblem)
