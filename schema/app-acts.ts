/** What a person does in the government app itself: setting a password, and registering the unit that they represent. */
import * as v from 'valibot'
import { appRefusals, assertionFor } from './app.ts'
import { CreditCode } from './fields/credit-code.ts'
import { missing } from './fields/missing.ts'
import { Password } from './fields/password.ts'
import { UnitName } from './fields/unit-name.ts'
import { UnitNumber } from './fields/unit-number.ts'
import { newPasswordRefusals } from './passwords.ts'
import type { Refusal } from './refusal.ts'
import { registrationRefusals } from './registration.ts'

const personAssertion = 'eyJhbGciOiJFUzI1NiIsImtpZCI6ImsxIn0.eyJpc3MiOiJnb3Zlcm5tZW50LWFwcCJ9.c2lnbmF0dXJl'
const unitNumber = '34150268'
const unitName = '南京示例科技有限公司'
const password = 'Plum#2026blossom'

export const SetPasswordInApp = v.pipe(
  v.object(
    {
      personAssertion: assertionFor('set_password', 'the unit number'),
      unitNumber: UnitNumber,
      password: Password,
    },
    missing,
  ),
  v.examples([{ personAssertion, unitNumber, password }]),
)
export type SetPasswordInApp = v.InferOutput<typeof SetPasswordInApp>

export const PasswordSet = v.pipe(
  v.object({ unitName: v.string(), unitNumber: v.string() }),
  v.examples([{ unitName, unitNumber }]),
)
export type PasswordSet = v.InferOutput<typeof PasswordSet>

/** `agreement`: the user agreement and the statement on personal data were shown in the app and agreed to. */
export const RegisterUnitInApp = v.pipe(
  v.object(
    {
      personAssertion: assertionFor('register_unit', 'the credit code'),
      creditCode: CreditCode,
      unitName: UnitName,
      password: Password,
      agreement: v.literal(true, 'agreement.required'),
    },
    missing,
  ),
  v.examples([
    { personAssertion, creditCode: '91320100MA10000250', unitName, password, agreement: true as const },
  ]),
)
export type RegisterUnitInApp = v.InferOutput<typeof RegisterUnitInApp>

/** The number to sign in with beside the credit code. */
export const UnitRegistered = PasswordSet
export type UnitRegistered = PasswordSet

export type AppProofReason =
  | 'app_assertion_wrong'
  | 'app_face_needed'
  | 'app_person_unknown'
  | 'app_too_often'

// Of this act and not of a scan, so nothing here speaks of codes.
export const proofRefusals: Record<AppProofReason, Refusal> = {
  app_assertion_wrong: {
    status: 401,
    text: '手机应用没有证明您是谁，这次没有办理。请退出应用，重新打开后再办一次。',
  },
  app_face_needed: appRefusals.app_face_needed,
  app_person_unknown: {
    status: 409,
    text: '您还没有在大厅注册个人账号，或者登记的姓名不一样。请先在大厅首页做个人注册。',
  },
  app_too_often: { status: 429, text: '提交得太频繁了，请等一分钟再试。' },
}

export type AppPasswordReason =
  | AppProofReason
  | keyof typeof newPasswordRefusals
  | 'app_not_your_unit'
  | 'password_just_changed'

/** One sentence for a unit that does not exist and for one of others: it tells nobody which units there are. */
export const appPasswordRefusals: Record<AppPasswordReason, Refusal> = {
  ...proofRefusals,
  ...newPasswordRefusals,
  app_not_your_unit: {
    status: 404,
    field: 'unitNumber',
    text: '您关联的单位里没有这一家，密码没有改。请核对单位编号；单位还没有给您授权的，请先让单位办理授权。',
  },
  password_just_changed: {
    status: 409,
    text: '这个密码刚刚在别处改过，这次没有再改。不是您本人改的，请马上再设置一次。',
  },
}

export type AppUnitReason = AppProofReason | 'unit_registered' | 'password_common'

export const appUnitRefusals: Record<AppUnitReason, Refusal> = {
  ...proofRefusals,
  unit_registered: registrationRefusals.unit_registered,
  password_common: newPasswordRefusals.password_common,
}
