/** Why a filing cannot be taken back. */
import type { Refusal } from './refusal.ts'

export const rollbackRefusals = {
  rollback_unknown: { status: 404, text: '没有找到这笔申报。请回到本期的申报里重新选择。' },
  rollback_period_over: {
    status: 409,
    text: '这笔申报不是本申报期的，已经结算，不能回退。需要更正的，请带材料到参保地社保经办窗口。',
  },
  rollback_done: { status: 409, text: '这笔申报已经回退过了，不用再办。' },
  rollback_later_first: {
    status: 409,
    text: '这个人后面还有申报，是在这笔的基础上办的。请先回退后面的，再回退这笔。',
  },
  rollback_place_taken: {
    status: 409,
    text: '这个人停保以后已经在别处参加了养老保险，停保不能回退。他还在您单位上班的，请他先核实那边的参保。',
  },
  rollback_rested_on: {
    status: 409,
    text: '别的单位已经在这笔申报的基础上给这个人办了参保，这笔不能回退。确实报错了的，请带材料到参保地社保经办窗口更正。',
  },
} as const satisfies Record<string, Refusal>
