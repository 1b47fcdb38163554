import { codeField } from './code-list.ts'
import type { Copy } from './copy-type.ts'

/** 民族 by GB/T 3304-1991, in the order of its numbers from 01 to 56. */
const NAMES = [
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇',
  '柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京',
  '塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺',
]
  .join(' ')
  .split(' ')

/** Codes of two digits and names, 97 and 98 for those outside the fifty-six. */
export const ETHNIC_GROUPS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(NAMES.map((name, place) => [String(place + 1).padStart(2, '0'), `${name}族`])),
  '97': '其他',
  '98': '外国血统中国籍人士',
}

/** 「汉」 for 汉族, as tables shorten it. */
export const ethnicGroupShorts: Readonly<Record<string, string>> = Object.fromEntries(
  NAMES.map((name, place) => [name, String(place + 1).padStart(2, '0')]),
)

export const ethnicGroupCopy = {
  'ethnic_group.required': '请填写民族。',
  'ethnic_group.unknown': '这个民族不在列表里，请照身份证上的写法填写，例如汉族。',
} as const satisfies Copy

export const EthnicGroup = /* @__PURE__ */ codeField(
  '民族代码，两位数字（GB/T 3304）',
  ETHNIC_GROUPS,
  'ethnic_group.required',
  'ethnic_group.unknown',
)
