/** What is sent to a unit by express: put in by the counter, seen by the unit. */
import * as v from 'valibot'
import { message } from './copy.ts'
import { CreditCode } from './fields/credit-code.ts'
import { DeliveryDetail, DeliveryRegion, deliveryCopy } from './fields/delivery.ts'
import { missing } from './fields/missing.ts'
import { Mobile } from './fields/mobile.ts'
import { PersonName } from './fields/person-name.ts'
import { countCharacters, foldCode, foldLine } from './fields/text.ts'
import { textField } from './fields/text-field.ts'
import type { Refusal } from './refusal.ts'

/** Who carries it; the codes are the hall's own. */
export const CARRIERS = {
  post: '中国邮政速递',
  shunfeng: '顺丰速运',
  jingdong: '京东快递',
  zhongtong: '中通快递',
  yuantong: '圆通速递',
  shentong: '申通快递',
  yunda: '韵达快递',
  jitu: '极兔速递',
  other: '其他快递',
} as const
export type Carrier = keyof typeof CARRIERS

/** Where a parcel is: in the order in which it usually gets there, then what may go wrong, then how it ends. */
export const STATES = {
  waiting: '等快递员来取',
  collected: '快递员已取走',
  travelling: '运输中',
  delivering: '正在派送',
  troubled: '派送遇到问题',
  forwarded: '已转给别的快递公司',
  declined: '收件人拒收',
  returning: '正在退回',
  delivered: '已签收',
  returned: '已退回',
} as const
export type ParcelState = keyof typeof STATES

/** After these nothing more happens. */
export const isOver = (state: ParcelState) => state === 'delivered' || state === 'returned'

const LONGEST_NOTE = 60 // characters: one line of the track

export const expressCopy = {
  ...deliveryCopy,
  'carrier.required': '请选择快递公司。',
  'waybill.required': '请填写快递单号，它印在面单的条码下面。',
  'waybill.format': '快递单号由 8 到 30 位数字和字母组成，请对照面单再核一遍。',
  'case_number.format': '办件编号由 6 到 40 位数字、字母和连字符组成，请再核对一下；没有的话请空着。',
  'parcel_state.required': '请选择快递现在的状态。',
  'parcel_note.length': '说明最多 60 个字，请写短一点。',
  'parcel_note.character': '说明里有不能用的符号，请只保留文字、数字和常用标点。',
} as const
type Code = keyof typeof expressCopy

export const Waybill = /* @__PURE__ */ textField(
  '快递单号，8 到 30 位',
  foldCode,
  (number): Code | undefined => {
    if (number === '') return 'waybill.required'
    return /^[0-9A-Z]{8,30}$/.test(number) ? undefined : 'waybill.format'
  },
)

const foldCase = (typed: string) => foldLine(typed).replace(/ /g, '').toUpperCase()

/** Empty where the parcel belongs to no case. */
export const CaseNumber = /* @__PURE__ */ textField('办件编号', foldCase, (number): Code | undefined =>
  number === '' || /^[0-9A-Z][0-9A-Z-]{5,39}$/.test(number) ? undefined : 'case_number.format',
)

export const ParcelNote = /* @__PURE__ */ textField('说明', foldLine, (note): Code | undefined => {
  if (note === '') return undefined
  if (countCharacters(note) > LONGEST_NOTE) return 'parcel_note.length'
  return /^[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{P} +]*$/u.test(note) ? undefined : 'parcel_note.character'
})

export const CarrierCode = v.picklist(Object.keys(CARRIERS) as Carrier[], 'carrier.required')
export const State = v.picklist(Object.keys(STATES) as ParcelState[], 'parcel_state.required')

/** By a clerk, for a unit. `name`, `mobile`, `region` and `detail` are the receiver's. */
export const SendParcel = v.object(
  {
    creditCode: CreditCode,
    carrier: CarrierCode,
    waybill: Waybill,
    caseNumber: v.optional(CaseNumber, ''),
    name: PersonName,
    mobile: Mobile,
    region: DeliveryRegion,
    detail: DeliveryDetail,
  },
  missing,
)
export type SendParcel = v.InferOutput<typeof SendParcel>

/** What happened to a parcel since. */
export const TrackParcel = v.object({ state: State, note: v.optional(ParcelNote, '') }, missing)
export type TrackParcel = v.InferOutput<typeof TrackParcel>

export type ExpressReason =
  | 'parcel_unit_unknown'
  | 'parcel_known'
  | 'parcel_unknown'
  | 'parcel_over'
  | 'parcel_followed'

export const expressRefusals: Record<ExpressReason, Refusal> = {
  parcel_unit_unknown: {
    status: 409,
    field: 'creditCode',
    text: '这个统一社会信用代码还没有在大厅开户，登记了单位也看不到。请先核对代码。',
  },
  parcel_known: {
    status: 409,
    field: 'waybill',
    text: '这个单位的这张快递单已经登记过了，请对照面单核对单号。',
  },
  parcel_unknown: { status: 404, text: '没有找到这个快递，它可能不是本单位的。请回到快递列表看看。' },
  parcel_over: { status: 409, text: '这个快递已经签收或退回，不能再更新。请核对单号。' },
  parcel_followed: {
    status: 409,
    text: '这个快递的轨迹由大厅向快递公司查询，不用手工更新。您这次填的没有记下来。',
  },
}

const own: Record<string, string> = {
  ...expressCopy,
  ...Object.fromEntries(Object.entries(expressRefusals).map(([reason, { text }]) => [reason, text])),
}

/** The sentence for a message code on the forms about parcels, which the hall alone draws. */
export const expressMessage = (code: string): string =>
  Object.hasOwn(own, code) ? (own[code] ?? '') : message(code)
