/** Signing in by a scan: a page shows a code and waits for what the phone answers. */
import * as v from 'valibot'
import type { Refusal } from './refusal.ts'

/** - `confirmed`: answered on the phone, to be finished by the page. */
export const ScanState = v.picklist(['waiting', 'confirmed', 'refused', 'expired'])
export type ScanState = v.InferOutput<typeof ScanState>

/** How a page's sign-in stands. */
export const Waiting = v.object({ status: ScanState })
export type Waiting = v.InferOutput<typeof Waiting>

/** `token`: what only the page knows that shows the code. */
export const FinishScan = v.object({ token: v.pipe(v.string(), v.maxLength(100)) })
export type FinishScan = v.InferOutput<typeof FinishScan>

export type WaitingReason = 'waiting_unknown' | 'waiting_too_often'

export const waitingRefusals: Record<WaitingReason, Refusal> = {
  waiting_unknown: { status: 404, text: '没有找到这次扫码登录，它可能已经结束了。请刷新页面，重新扫一次。' },
  waiting_too_often: {
    status: 429,
    text: '这个网络里打开扫码登录的次数太多了，请等一分钟再刷新，或者先用密码登录。',
  },
}
