/** The sentences of rows, in one table; files as a whole have theirs in `reading/faults.ts`. */
import { addressCopy } from '../fields/address.ts'
import type { Copy } from '../fields/copy-type.ts'
import { documentNumberCopy } from '../fields/document-number.ts'
import { documentTypeCopy } from '../fields/document-type.ts'
import { contractTermCopy, employmentCopy } from '../fields/employment.ts'
import { ethnicGroupCopy } from '../fields/ethnic-group.ts'
import { householdCopy } from '../fields/household.ts'
import { mobileCopy } from '../fields/mobile.ts'
import { moneyCopy } from '../fields/money.ts'
import { personNameCopy } from '../fields/person-name.ts'
import { terminationReasonCopy } from '../fields/termination-reason.ts'
import { repairCopy } from './repairs.ts'

/** What only spreadsheets do to what is typed, and what only many rows can have. */
const ownCopy = {
  'cell.error': '这一格是公式算不出来的结果，请改成实际的内容。',
  'cell.as_typed': '这一处您选择了不修正，这一行先不放进整理好的表。',
  'document_number.damaged':
    '证件号码被表格软件当成了数字，后面几位已经丢了，没法还原。请先把这一列设成文本，再对照证件重新填写。',
  'mobile.damaged': '手机号码被表格软件当成了数字，有几位已经丢了，没法还原，请重新填写。',
  'document_type.passport': '护照要写清楚：外国人请填外国人护照，中国公民请用居民身份证办理。',
  'row.hidden': '这一行在表里是隐藏的，没有办理。要办的话请在表里取消隐藏，核对后再提交。',
  'row.duplicate': '这个证件号码在表里前面已经有了，同一个人只能办一次，请删掉多余的一行。',
  'contract_start.future': '劳动合同开始日期还没有到，请到了那一天再办，或者核对日期。',
  'contract_start.early': '劳动合同开始日期太早，最多只能往前补六个月，更早的请到参保地社保经办窗口办理。',
  'wage.required': '请填写月缴费工资。',
  'stop_day.required': '请填写停保时间。',
  'stop_day.format': '停保时间要是日历上有的一天，请写成 2026-10-01 这样。',
  'old_base.required': '请填写原缴费基数。',
  'new_base.required': '请填写新缴费基数。',
  'new_base.not_above': '新缴费基数要比原来的高，这里只办上调，请核对两个数。',
} as const satisfies Copy

/** What is told and stops nothing. */
export const noticeCopy = {
  'wage.below_floor': '月缴费工资低于缴费基数下限，会按下限缴费。',
  'wage.above_cap': '月缴费工资高于缴费基数上限，会按上限缴费。',
  'new_base.below_floor': '新缴费基数低于下限，会按下限缴费。',
  'new_base.above_cap': '新缴费基数高于上限，会按上限缴费。',
  'contract_start.late': '合同开始已经超过三十天，按规定应在三十天内办理参保，请尽快办完。',
  'stop_day.late': '停保时间已经过了十天，按规定应在十天内办理停保，请尽快办完。',
} as const satisfies Copy

export const rosterCopy = {
  ...addressCopy,
  ...contractTermCopy,
  ...documentNumberCopy,
  ...documentTypeCopy,
  ...employmentCopy,
  ...ethnicGroupCopy,
  ...householdCopy,
  ...mobileCopy,
  ...moneyCopy,
  ...noticeCopy,
  ...ownCopy,
  ...personNameCopy,
  ...repairCopy,
  ...terminationReasonCopy,
} as const satisfies Copy

const all: Copy = rosterCopy

/** The sentence for a message code of a row; it never throws. */
export const rosterMessage = (code: string): string =>
  (Object.hasOwn(all, code) ? all[code] : undefined) ?? '这一项填写得不对，请再核对一下。'
