/** What a visitor does in steps within ten minutes: registration, upgrade, recovery. */
import type { Refusal } from './refusal.ts'

export type FlowReason = 'flow_unknown' | 'flow_expired' | 'flow_wrong_step'

export const flowRefusals: Record<FlowReason, Refusal> = {
  flow_unknown: { status: 404, text: '没有找到正在办理的这件事，请从第一步开始。' },
  flow_expired: {
    status: 410,
    text: '超过 10 分钟没有办完，这一次已经结束。您填的内容还在，请从第一步继续。',
  },
  flow_wrong_step: { status: 409, text: '现在还不能做这一步，请按页面上的顺序办理。' },
}
