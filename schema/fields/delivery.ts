import type { Copy } from './copy-type.ts'
import { regionName, regions } from './region.ts'
import { countCharacters, foldCode, foldLine } from './text.ts'
import { textField } from './text-field.ts'

const SHORTEST_DETAIL = 4 // characters: a street and a number
const LONGEST_DETAIL = 100 // characters; the carriers' labels hold no more

export const deliveryCopy = {
  'delivery_region.required': '请选择收件地址在哪个县（市、区）。',
  'delivery_region.county': '请选到县（市、区）这一级，快递才送得到。',
  'delivery_detail.required': '请填写街道、门牌号和房间。',
  'delivery_detail.length': '详细地址应该是 4 到 100 个字，请写清街道、门牌号和房间。',
  'delivery_detail.character': '详细地址里有不能用的符号，请只保留文字、数字和常用标点。',
} as const satisfies Copy

type Code = keyof typeof deliveryCopy

export function deliveryRegionProblem(code: string): Code | undefined {
  if (code === '') return 'delivery_region.required'
  return regions().get(code)?.level === 'county' ? undefined : 'delivery_region.county'
}

export function deliveryDetailProblem(detail: string): Code | undefined {
  if (detail === '') return 'delivery_detail.required'
  const length = countCharacters(detail)
  if (length < SHORTEST_DETAIL || length > LONGEST_DETAIL) return 'delivery_detail.length'
  return /^[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{P} +]*$/u.test(detail) ? undefined : 'delivery_detail.character'
}

/** The county that a parcel goes to; a whole city is no address. */
export const DeliveryRegion = /* @__PURE__ */ textField(
  '县（市、区）代码，6 位数字（GB/T 2260）',
  foldCode,
  deliveryRegionProblem,
)

/** Street, number, room. */
export const DeliveryDetail = /* @__PURE__ */ textField(
  '详细地址，4 到 100 个字',
  foldLine,
  deliveryDetailProblem,
)

/** An address on one line, as people read it. */
export const placeInWords = ({ region, detail }: { region: string; detail: string }): string =>
  `江苏省${regionName(region) ?? ''}${detail}`
