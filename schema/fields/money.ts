import * as v from 'valibot'
import type { Copy } from './copy-type.ts'
import { dropInvisible, toHalfWidth } from './text.ts'
import { textField } from './text-field.ts'

/** Money as an integer number of fen, everywhere but on screens and in files. */
export type Fen = number

const MOST_DIGITS = 9 // of whole yuan: the sum over a filing of 50,000 rows is still a safe integer of fen

export const moneyCopy = {
  'money.required': '请填写金额。',
  'money.format': '金额请填写数字，例如 6500 或 6500.50，单位是元。',
  'money.decimals': '金额最多精确到分，小数点后面最多两位。',
  'money.negative': '金额不能小于 0。',
  'money.too_large': '金额太大了，请看看是不是多填了几位。',
} as const satisfies Copy

/** Folds the ways people write an amount: full width, signs and names of the currency, separated thousands. */
export function foldYuan(typed: string): string {
  const text = dropInvisible(toHalfWidth(typed))
    .replace(/[\s¥￥]/g, '')
    .replace(/\u2212/g, '-')
  const plain = text.replace(/^(?:人民币)*(.*?)[元整]*$/s, '$1')
  return /^-?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(plain) ? plain.replaceAll(',', '') : plain
}

export function yuanProblem(amount: string): keyof typeof moneyCopy | undefined {
  if (amount === '') return 'money.required'
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount)
  if (!parts) return 'money.format'
  if (parts[1]) return 'money.negative'
  if ((parts[3] ?? '').length > 2) return 'money.decimals'
  return (parts[2] ?? '').replace(/^0+/, '').length > MOST_DIGITS ? 'money.too_large' : undefined
}

/** The fen of an amount in yuan, or undefined for what is no amount; a leading minus is understood. */
export function parseYuan(typed: string): Fen | undefined {
  const folded = foldYuan(typed)
  const minus = folded.startsWith('-')
  const amount = minus ? folded.slice(1) : folded
  if (yuanProblem(amount)) return undefined
  const [yuan = '', fen = ''] = amount.split('.')
  const value = Number(yuan) * 100 + Number(fen.padEnd(2, '0'))
  return minus && value > 0 ? -value : value
}

/** `1,234.50` for 123450 fen. The fen must be an integer. */
export function formatYuan(fen: Fen): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  const yuan = digits.slice(0, -2).replace(/\B(?=(?:\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${yuan}.${digits.slice(-2)}`
}

/** An amount in yuan as typed, not negative; gives integer fen. */
export const Yuan = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ textField('金额，单位元，最多两位小数', foldYuan, yuanProblem),
  /* @__PURE__ */ v.transform((amount): Fen => parseYuan(amount) ?? 0),
)
