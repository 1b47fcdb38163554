/** What the government app's backend asks of the hall: scanned codes, and a person it vouches for. */
import * as v from 'valibot'
import { FaceStatus } from './challenges.ts'
import { missing } from './fields/missing.ts'
import { UnitNumber } from './fields/unit-number.ts'
import { ActsFor } from './people.ts'
import type { Refusal } from './refusal.ts'
import { ScanState } from './waiting.ts'

/** What the phone shows before the person agrees: what for, for which unit, and who asks from where. */
export const Scan = v.object({
  /** A face for something done on a page, or signing in on that page. */
  purpose: v.picklist(['face', 'sign_in']),
  title: v.string(),
  site: v.string(),
  /** The unit that is registered, where one is. */
  unitName: v.optional(v.string()),
  /** To whose account a sign-in leads: a unit's, which the person chooses, or the person's own. */
  account: v.optional(v.picklist(['unit', 'person'])),
  /** The only unit that it may be confirmed for, where the page has proved one by a CA key. */
  unitNumber: v.optional(v.string()),
  /** Only the legal representative may confirm it, and by their face. */
  representativeOnly: v.optional(v.boolean()),
  /** The other site that learns who signed in, where it is one. */
  portalName: v.optional(v.string()),
  /** Browser and place that asked, in words. */
  device: v.string(),
  place: v.string(),
  /** ISO 8601. */
  expiresAt: v.string(),
})
export type Scan = v.InferOutput<typeof Scan>

/** What a person does in the app itself, without a code of the hall's pages. */
export type AppAct =
  | 'list_units'
  | 'set_password'
  | 'register_unit'
  | 'list_grants'
  | 'confirm_grant'
  | 'decline_grant'

/** The person, asserted by the app; `claims` is what this one thing asks for beside the person. */
const assertionOf = (claims: string) =>
  v.pipe(
    v.string(),
    v.maxLength(4096),
    v.description(
      `A JWT (RFC 7519) signed by ES256 with a key of the client: iss the client, aud the issuer of the hall, iat and exp ` +
        `at most a minute apart, a jti of 8 to 128 characters used once (sent again it is refused, so nothing is done ` +
        `twice), person {name, documentType, documentNumber}, ${claims}`,
    ),
  )

const FACE = 'auth_time when the face was verified, at most five minutes ago'

export const assertionFor = (act: AppAct, unit: string) =>
  assertionOf(`act ${act}, unit ${unit}, amr with face, and ${FACE}.`)

const assertionToList = (act: AppAct) =>
  assertionOf(`act ${act}, and amr: what was proved to the app (RFC 8176).`)

export const ListUnits = v.object({ personAssertion: assertionToList('list_units') }, missing)
export const ListGrants = v.object({ personAssertion: assertionToList('list_grants') }, missing)

/** `unitNumber`: which unit to sign in for; may be left out by whoever acts for one only. */
export const ConfirmScan = v.object(
  {
    personAssertion: assertionOf(
      `scan the code that was scanned, and amr: what was proved to the app (RFC 8176), for a sign-in at least one, for a ` +
        `face and to bind a CA key face. With face comes ${FACE}; an older one does not count.`,
    ),
    unitNumber: v.optional(UnitNumber),
  },
  missing,
)

export const RefuseScan = v.object(
  {
    personAssertion: assertionOf('scan the code that was scanned, and amr, which may be empty.'),
    reason: v.picklist(['cancelled', 'failed']),
  },
  missing,
)

/** Units that a person acts for. */
export const MyUnits = v.object({ units: v.array(ActsFor) })
export type MyUnits = v.InferOutput<typeof MyUnits>

export const AssertedPerson = v.object({
  name: v.string(),
  documentType: v.string(),
  documentNumber: v.string(),
})

/** How the page now stands that showed the code. */
export const ScanSettled = v.object({ status: v.union([FaceStatus, ScanState]) })

export type AppReason =
  | 'scan_unknown'
  | 'scan_expired'
  | 'scan_settled'
  | 'assertion_invalid'
  | 'scan_other_person'
  | 'app_person_unknown'
  | 'app_no_unit'
  | 'app_choose_unit'
  | 'app_other_unit'
  | 'app_not_of_key'
  | 'app_representative_only'
  | 'app_face_first'
  | 'app_face_needed'

export const appRefusals: Record<AppReason, Refusal> = {
  scan_unknown: { status: 404, text: '没有认出这个二维码，请刷新电脑上的页面，重新扫一次。' },
  scan_expired: { status: 410, text: '这个二维码过期了，请刷新电脑上的页面，重新扫一次。' },
  scan_settled: { status: 409, text: '这个二维码已经用过了，请刷新电脑上的页面，重新扫一次。' },
  assertion_invalid: { status: 401, text: '手机应用没有证明您是谁，请重新打开应用再扫一次。' },
  scan_other_person: {
    status: 409,
    text: '电脑上填的不是您本人的证件。请让填写的那位本人来扫，或在电脑上返回修改。',
  },
  app_person_unknown: {
    status: 409,
    text: '您还没有在大厅注册个人账号，或者登记的姓名不一样。请先在大厅首页做个人注册。',
  },
  app_no_unit: {
    status: 409,
    text: '您现在不代表任何单位，所以没有登录。法定代表人请先做单位注册，其他人请让单位先给您授权。',
  },
  app_choose_unit: { status: 409, text: '您代表的单位不止一家，请选好这次替哪一家登录，再确认。' },
  app_other_unit: { status: 403, text: '您现在不代表这家单位，所以没有登录。请重新扫码，选列表里的单位。' },
  app_not_of_key: {
    status: 403,
    text: '电脑上用的是另一家单位的 CA 证书，您现在不代表那家单位，所以没有确认。请让那家单位的操作员来扫。',
  },
  app_representative_only: {
    status: 403,
    text: '绑定一张 CA 证书，要单位的法定代表人本人来扫码确认。请让法定代表人用自己的手机再扫一次。',
  },
  app_face_first: {
    status: 403,
    text: '绑定一张 CA 证书要先刷脸。请在手机上刷脸通过以后，再点确认。',
  },
  app_face_needed: {
    status: 401,
    text: '这件事要本人刚刚刷过脸才能办，刷脸过了 5 分钟也要重来。请在手机应用里重新刷脸，再提交一次。',
  },
}
