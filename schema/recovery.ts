/** Recovery: a legal representative who has forgotten the password proves who they are and sets a new one. */
import * as v from 'valibot'
import { CreditCode } from './fields/credit-code.ts'
import { documentFields, documentMatches } from './fields/document-fields.ts'
import { missing } from './fields/missing.ts'
import { Mobile } from './fields/mobile.ts'
import { Password, PasswordRepeat, passwordsMatch } from './fields/password.ts'
import { PersonName } from './fields/person-name.ts'
import { SmsCode } from './fields/sms-code.ts'
import type { Refusal } from './refusal.ts'

/** `name` and the document are the legal representative's. */
export const StartRecovery = v.pipe(
  v.object({ creditCode: CreditCode, ...documentFields, name: PersonName }, missing),
  documentMatches('documentType', 'documentNumber'),
)
export type StartRecovery = v.InferOutput<typeof StartRecovery>

/** The mobile that the legal representative signs in with, proved by a code sent to it. */
export const ProveMobile = v.object({ mobile: Mobile, smsCode: SmsCode }, missing)
export type ProveMobile = v.InferOutput<typeof ProveMobile>

export const NewPassword = v.pipe(
  v.object({ password: Password, passwordRepeat: PasswordRepeat }, missing),
  passwordsMatch('password', 'passwordRepeat'),
)
export type NewPassword = v.InferOutput<typeof NewPassword>

export const RecoveryStep = v.picklist(['puzzle', 'proof', 'password', 'done'])
export type RecoveryStep = v.InferOutput<typeof RecoveryStep>

/** As the manual names them; the puzzle belongs to the first. */
export const recoverySteps = ['填写账号', '本人认证', '设置新密码', '完成修改'] as const

export type RecoveryReason = 'recovery_no_match' | 'recovery_too_often'

export const recoveryRefusals: Record<RecoveryReason, Refusal> = {
  // Only ever said to somebody who has proved a face or a mobile, and the same whatever does not match.
  recovery_no_match: {
    status: 409,
    text: '您已经通过认证，但填写的单位、证件和姓名，和任何一个法定代表人账号都对不上，密码没有改动。',
  },
  recovery_too_often: { status: 429, text: '提交得太频繁了，请过一分钟再试。您填的内容都在。' },
}
