/** Sign-in by the province's service or by the electronic business licence, without registering first. */
import * as v from 'valibot'
import type { Refusal } from './refusal.ts'
import { ScanState } from './waiting.ts'

/** `trouble` is what keeps the state from being known just now, in words; asking again helps. */
export const LicenceWaiting = v.object({ status: ScanState, trouble: v.optional(v.string()) })
export type LicenceWaiting = v.InferOutput<typeof LicenceWaiting>

export type FederationReason =
  | 'federation_unknown'
  | 'federation_expired'
  | 'federation_used'
  | 'federation_cancelled'
  | 'federation_personal'
  | 'federation_too_often'
  | 'federation_again'
  | 'unit_name_contradicts'
  | 'unit_code_contradicts'
  | 'representative_contradicts'
  | 'unit_not_open'
  | 'not_an_operator'
  | 'licence_refused'
  | 'licence_trust_low'

/** `title` heads the page that the refusal is. */
export const federationRefusals: Record<FederationReason, Refusal & { title: string }> = {
  federation_unknown: {
    status: 403,
    title: '这次登录接不上',
    text: '这个登录不是从这个浏览器开始的，或者已经另外开始了一次，为了您的安全没有登录。请重新登录一次。',
  },
  federation_expired: {
    status: 410,
    title: '这次登录超过了时间',
    text: '从开始到现在时间太久，这次登录已经作废。请重新登录一次。',
  },
  federation_used: {
    status: 409,
    title: '这次登录已经用过了',
    text: '同一次登录只能用一回。如果您刚刚已经登录，请直接去单位中心；没有的话，请重新登录一次。',
  },
  federation_cancelled: {
    status: 403,
    title: '您没有登录江苏政务服务',
    text: '您在江苏政务服务那边选了不登录，大厅没有得到任何信息。想继续的话，请再登录一次，或者换一种方式。',
  },
  federation_personal: {
    status: 403,
    title: '这是个人账户，不能代表单位',
    text: '您在江苏政务服务用的是个人账户。请退出那边的个人账户，换成单位的法人账户再登录一次。',
  },
  federation_too_often: {
    status: 429,
    title: '登录太频繁了',
    text: '一分钟里登录的次数太多，这次没有受理。请过一分钟再试。',
  },
  federation_again: {
    status: 503,
    title: '这次没有登录成功',
    text: '同一家单位正有好几个人同时登录，这次没有轮到您。请再登录一次。',
  },
  unit_name_contradicts: {
    status: 409,
    title: '单位名称和大厅登记的不一样',
    text: '这个统一社会信用代码在大厅已经登记了另一个单位名称，为了安全没有登录，也没有新建单位。单位改过名的，请带营业执照到就近窗口更新；没有改过的，请拨打 12333。',
  },
  unit_code_contradicts: {
    status: 409,
    title: '统一社会信用代码和大厅登记的不一样',
    text: '大厅里已经有同名的单位，但统一社会信用代码不同，为了安全没有登录，也没有新建单位。请带营业执照到就近窗口核对，或者拨打 12333。',
  },
  representative_contradicts: {
    status: 409,
    title: '法定代表人和大厅登记的不一样',
    text: '这家单位在大厅登记的是另一位法定代表人，为了安全没有登录。法定代表人换过的，请带营业执照到就近窗口更新，更新以后就能登录。',
  },
  unit_not_open: {
    status: 403,
    title: '这家单位还没有在大厅开通',
    text: '第一次要由法定代表人本人登录，单位就开通了。请法定代表人用自己的账户登录一次，再给您授权。',
  },
  not_an_operator: {
    status: 403,
    title: '您还不是这家单位的操作员',
    text: '您的证件没有登记在这家单位名下，所以不能替它办事。请法定代表人登录大厅，给您授权，或者请他本人来办。',
  },
  licence_refused: {
    status: 403,
    title: '手机上没有同意',
    text: '持执照的人在手机上拒绝了这次登录，或者二维码已经失效。想继续的话，请换一个新的二维码。',
  },
  licence_trust_low: {
    status: 403,
    title: '这次确认的可信等级不够',
    text: '登录大厅要持执照的人在手机上刷脸确认。请换一个新的二维码，扫码以后选刷脸，再确认一次。',
  },
}
