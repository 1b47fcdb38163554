/** The counter: clerks sign in, open a unit's account for whoever brought a letter, and administer embedding clients. */
import * as v from 'valibot'
import { type CounterFieldReason, type counterCopy, counterFieldRefusals } from './counter-refusals.ts'
import { CreditCode } from './fields/credit-code.ts'
import { CurrentPassword } from './fields/current-password.ts'
import { documentFields, documentMatches } from './fields/document-fields.ts'
import { missing } from './fields/missing.ts'
import { Mobile } from './fields/mobile.ts'
import { Password, PasswordRepeat, passwordsMatch } from './fields/password.ts'
import { PersonName } from './fields/person-name.ts'
import { SmsCode } from './fields/sms-code.ts'
import { dropInvisible, foldCode, toHalfWidth } from './fields/text.ts'
import { textField } from './fields/text-field.ts'
import { UnitName } from './fields/unit-name.ts'
import type { Refusal } from './refusal.ts'

type Code = keyof typeof counterCopy

const LONGEST_LOGIN_NAME = 40

/** Checked loosely, for the form says the same of every name that does not get in. */
export const LoginName = /* @__PURE__ */ textField(
  '窗口人员的登录名',
  (typed) => dropInvisible(toHalfWidth(typed)).trim().toLowerCase(),
  (name): Code | undefined => {
    if (name === '') return 'login_name.required'
    return name.length > LONGEST_LOGIN_NAME ? 'login_name.format' : undefined
  },
)

/** What the authenticator shows now (RFC 6238), six digits. */
export const Totp = /* @__PURE__ */ textField('动态口令，6 位数字', foldCode, (code): Code | undefined => {
  if (code === '') return 'totp.required'
  return /^\d{6}$/.test(code) ? undefined : 'totp.format'
})

export const ClerkSignIn = v.object({ loginName: LoginName, password: CurrentPassword, totp: Totp }, missing)
export type ClerkSignIn = v.InferOutput<typeof ClerkSignIn>

/** No other can be opened at the counter: handlers are opened by their own unit. */
export type OpenedRole = 'legal_representative' | 'administrator'

/** What an account is opened for. `successor`: the unit has another legal representative now, who takes the old one's place. */
export const OpeningKind = v.picklist(['legal_representative', 'administrator', 'successor'], 'role.required')
export type OpeningKind = v.InferOutput<typeof OpeningKind>

export const LETTER_MAX_BYTES = 10 * 1024 * 1024
export const letterTypes = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' } as const
export type LetterType = keyof typeof letterTypes

/** Whatever its name and its claimed type: those are never looked at. */
const Letter = v.custom<File>((value) => value instanceof File && value.size > 0, 'letter.required')

export const OpenAtCounter = v.pipe(
  v.object(
    {
      role: OpeningKind,
      creditCode: CreditCode,
      unitName: UnitName,
      ...documentFields,
      name: PersonName,
      mobile: Mobile,
      letter: Letter,
    },
    missing,
  ),
  documentMatches('documentType', 'documentNumber'),
)
export type OpenAtCounter = v.InferOutput<typeof OpenAtCounter>

/** Whom the counter opened sets a password of their own with the code that their mobile was sent. */
export const Activate = v.pipe(
  v.object(
    {
      creditCode: CreditCode,
      mobile: Mobile,
      smsCode: SmsCode,
      password: Password,
      passwordRepeat: PasswordRepeat,
    },
    missing,
  ),
  passwordsMatch('password', 'passwordRepeat'),
)
export type Activate = v.InferOutput<typeof Activate>

export const clerkRoleNames = { clerk: '窗口人员', administrator: '系统管理员' } as const

export type CounterReason =
  | CounterFieldReason
  | 'counter_sign_in_wrong'
  | 'counter_sign_in_locked'
  | 'counter_sign_in_too_often'
  | 'opening_person_differs'
  | 'opening_refused'
  | 'activation_wrong'
  | 'activation_too_often'

export const counterRefusals: Record<CounterReason, Refusal> = {
  ...counterFieldRefusals,
  counter_sign_in_wrong: {
    status: 401,
    text: '登录名、密码或动态口令对不上，没有登录。每个动态口令只能用一次，用过的请等它换了再试。连续输错 5 次，账号会锁定 30 分钟。',
  },
  counter_sign_in_locked: {
    status: 423,
    text: '连续输错 5 次，这个账号锁定 30 分钟，到时自动解开。不是您本人在试的话，请马上告诉管理员。',
  },
  counter_sign_in_too_often: { status: 429, text: '一分钟内试得太多，没有受理。请过一分钟再试。' },
  opening_person_differs: {
    status: 409,
    text: '姓名或手机号码和这个人注册个人账号时的不一样，没有开通。请对照证件核对姓名，手机号码请用注册时的那一个。',
  },
  opening_refused: {
    status: 409,
    text: '刚才有人为同一个单位办了同样的事，这一次没有开通，也没有留下文件。请核对单位的情况后再办。',
  },
  activation_wrong: {
    status: 409,
    text: '单位、手机号码和验证码对不上，或者验证码已经失效，密码没有设置。验证码 5 分钟内有效、只能用一次；过期了，请让窗口重新发送。',
  },
  activation_too_often: { status: 429, text: '提交得太频繁了，请过一分钟再试。' },
}

/** When the session now ends if nothing more happens, ISO 8601. */
export const ClerkRenewed = v.object({ idleAt: v.string() })

export const clerkSessionRefusals: Record<'clerk_not_signed_in', Refusal> = {
  clerk_not_signed_in: { status: 401, text: '您还没有登录窗口，或者登录已经结束。请重新登录后再继续。' },
}
