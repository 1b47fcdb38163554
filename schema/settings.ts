/** An operator's own account for a unit: password, mobile, delivery addresses. */
import * as v from 'valibot'
import { CurrentPassword } from './fields/current-password.ts'
import { DeliveryDetail, DeliveryRegion } from './fields/delivery.ts'
import { missing } from './fields/missing.ts'
import { Mobile } from './fields/mobile.ts'
import { Password, PasswordRepeat, passwordsMatch } from './fields/password.ts'
import { PersonName } from './fields/person-name.ts'
import { SmsCode } from './fields/sms-code.ts'

export const ChangePassword = v.pipe(
  v.object({ oldPassword: CurrentPassword, password: Password, passwordRepeat: PasswordRepeat }, missing),
  passwordsMatch('password', 'passwordRepeat'),
)
export type ChangePassword = v.InferOutput<typeof ChangePassword>

/** The new number, and the code that was sent to it. */
export const ChangeMobile = v.object({ mobile: Mobile, smsCode: SmsCode }, missing)
export type ChangeMobile = v.InferOutput<typeof ChangeMobile>

/** Where parcels go. `preferred`: taken where nothing else is said. */
export const SaveAddress = v.object(
  {
    name: PersonName,
    mobile: Mobile,
    region: DeliveryRegion,
    detail: DeliveryDetail,
    preferred: v.optional(v.literal('yes')),
  },
  missing,
)
export type SaveAddress = v.InferOutput<typeof SaveAddress>

export const MOST_ADDRESSES = 10

/** As the manual names them. */
export const mobileSteps = ['人脸识别', '填写新的移动电话', '修改成功'] as const
