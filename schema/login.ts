/** Sign-in of a unit's operator by password. */
import * as v from 'valibot'
import { CurrentPassword } from './fields/current-password.ts'
import { missing } from './fields/missing.ts'
import { PersonIdentifier, UnitIdentifier } from './fields/sign-in-names.ts'
import type { Refusal } from './refusal.ts'

/**
 * - `unit`: credit code, unit number or institution number.
 * - `person`: document number or mobile of the operator.
 */
export const SignIn = v.object(
  { unit: UnitIdentifier, person: PersonIdentifier, password: CurrentPassword },
  missing,
)
export type SignIn = v.InferOutput<typeof SignIn>

export type SignInReason = 'sign_in_wrong' | 'sign_in_locked' | 'sign_in_too_often' | 'sign_in_not_in_term'

// One sentence for an unknown unit, an unknown person and a wrong password: it tells nobody who exists.
export const signInRefusals: Record<SignInReason, Refusal> = {
  sign_in_wrong: {
    status: 401,
    text: '单位、证件号码或密码对不上，请核对后再试。连续输错 5 次，这个账号会锁定 30 分钟。',
  },
  sign_in_locked: {
    status: 423,
    text: '这个账号连续输错了 5 次，为了安全已锁定 30 分钟，期间密码正确也不能登录。请半小时后再来；记不清密码的，请看「忘记密码」里的办法。',
  },
  sign_in_not_in_term: {
    status: 403,
    text: '密码是对的，但是您的授权现在不在有效期内，或者已经暂停，所以没有登录。请联系本单位的法定代表人或管理员更新授权。',
  },
  sign_in_too_often: { status: 429, text: '登录太频繁了，请等一分钟再试。您填的内容都在。' },
}
