/** Rates, bases and the filing calendar, as the administration sets them from a month on. */
import * as v from 'valibot'
import { missing } from './fields/missing.ts'
import { moneyCopy, Yuan } from './fields/money.ts'
import { monthCopy, SettlementMonth } from './fields/month.ts'
import { RegionCode, regionCopy } from './fields/region.ts'
import { toHalfWidth } from './fields/text.ts'
import { textField } from './fields/text-field.ts'
import type { Refusal } from './refusal.ts'

export const INSURANCE_NAMES = {
  '110': '企业职工基本养老保险',
  '210': '失业保险',
  '410': '工伤保险',
} as const
export const PAYER_NAMES = { unit: '单位', person: '个人' } as const

const CLASSES = [1, 2, 3, 4, 5, 6, 7, 8] as const

/** Everything that has a rate: who pays for what; of work injury, which the unit alone pays, each class. */
export const RATED: Record<string, { insurance: string; payer: string; class: number; name: string }> =
  Object.fromEntries([
    ...(['110', '210'] as const).flatMap((insurance) =>
      (['unit', 'person'] as const).map((payer) => [
        `${insurance}-${payer}-0`,
        { insurance, payer, class: 0, name: `${INSURANCE_NAMES[insurance]}，${PAYER_NAMES[payer]}缴` },
      ]),
    ),
    ...CLASSES.map((number) => [
      `410-unit-${number}`,
      { insurance: '410', payer: 'unit', class: number, name: `${INSURANCE_NAMES['410']}，第 ${number} 类` },
    ]),
  ])

export const figureCopy = {
  'figure_rated.required': '请选择是哪一个费率。',
  'figure_percent.format': '费率请填百分数，例如 16 或 0.5，小数点后最多四位，0 到 100。',
  'figure_day.format': '请填 1 到 28 里的一天。',
  'figure_cap.below': '上限不能低于下限。',
  'figure_floor.zero': '下限要大于 0。',
  'figure_closes.late': '截止的那一天要早于开始的那一天，中间是结算的日子。',
} as const
type Code = keyof typeof figureCopy

/** 「0.5」 percent is 5,000 millionths. */
const Percent = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ textField(
    '费率，百分数',
    (typed) => toHalfWidth(typed).replace(/[\s%]/g, ''),
    (text): Code | undefined =>
      /^\d{1,3}(\.\d{1,4})?$/.test(text) && Number(text) <= 100 ? undefined : 'figure_percent.format',
  ),
  /* @__PURE__ */ v.transform((text) => Math.round(Number(text) * 10_000)),
)

const Day = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ textField(
    '几号，1 到 28',
    (typed) => toHalfWidth(typed).replace(/[\s日号]/g, ''),
    (text): Code | undefined => (/^([1-9]|1\d|2[0-8])$/.test(text) ? undefined : 'figure_day.format'),
  ),
  /* @__PURE__ */ v.transform(Number),
)

export const SetRate = v.object(
  {
    rated: v.picklist(Object.keys(RATED), 'figure_rated.required'),
    fromMonth: SettlementMonth,
    percent: Percent,
  },
  missing,
)
export type SetRate = v.InferOutput<typeof SetRate>

export const SetBase = v.pipe(
  v.object({ region: RegionCode, fromMonth: SettlementMonth, floor: Yuan, cap: Yuan }, missing),
  v.forward(
    v.partialCheck([['floor']], ({ floor }) => floor > 0, 'figure_floor.zero'),
    ['floor'],
  ),
  v.forward(
    v.partialCheck([['floor'], ['cap']], ({ floor, cap }) => cap >= floor, 'figure_cap.below'),
    ['cap'],
  ),
)
export type SetBase = v.InferOutput<typeof SetBase>

export const SetCalendar = v.pipe(
  v.object({ region: RegionCode, fromMonth: SettlementMonth, opensDay: Day, closesDay: Day }, missing),
  v.forward(
    v.partialCheck(
      [['opensDay'], ['closesDay']],
      ({ opensDay, closesDay }) => closesDay < opensDay,
      'figure_closes.late',
    ),
    ['closesDay'],
  ),
)
export type SetCalendar = v.InferOutput<typeof SetCalendar>

export type FigureReason = 'figure_month_begun'
export const figureRefusals: Record<FigureReason, Refusal> = {
  figure_month_begun: {
    status: 422,
    field: 'fromMonth',
    text: '只能从下个月或以后起改。已经开始的月份，申报和应缴都按原来的算好了。',
  },
}

const own: Record<string, string> = {
  ...{ ...figureCopy, ...monthCopy, ...regionCopy, ...moneyCopy },
  figure_month_begun: figureRefusals.figure_month_begun.text,
}
export const figureMessage = (code: string): string => own[code] ?? '这一项填写得不对，请再核对一下。'

/** `16%` for 160,000 millionths. */
export const percentInWords = (millionths: number) => `${millionths / 10_000}%`
