/** What is said of an employment when somebody is enrolled. The codes are those of the province's own forms. */
import { codeField } from './code-list.ts'
import type { Copy } from './copy-type.ts'

/** 合同增加原因 */
export const CONTRACT_REASONS = { '1': '新签', '3': '续签' } as const
export type ContractReasonCode = keyof typeof CONTRACT_REASONS
export const RENEWAL: ContractReasonCode = '3'

/** 合同类别 */
export const CONTRACT_KINDS = {
  '41': '固定期限',
  '42': '无固定期限',
  '43': '以完成一定工作任务为期限',
} as const
export type ContractKindCode = keyof typeof CONTRACT_KINDS
export const FIXED_TERM: ContractKindCode = '41'
export const OPEN_ENDED: ContractKindCode = '42'

/** 岗位工种 */
export const JOBS = {
  '01': '单位负责人',
  '02': '管理人员',
  '03': '专业技术人员',
  '04': '生产运输操作人员',
  '05': '商业和其他服务业人员',
  '06': '农林牧渔从业人员',
  '07': '普通员工',
} as const
export type JobCode = keyof typeof JOBS

/** 参保身份 */
export const INSURED_AS = { '101': '企业职工' } as const
export type InsuredAsCode = keyof typeof INSURED_AS

export const employmentCopy = {
  'contract_reason.required': '请填写合同增加原因，新签或者续签。',
  'contract_reason.unknown': '合同增加原因只有新签和续签两种，请改成其中一种。',
  'contract_kind.required': '请填写合同类别。',
  'contract_kind.unknown':
    '这个合同类别不在列表里，请从固定期限、无固定期限、以完成一定工作任务为期限里选一个。',
  'job.required': '请填写岗位工种。',
  'job.unknown': '这个岗位工种不在列表里，请从模板的列表里选最接近的一种。',
  'insured_as.required': '请填写参保身份。',
  'insured_as.unknown': '这个参保身份不在列表里，单位职工请填企业职工。',
} as const satisfies Copy

export const ContractReason = /* @__PURE__ */ codeField(
  '合同增加原因代码',
  CONTRACT_REASONS,
  'contract_reason.required',
  'contract_reason.unknown',
)
export const ContractKind = /* @__PURE__ */ codeField(
  '合同类别代码，两位数字',
  CONTRACT_KINDS,
  'contract_kind.required',
  'contract_kind.unknown',
)
export const Job = /* @__PURE__ */ codeField('岗位工种代码，两位数字', JOBS, 'job.required', 'job.unknown')
export const InsuredAs = /* @__PURE__ */ codeField(
  '参保身份代码，三位数字',
  INSURED_AS,
  'insured_as.required',
  'insured_as.unknown',
)

/**
 * What is wrong between the kind of a contract, its first day and its last one (`''` where it names none); all three
 * are fine by themselves. The days are `YYYY-MM-DD`.
 */
export function contractTermProblem(
  kind: string,
  start: string,
  end: string,
): keyof typeof contractTermCopy | undefined {
  if (kind === OPEN_ENDED) return end === '' ? undefined : 'contract_end.open_ended'
  if (end === '') return kind === FIXED_TERM ? 'contract_end.required' : undefined
  return end < start ? 'contract_end.before_start' : undefined
}

export const contractTermCopy = {
  'contract_start.required': '请填写劳动合同开始日期。',
  'contract_start.format': '劳动合同开始日期要是日历上有的一天，请写成 2026-10-01 这样。',
  'contract_end.format': '劳动合同终止日期要是日历上有的一天，请写成 2026-10-01 这样。',
  'contract_end.required': '固定期限的合同要有终止日期，请按合同补上。',
  'contract_end.open_ended': '无固定期限的合同没有终止日期，请把终止日期留空，或者核对合同类别。',
  'contract_end.before_start': '劳动合同终止日期早于开始日期，请对照合同核对这两个日期。',
} as const satisfies Copy
