/** The four spreadsheets that a unit may hand in. The codes are those of the items in the catalogue. */
import * as v from 'valibot'

export const TEMPLATE_NAMES = {
  enrolment: '用工参保登记',
  termination: '退工停保登记',
  'basic-data': '人员基础信息采集',
  'base-adjustment': '缴费基数调整',
} as const

export type TemplateCode = keyof typeof TEMPLATE_NAMES

export const TEMPLATE_CODES = Object.keys(TEMPLATE_NAMES) as TemplateCode[]

export const Template = v.picklist(TEMPLATE_CODES)
