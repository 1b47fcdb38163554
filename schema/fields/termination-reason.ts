import { codeField } from './code-list.ts'
import type { Copy } from './copy-type.ts'

/** 退工停保的变更原因, by the codes of the social insurance offices. */
export const TERMINATION_REASONS = {
  '6301': '合同期满',
  '6303': '单位解除合同',
  '6304': '双方协商一致解除',
  '6305': '个人解除合同',
  '6306': '企业破产',
  '6307': '出国',
  '6309': '服刑',
  '6313': '达到法定退休年龄',
  '6315': '死亡或失踪',
  '6316': '组织调动',
  '6317': '企业裁员',
  '6323': '企业关闭或撤销、解散',
  '6328': '申领病残津贴',
} as const
export type TerminationReasonCode = keyof typeof TERMINATION_REASONS

export const terminationReasonCopy = {
  'termination_reason.required': '请填写变更原因。',
  'termination_reason.unknown': '这个变更原因不在列表里，请从模板的列表里选一个。',
} as const satisfies Copy

export const TerminationReason = /* @__PURE__ */ codeField(
  '变更原因代码，四位数字',
  TERMINATION_REASONS,
  'termination_reason.required',
  'termination_reason.unknown',
)
