/** The form of a case, checked by what its item asks for. */
import type { Item, ItemField } from './catalogue.ts'
import { message } from './copy.ts'
import { isRealDay } from './fields/calendar.ts'
import type { Copy } from './fields/copy-type.ts'
import { foldDay } from './fields/day.ts'
import { institutionCopy } from './fields/institution.ts'
import { foldYuan, yuanProblem } from './fields/money.ts'
import { countCharacters, dropInvisible, foldLine } from './fields/text.ts'

export const caseCopy = {
  'case_field.required': '这一项要填写。',
  'case_field.length': '写得太长了，请写短一点。',
  'case_field.number': '这里只填数字，看看是不是多写了别的字，或者多写了几位。',
  'case_field.date': '请填写一个真有的日期，例如 2026-11-21。',
  'case_field.option': '请从列表里选一项。',
  'case_file.required': '这份材料还没有上传。',
  'case_roster.empty': '这个文件是空的，没有收下。请核对后重新选择文件。',
  'case_roster.size': '文件超过二十兆，没有收下。请删掉用不着的工作表和图片再上传。',
  'case_roster.many': '本单位已经有 20 个文件在排队，这一个没有收下。请等前面的办完再上传。',
  'case_roster.checking': '表格还在逐行核对，请等核对完，看过结果再提交。',
  'case_roster.unread': '这份表格没有读成，办不了。请照上面写的原因改好，重新上传。',
  'case_roster.nothing': '表格里没有一行可以办。请下载不能办的行，照原因改好，重新上传。',
  'case_delivery.required': '请选择结果寄到哪个地址，或者自己到窗口领取。',
  'case_person.unknown': '这个证件还没有注册个人账号，请本人先在大厅完成个人实名注册。',
  'case_person.differs': '姓名或手机号码和这个人的个人账号不一样，请对照证件和注册时的手机号码。',
  'case_institution.taken': '本单位已经有叫这个名字的机构了。',
  ...institutionCopy,
  'case_base.not_enrolled_here': '这个人现在没有在本单位参保，请核对姓名和证件号码。',
  'case_base.several': '这个证件号码有多条人员信息，网上调不了，请到参保地社保经办窗口办理。',
  'case_base.name_differs': '这个证件号码登记的姓名和您填的不一样，请对照证件核对。',
  'case_base.differs': '和现在登记的缴费基数不一样，请先在人员月缴费明细里核对。',
  'case_base.not_raised': '没有高过现在的基数（按上下限调整之后），网上只能往上调。',
  'case_base.too_late': '太晚了，最晚到本申报期的结算月。',
  'case_base.too_early':
    '太早了：不能早于他在本单位参保的第一个月，也不能早于 6 个月前。更早的请到社保经办窗口办理。',
  'case_flexible.none': '按您的证件没有查到正在参保的灵活就业，不用停保；有疑问请到参保地社保经办窗口。',
  'case_flexible.later': '最晚填到这个月，下个月的请到下个月再办。',
  'case_flexible.before': '早于您参加灵活就业保险的第一个月，请核对。',
  'words.required': '请写明意见。',
  'words.length': '最多写 500 个字，请写短一点。',
  'rating.required': '请选择满意不满意。',
  'rating.reason': '选了不满意，请写一下哪里不满意，我们好改进。',
} as const satisfies Copy

/** The sentence for a message code on the pages of cases. */
export const caseMessage = (code: string): string =>
  Object.hasOwn(caseCopy, code) ? caseCopy[code as keyof typeof caseCopy] : message(code)

/** Of a field that says nothing about it. */
const LONGEST = 200
/** Of anything that is only kept for later: longer than any field allows, so that nothing typed is cut off unseen. */
const LONGEST_DRAFT = 4000

const foldLines = (typed: string) =>
  dropInvisible(typed)
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim()

const folds: Record<ItemField['type'], (typed: string) => string> = {
  text: foldLine,
  textarea: foldLines,
  // Folded again: what stood on both sides of a comma may be one letter now.
  number: (typed) => foldLine(foldLine(typed).replace(/[\s,]/g, '')),
  money: foldYuan,
  date: foldDay,
  select: (typed) => typed.trim(),
}

export const foldField = ({ type }: Pick<ItemField, 'type'>, typed: string): string => folds[type](typed)

/** What is wrong with a folded value: a message code, or nothing. */
export function fieldProblem(field: ItemField, value: string): string | undefined {
  if (value === '') return field.required ? 'case_field.required' : undefined
  const { type, max = LONGEST } = field
  if (type === 'money') return yuanProblem(value)
  if (type === 'date') return isRealDay(value) ? undefined : 'case_field.date'
  if (type === 'select')
    return field.options?.some((option) => option.value === value) ? undefined : 'case_field.option'
  if (type === 'number') return /^\d+$/.test(value) && value.length <= max ? undefined : 'case_field.number'
  return countCharacters(value) > max ? 'case_field.length' : undefined
}

export type CaseValues = Record<string, string>

/** What was typed into an item's fields, folded; whatever else came along is dropped. */
export function readValues(item: Pick<Item, 'fields'>, typed: Record<string, unknown>): CaseValues {
  const entries = (item.fields ?? []).flatMap((field) => {
    const text = typed[field.key]
    return typeof text === 'string' ? [[field.key, foldField(field, text.slice(0, LONGEST_DRAFT))]] : []
  })
  return Object.fromEntries(entries)
}

/** Every complaint about a form that is to be submitted, in the order of its fields. */
export function checkValues(
  item: Pick<Item, 'fields'>,
  values: CaseValues,
): { field: string; code: string }[] {
  return (item.fields ?? []).flatMap((field) => {
    const code = fieldProblem(field, values[field.key] ?? '')
    return code ? [{ field: field.key, code }] : []
  })
}

/** What is still to be filled in: a spreadsheet, where there is one, stands for some of the fields. */
export const fieldsBeside = (
  { fields = [], roster }: Pick<Item, 'fields' | 'roster'>,
  hasRoster: boolean,
): readonly ItemField[] =>
  hasRoster && roster ? fields.filter(({ key }) => !roster.insteadOf.includes(key)) : fields

/** The input for the spreadsheet that stands for some of the fields. */
export const ROSTER_INPUT = 'roster'

/** The name of the input for a kind of paper. */
export const fileInput = (material: string) => `file_${material}`

/** A value as people read it: the label of an option, the text itself otherwise. */
export const valueInWords = ({ options }: ItemField, value: string): string =>
  options?.find((option) => option.value === value)?.label ?? value

const foldWords = foldLines

/** An opinion, folded, or what is wrong with it. */
export function readWords(typed: unknown, most: number): { words: string; code?: keyof typeof caseCopy } {
  const words = typeof typed === 'string' ? foldWords(typed) : ''
  return countCharacters(words) > most ? { words, code: 'words.length' } : { words }
}
