/** 人员月度变更 and 人员月缴费明细: what a unit looks up month by month, and takes home as a file. */
import type { Refusal } from './refusal.ts'

/** Of a change that was filed; basic data are no change of anybody's insurance. */
export const changeNames = {
  enrolment: '参保登记',
  renewal: '续签合同',
  termination: '退工停保',
  base_adjustment: '缴费基数调整',
  rollback: '回退',
} as const
export type ChangeKind = keyof typeof changeNames

/** How an amount came to be owed. */
export const owedNames = {
  regular: '正常应缴',
  back: '补缴',
  adjustment: '基数调整补差',
  reversal: '回退冲减',
} as const
export type OwedKind = keyof typeof owedNames

/** Their codes in the catalogue: what a handler's scope must hold. */
export const CHANGES_ITEM = 'monthly-changes'
export const PAYMENTS_ITEM = 'monthly-payments'

/** Rows of a file: what is opened and sent within seconds. What has more is refused before its first byte. */
export const MOST_ROWS = 200_000

export type QueryReason =
  | 'query_not_allowed'
  | 'query_stopped'
  | 'no_mobile'
  | 'nothing_found'
  | 'too_many_exports'
  | 'too_many_rows'
  | 'too_many_changes'

export const queryRefusals: Record<QueryReason, Refusal> = {
  query_not_allowed: {
    status: 403,
    text: '您的授权里没有这项查询。请到「我的授权」申请增加，或请本单位的法定代表人、管理员查询。',
  },
  query_stopped: {
    status: 409,
    text: '这项查询现在停办，或者在您单位的登记地办不了。',
  },
  no_mobile: {
    status: 409,
    text: '您的账号还没有登记手机号码，而导出的文件要用它当密码。请先到「账号设置」登记手机，再来导出。',
  },
  nothing_found: { status: 409, text: '这个条件下没有记录，没有可以导出的内容。请换一个月份或条件再试。' },
  too_many_exports: { status: 429, text: '这一会儿导出的次数太多了，请过一分钟再试。' },
  too_many_rows: {
    status: 409,
    text: '这次要导出的记录超过 200,000 行，一个文件放不下，没有导出。请选一个险种分几次导出；还是放不下的，请按姓名分着导出。',
  },
  too_many_changes: {
    status: 409,
    text: '这个月的变更超过 200,000 笔，一个文件放不下，没有导出。批量办的，可以在「批量办理」里一份一份下载办理结果；单笔的在这一页往后翻。',
  },
}
