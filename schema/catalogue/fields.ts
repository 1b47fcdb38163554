/** Fields that many items ask for, so that they are asked for in the same words. */
import type { ItemField } from './types.ts'

/** Whom the office calls when something is unclear. */
export const contact: readonly ItemField[] = [
  { key: 'contactName', label: '联系人', type: 'text', required: true, max: 30 },
  {
    key: 'contactMobile',
    label: '联系电话',
    hint: '手机或座机，办理中有疑问时打给他。',
    type: 'text',
    required: true,
    max: 20,
  },
]

export const reason = (label: string, hint: string): ItemField => ({
  ...{ key: 'reason', label, hint, type: 'textarea', required: true, max: 1000 },
})

export const person = (whose: string): readonly ItemField[] => [
  { key: 'personName', label: `${whose}姓名`, type: 'text', required: true, max: 30 },
  { key: 'personDocument', label: `${whose}证件号码`, type: 'text', required: true, max: 30 },
]

/** The time that the law leaves is counted in working days from the day of acceptance. */
export const workingDays = (days: number) => `受理后 ${days} 个工作日内`

export const FREE = '不收费'

/** How a case goes, the same for all of them. */
export const CASE_STEPS = [
  '登录单位账号，在线填写并上传材料，可以随时存成草稿。',
  '提交后，人社窗口收件、受理；缺材料会一次告诉您补什么。',
  '窗口审核，办结后在「单位办件」看结果。',
] as const

/** The same of what a person does for themselves. */
export const OWN_STEPS = [
  '登录个人账号，在线填写，可以随时存成草稿。',
  '提交后，人社窗口收件、受理；缺材料会一次告诉您补什么。',
  '窗口审核，办结后在「我的办件」看结果。',
] as const

/** How the office reaches the person. */
export const ownContact: readonly ItemField[] = [
  {
    ...{ key: 'contactMobile', label: '联系电话', type: 'text', required: true, max: 20 },
    hint: '手机或座机，办理中有疑问时打给您。',
  },
]

export const REVIEWED_STEPS = [
  '登录单位账号，在线填写并上传材料，可以随时存成草稿。',
  '提交后先由本单位有权审核的人在「我的工作台」审核。',
  '单位审核通过，人社窗口收件、受理；缺材料会一次告诉您补什么。',
  '窗口审核，办结后在「单位办件」看结果。',
] as const
