/** What a person does in the hall with what units grant them. The same in the government app is app-grants.ts. */
import { type ConfirmReason, confirmRefusals } from './operators-refusals.ts'
import type { Refusal } from './refusal.ts'

export const ownGrantSteps = ['刷脸认证', '设置登录密码', '开始办事'] as const

export type OwnGrantReason = ConfirmReason | 'grant_confirmation_over'

export const ownGrantRefusals: Record<OwnGrantReason, Refusal> = {
  ...confirmRefusals,
  grant_confirmation_over: {
    status: 410,
    text: '这次确认已经结束：超过了 10 分钟，或者在别处重新开始了。授权还在等您确认，请从刷脸重新开始。',
  },
}
