/** What is said where something about operators was not done. Forms need these and not the catalogue. */
import { message } from './copy.ts'
import { dayCopy } from './fields/day.ts'
import { newPasswordRefusals } from './passwords.ts'
import type { Refusal } from './refusal.ts'

export const operatorsCopy = {
  ...dayCopy,
  'role.required': '请选择用户类别：管理员或经办人。',
  'items.required': '请至少选一个可以办理的事项。',
} as const

export type OperatorsReason =
  | 'operators_not_allowed'
  | 'operators_notice_first'
  | 'grant_over'
  | 'grant_beyond_own'
  | 'grant_person_unknown'
  | 'grant_person_differs'
  | 'grant_is_operator'
  | 'grant_waiting'
  | 'grant_full'
  | 'grant_has_administrator'
  | 'grant_too_often'
  | 'grant_refused'
  | 'operator_unknown'

export const operatorsRefusals: Record<OperatorsReason, Refusal> = {
  operators_not_allowed: {
    status: 403,
    text: '您现在的身份不能办这件事：法定代表人可以给管理员和经办人授权，管理员可以给经办人授权，经办人不能给别人授权。',
  },
  operators_notice_first: {
    status: 409,
    text: '本单位还没有开通多经办人。请法定代表人登录后先阅读须知并同意，再添加管理员或经办人。',
  },
  grant_over: { status: 422, field: 'lastDay', text: '最后一天已经过去了，请选今天或者以后的日期。' },
  grant_beyond_own: {
    status: 422,
    field: 'lastDay',
    text: '授权期限超出了您自己的授权期限。请选在您自己的期限以内，或者请法定代表人来授权。',
  },
  grant_person_unknown: {
    status: 409,
    field: 'documentNumber',
    text: '这个人还没有注册个人账号，不能授权。请本人先在大厅首页做个人注册，再回来添加。',
  },
  grant_person_differs: {
    status: 409,
    text: '姓名或手机号码和这个人注册个人账号时的不一样，没有授权。请和本人核对姓名，手机号码请用注册时的那一个。',
  },
  grant_is_operator: {
    status: 409,
    field: 'documentNumber',
    text: '这个人已经是本单位的操作员了，不用再添加。要改期限或事项，请在列表里点「管理」。',
  },
  grant_waiting: {
    status: 409,
    field: 'documentNumber',
    text: '已经给这个人发过授权，正等本人确认，不用再添加。填错了的话，先在列表里收回，再重新添加。',
  },
  grant_full: {
    status: 409,
    text: '经办人最多 10 名，等本人确认的也算在内，已经满了。请先删除不再办事的经办人，或者收回还没有确认的授权。',
  },
  grant_has_administrator: {
    status: 409,
    field: 'role',
    text: '管理员只能有 1 名，已经有了，或者正等本人确认。要换人，请先删除原来的管理员或收回授权。',
  },
  grant_too_often: { status: 429, text: '提交得太频繁了，请等一分钟再试。您填的内容都在。' },
  grant_refused: {
    status: 409,
    text: '刚才有别人改动了这个操作员，这次没有保存。请回到列表看看现在的情况，再决定怎么改。',
  },
  operator_unknown: {
    status: 404,
    text: '没有找到这个操作员或这份授权，可能已经删除或收回了。请回到列表看看。',
  },
}

export type ConfirmReason = keyof typeof newPasswordRefusals | 'offer_unknown' | 'offer_not_possible'

export const confirmRefusals: Record<ConfirmReason, Refusal> = {
  ...newPasswordRefusals,
  offer_unknown: {
    status: 404,
    text: '没有找到这份授权：它可能已经确认过、被单位收回，或者过了 7 天没有确认。需要的话，请单位重新授权。',
  },
  offer_not_possible: {
    status: 409,
    text: '单位的情况有了变化，这份授权现在不能确认。请联系给您授权的人重新授权。',
  },
}

const own: Record<string, string> = {
  ...operatorsCopy,
  ...Object.fromEntries(Object.entries(operatorsRefusals).map(([reason, { text }]) => [reason, text])),
}

/** The sentence for a message code on these forms. */
export const operatorsMessage = (code: string): string =>
  Object.hasOwn(own, code) ? (own[code] ?? '') : message(code)
