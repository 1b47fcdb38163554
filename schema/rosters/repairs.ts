/** What is mended in a cell without asking, since only one thing can be meant, and why. */
import type { Copy } from '../fields/copy-type.ts'
import { dropInvisible, toHalfWidth } from '../fields/text.ts'

export const repairCopy = {
  'repair.width': '全角字符改成了半角。',
  'repair.space': '去掉了多余的空格和看不见的符号。',
  'repair.case': '小写字母改成了大写。',
  'repair.number': '号码原来存成了数字，改成了文本。',
  'repair.mobile': '去掉了手机号码里的国家代码和连接符。',
  'repair.serial': '日期原来只剩一个序数，改回了日期。',
  'repair.day': '日期改成了统一的写法。',
  'repair.amount': '金额里的单位和分隔符去掉了，只留数字。',
  'repair.dot': '间隔点改成了统一的写法。',
  'repair.quote': '去掉了为防止变形加在前面的符号。',
  'repair.none': '表示没有的字样改成了留空。',
  'repair.type': '表里没有证件类型，号码是身份证号码，补上了居民身份证。',
  'repair.form': '改成了统一的写法。',
} as const satisfies Copy
export type RepairCode = keyof typeof repairCopy

export interface Repair {
  /** Key of the column. */
  column: string
  before: string
  after: string
  code: RepairCode
}

/** What of a text was mended, as far as it can be told by looking at both. */
export function repairBetween(before: string, after: string, otherwise: RepairCode): RepairCode {
  const visible = dropInvisible(before).replace(/\s/g, '')
  if (visible === after) return 'repair.space'
  const narrow = toHalfWidth(visible)
  if (narrow === after) return 'repair.width'
  if (narrow.toUpperCase() === after) return 'repair.case'
  return otherwise
}
