/** What the templates say of themselves: for each column what goes in, then what holds for all. */
import { type Column, columnsOf } from '../columns.ts'
import type { TemplateCode } from '../names.ts'

const BY_KIND: Record<Column['kind'], string> = {
  place: '从 1 开始往下编，可以不填。',
  name: '和证件上的姓名一致。少数民族姓名里的间隔点用 · 。',
  document: '照证件填写，居民身份证是 18 位。这一列请保持文本格式，不然后几位会丢。',
  mobile: '11 位手机号码，本人能接到短信的。',
  code: '从下拉列表里选，也可以填代码表里的代码。',
  day: '写成 2026-10-01 这样。2026/10/1、2026.10.1、2026年10月1日、20261001 也认得。',
  money: '单位是元，最多两位小数，只填数字。',
  text: '和户口簿一致。',
}

const BY_KEY: Record<string, string> = {
  contractEnd: '固定期限的合同要填；无固定期限的合同留空；以完成一定工作任务为期限的可以留空。',
  insuredAs: '新签的填企业职工；续签的可以留空。',
  wage: '新签的填职工的月工资，低于下限按下限、高于上限按上限缴费；续签的可以留空。',
  stopDay: '停止参保的日期，写成 2026-10-31 这样。',
  newBase: '要比原缴费基数高，这里只办上调。',
  province: '本省户籍填到社区村，外省户籍填到区县，港澳台和外国人不用填地址。',
}

const GENERAL: readonly (readonly [string, string])[] = [
  ['一次多少', '一个文件最多 50,000 人，同一个人只写一行。'],
  ['表头', '第一行是列名，请不要改动，也不要在上面加行。'],
  ['隐藏的行', '隐藏或筛选掉的行不会办理，上传前请先取消隐藏和筛选。'],
  ['合计', '不需要合计行，写了也不会当作人员。'],
  ['改错再传', '没有办成的行会做成同样格式的文件，最右边写着原因，改好后直接再上传就可以。'],
]

export const notesOf = (template: TemplateCode): (readonly [string, string])[] => [
  ...columnsOf(template).map(({ header, key, kind }) => [header, BY_KEY[key] ?? BY_KIND[kind]] as const),
  ...GENERAL,
]
