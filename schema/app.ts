/** What the government app's backend asks of the hall: scanned codes, and a person it vouches for. */
import * as v from 'valibot'
import { FaceStatus } from './challenges.ts'
import { missing } from './fields/missing.ts'
import type { Refusal } from './refusal.ts'

/** What the phone shows before the person agrees: what for, for which unit, and who asks from where. */
export const Scan = v.object({
  purpose: v.picklist(['face']),
  title: v.string(),
  site: v.string(),
  /** The unit that is registered, where one is. */
  unitName: v.optional(v.string()),
  /** Browser and place that asked, in words. */
  device: v.string(),
  place: v.string(),
  /** ISO 8601. */
  expiresAt: v.string(),
})
export type Scan = v.InferOutput<typeof Scan>

/**
 * The person, asserted by the app: a JWT (RFC 7519) signed with a key of the client's JWKS; `iss` the client,
 * `aud` the hall's issuer, `iat` and `exp` at most a minute apart, `jti` used once, `scan` the code that was
 * scanned, `person` as in `AssertedPerson`, `amr` holding `face` where a face was verified (RFC 8176).
 */
export const ConfirmScan = v.object({ personAssertion: v.pipe(v.string(), v.maxLength(4096)) }, missing)

export const RefuseScan = v.object(
  { personAssertion: v.pipe(v.string(), v.maxLength(4096)), reason: v.picklist(['cancelled', 'failed']) },
  missing,
)

export const AssertedPerson = v.object({
  name: v.string(),
  documentType: v.string(),
  documentNumber: v.string(),
})

export const ScanSettled = v.object({ status: FaceStatus })

export type AppReason =
  | 'scan_unknown'
  | 'scan_expired'
  | 'scan_settled'
  | 'assertion_invalid'
  | 'scan_other_person'

export const appRefusals: Record<AppReason, Refusal> = {
  scan_unknown: { status: 404, text: '没有认出这个二维码，请刷新电脑上的页面，重新扫一次。' },
  scan_expired: { status: 410, text: '这个二维码过期了，请刷新电脑上的页面，重新扫一次。' },
  scan_settled: { status: 409, text: '这个二维码已经用过了，请刷新电脑上的页面，重新扫一次。' },
  assertion_invalid: { status: 401, text: '手机应用没有证明您是谁，请重新打开应用再扫一次。' },
  scan_other_person: {
    status: 409,
    text: '电脑上填的不是您本人的证件。请让填写的那位本人来扫，或在电脑上返回修改。',
  },
}
