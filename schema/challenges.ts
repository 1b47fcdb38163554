/** What a person is asked to prove on the way: a face, and a mobile by SMS code. */
import * as v from 'valibot'
import { missing } from './fields/missing.ts'
import { Mobile } from './fields/mobile.ts'
import type { Refusal } from './refusal.ts'

export const FaceMethod = v.picklist(['alipay', 'app'], 'face_method.required')
export type FaceMethod = v.InferOutput<typeof FaceMethod>

export const ChooseFace = v.object({ method: FaceMethod }, missing)

export const FaceStatus = v.picklist(['pending', 'passed', 'failed', 'cancelled', 'other_person', 'expired'])
export type FaceStatus = v.InferOutput<typeof FaceStatus>

/** `url` is what the QR code holds, and a link for whoever reads this page on that phone. */
export const FaceCheck = v.object({
  method: FaceMethod,
  url: v.string(),
  status: FaceStatus,
  /** Where the page goes once it is settled. */
  next: v.optional(v.string()),
})
export type FaceCheck = v.InferOutput<typeof FaceCheck>

export const SendCode = v.object({ mobile: Mobile }, missing)

/** Seconds until another code may be sent to this number. */
export const CodeSent = v.object({ resendAfter: v.number() })
export type CodeSent = v.InferOutput<typeof CodeSent>

export type FaceReason =
  | 'face_failed'
  | 'face_cancelled'
  | 'face_other_person'
  | 'face_too_often'
  | 'face_flow_spent'
  | 'face_not_started'
  | 'face_card_only'

export const faceRefusals: Record<FaceReason, Refusal> = {
  face_failed: {
    status: 409,
    text: '人脸认证没有通过。请到光线好的地方，摘下口罩和墨镜，再点「重新认证」。',
  },
  face_cancelled: { status: 409, text: '手机上取消了认证。您填的内容都在，点「重新认证」就可以再来一次。' },
  face_other_person: {
    status: 409,
    text: '刚才认证的不是表单上填的这个人。请让本人来刷脸；如果证件填错了，请返回第一步修改。',
  },
  face_too_often: {
    status: 429,
    text: '您所在的网络一分钟里人脸认证的次数太多，这一次没有开始。请过一分钟再试，您填的内容都在。',
  },
  face_flow_spent: {
    status: 429,
    text: '每次办理最多做 5 次人脸认证，这一次的已经用完。请从第一步重新开始。',
  },
  face_not_started: { status: 409, text: '还没有开始人脸认证，请先选一种认证方式。' },
  face_card_only: { status: 422, text: '支付宝只能认证居民身份证，请改用江苏智慧人社手机应用认证。' },
}

export type CodeReason =
  | 'sms_code_wrong'
  | 'sms_code_expired'
  | 'sms_code_used'
  | 'sms_code_other_mobile'
  | 'sms_code_not_sent'
  | 'sms_code_spent'
  | 'sms_too_often'
  | 'sms_flow_spent'
  | 'sms_network_too_often'

export const codeRefusals: Record<CodeReason, Refusal> = {
  sms_code_wrong: { status: 422, field: 'smsCode', text: '验证码不对，请看最近收到的那条短信再填一次。' },
  sms_code_expired: { status: 422, field: 'smsCode', text: '验证码超过 5 分钟，已经失效，请重新发送一个。' },
  sms_code_used: { status: 422, field: 'smsCode', text: '这个验证码已经用过，请重新发送一个。' },
  sms_code_other_mobile: {
    status: 422,
    field: 'smsCode',
    text: '这个验证码是发给另一个手机号码的。请核对手机号码，或给现在这个号码重新发送。',
  },
  sms_code_not_sent: { status: 422, field: 'smsCode', text: '还没有发送过验证码，请先点「发送验证码」。' },
  sms_code_spent: { status: 422, field: 'smsCode', text: '这个验证码输错太多次，已经作废，请重新发送一个。' },
  sms_too_often: {
    status: 429,
    field: 'mobile',
    text: '验证码发得太频繁：同一个号码每分钟 1 条，每小时 5 条，每天 10 条。请用最近收到的那条，或者过一会儿再发。',
  },
  sms_flow_spent: {
    status: 429,
    text: '每次办理最多发送 5 条验证码，这一次的已经发完。请用最近收到的那条；没有收到的，请从第一步重新开始。',
  },
  sms_network_too_often: {
    status: 429,
    text: '您所在的网络一分钟里发送的验证码太多，这一次没有发送。请过一分钟再试，您填的内容都在。',
  },
}
