/** Personal accounts: sign-in, what a person sees of their own data, and their sessions. */
import * as v from 'valibot'
import { CurrentPassword } from './fields/current-password.ts'
import { Household } from './fields/household.ts'
import { missing } from './fields/missing.ts'
import { PersonIdentifier } from './fields/sign-in-names.ts'
import type { Refusal } from './refusal.ts'
import { Role } from './session.ts'

/** `person`: the document number or mobile that the person registered with. */
export const PersonSignIn = v.object({ person: PersonIdentifier, password: CurrentPassword }, missing)
export type PersonSignIn = v.InferOutput<typeof PersonSignIn>

export const SetHousehold = v.object({ household: Household }, missing)
export type SetHousehold = v.InferOutput<typeof SetHousehold>

/** How a person signed in. */
export const PersonWay = v.picklist(['password', 'app'])
export type PersonWay = v.InferOutput<typeof PersonWay>

/** Times are ISO 8601 in UTC. The name is masked (李**). */
export const PersonSession = v.object({
  name: v.string(),
  way: PersonWay,
  amr: v.array(v.string()),
  signedInAt: v.string(),
  idleAt: v.string(),
  endsAt: v.string(),
})
export type PersonSession = v.InferOutput<typeof PersonSession>

/** A unit that the person acts for. */
export const ActsFor = v.object({ name: v.string(), unitNumber: v.string(), role: Role })
export type ActsFor = v.InferOutput<typeof ActsFor>

/** Own data, masked: name 李**, document *****6011, mobile 1*****82. */
export const Person = v.object({
  name: v.string(),
  documentType: v.string(),
  documentNumber: v.string(),
  mobile: v.string(),
  /** A code; null until the person chose one. */
  household: v.nullable(v.string()),
  units: v.array(ActsFor),
})
export type Person = v.InferOutput<typeof Person>

export const PersonSessionList = v.object({
  sessions: v.array(
    v.object({
      id: v.string(),
      device: v.string(),
      place: v.string(),
      way: PersonWay,
      signedInAt: v.string(),
      seenAt: v.string(),
      current: v.boolean(),
    }),
  ),
})
export type PersonSessionList = v.InferOutput<typeof PersonSessionList>

export type PersonSignInReason = 'person_sign_in_wrong' | 'person_sign_in_locked' | 'person_sign_in_too_often'

// One sentence for an unknown person and a wrong password: it tells nobody who exists.
export const personSignInRefusals: Record<PersonSignInReason, Refusal> = {
  person_sign_in_wrong: {
    status: 401,
    text: '证件号码、手机号码或密码对不上，请核对后再试。连续输错 5 次，这个账号会锁定 30 分钟。',
  },
  person_sign_in_locked: {
    status: 423,
    text: '这个账号连续输错了 5 次，为了安全已锁定 30 分钟，期间密码正确也不能登录。请半小时后再来。',
  },
  person_sign_in_too_often: { status: 429, text: '登录太频繁了，请等一分钟再试。您填的内容都在。' },
}

export type PersonReason = 'person_not_signed_in' | 'person_session_unknown'

export const personRefusals: Record<PersonReason, Refusal> = {
  person_not_signed_in: {
    status: 401,
    text: '您还没有登录个人账号，或者登录已经结束。请登录后再继续。',
  },
  person_session_unknown: {
    status: 404,
    text: '没有找到这个登录记录，它可能已经结束了。请刷新页面看最新的列表。',
  },
}
