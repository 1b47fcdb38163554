/** Registration of a person and of a unit: the same four steps with other first and last pages. */
import * as v from 'valibot'
import { FaceMethod } from './challenges.ts'
import { CreditCode } from './fields/credit-code.ts'
import { documentFields, documentMatches } from './fields/document-fields.ts'
import { missing } from './fields/missing.ts'
import { Mobile } from './fields/mobile.ts'
import { Password, PasswordRepeat, passwordsMatch } from './fields/password.ts'
import { PersonName } from './fields/person-name.ts'
import { SmsCode } from './fields/sms-code.ts'
import { UnitName } from './fields/unit-name.ts'
import type { Refusal } from './refusal.ts'

/** The agreement, and the separate consent to identity and face data that the PIPL (articles 14 and 29) asks for. */
const ticks = { agreement: ticked('agreement.required'), consent: ticked('consent.required') }

/** A box that must be ticked: `true` in JSON, `yes` from a form. */
function ticked(code: string) {
  return v.union([v.literal(true), v.literal('yes')], code)
}

export const tickCopy = {
  'agreement.required': '请先阅读用户注册协议，同意的话请打勾。',
  'consent.required': '核对身份需要您单独同意处理身份和人脸信息，同意的话请打勾。',
} as const

export const StartPerson = v.pipe(
  v.object({ name: PersonName, ...documentFields, ...ticks }, missing),
  documentMatches('documentType', 'documentNumber'),
)
export type StartPerson = v.InferOutput<typeof StartPerson>

/** `name` and the document are the legal representative's. */
export const StartUnit = v.pipe(
  v.object(
    { creditCode: CreditCode, unitName: UnitName, ...documentFields, name: PersonName, ...ticks },
    missing,
  ),
  documentMatches('documentType', 'documentNumber'),
)
export type StartUnit = v.InferOutput<typeof StartUnit>

export const SetAccount = v.pipe(
  v.object({ mobile: Mobile, smsCode: SmsCode, password: Password, passwordRepeat: PasswordRepeat }, missing),
  passwordsMatch('password', 'passwordRepeat'),
)
export type SetAccount = v.InferOutput<typeof SetAccount>

export const RegistrationKind = v.picklist(['person', 'unit'])
export type RegistrationKind = v.InferOutput<typeof RegistrationKind>

/** The steps that the server knows of; step one is over once a registration exists. */
export const RegistrationStep = v.picklist(['face', 'account', 'done'])
export type RegistrationStep = v.InferOutput<typeof RegistrationStep>

export const Registration = v.object({
  kind: RegistrationKind,
  step: RegistrationStep,
  /** ISO 8601: ten minutes after step one. */
  expiresAt: v.string(),
  faceMethods: v.array(FaceMethod),
  /** Once done, for a unit: the eight digits to sign in with beside the credit code. */
  unitNumber: v.optional(v.string()),
})
export type Registration = v.InferOutput<typeof Registration>

export const stepNames: Record<RegistrationKind, readonly string[]> = {
  person: ['填写个人信息', '本人认证', '设置账户', '完成注册'],
  unit: ['填写单位信息', '法定代表人认证', '填写账户信息', '完成注册'],
}

export type RegistrationReason =
  | 'unit_registered'
  | 'person_registered'
  | 'person_unknown'
  | 'name_mismatch'
  | 'identity_mismatch'
  | 'mobile_taken'
  | 'password_common'
  | 'registration_too_often'

export const registrationRefusals: Record<RegistrationReason, Refusal> = {
  unit_registered: {
    status: 409,
    field: 'creditCode',
    text: '这家单位已经注册过，请直接登录。忘了密码、或只有老网办大厅账号的，请看「登录不了怎么办」。',
  },
  person_registered: {
    status: 409,
    field: 'documentNumber',
    text: '这个证件已经注册过个人账号，不用再注册。要为单位注册，请直接去「单位注册」。',
  },
  person_unknown: {
    status: 409,
    field: 'documentNumber',
    text: '法定代表人还没有个人账号。请本人先完成个人实名注册，再回来注册单位。',
  },
  name_mismatch: {
    status: 409,
    field: 'name',
    text: '姓名和这个证件在个人账号里登记的不一样，请对照证件核对；改过名的，请本人先更新个人信息。',
  },
  identity_mismatch: {
    status: 409,
    field: 'documentNumber',
    text: '姓名和身份证号码对不上，请对照身份证再核一遍。都没有错的话，请带身份证到就近窗口办理。',
  },
  mobile_taken: {
    status: 409,
    field: 'mobile',
    text: '这个手机号码已经用在另一个账号上，请换一个本人的号码。',
  },
  password_common: { status: 422, field: 'password', text: '这个密码太常见，别人很容易猜到，请换一个。' },
  registration_too_often: { status: 429, text: '提交得太频繁了，请过一分钟再试。您填的内容都在。' },
}
