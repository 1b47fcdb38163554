/** Institutions of a unit: what they are registered by. */
import { DOCUMENT_TYPES } from '../fields/document-type.ts'
import { INSTITUTION_TYPES, LEVELS } from '../fields/institution.ts'
import { CASE_STEPS, contact, FREE, workingDays } from './fields.ts'
import type { Item } from './types.ts'

const optionsOf = (names: Record<string, string>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))

export const institutions: readonly Item[] = [
  {
    ...{ code: 'institution-registration', name: '机构登记', board: 'talent', audience: 'unit' },
    ...{ kind: 'case', themes: [], audiences: ['founder', 'other'], keepers: true },
    guide: {
      who: '办了培训学校、见习基地、人力资源服务等机构的单位，由法定代表人或管理员申请。',
      bring: ['机构管理员要先在大厅完成个人实名注册'],
      ...{ time: workingDays(5), cost: FREE },
      steps: [...CASE_STEPS, '通过以后机构就开通了，机构编号在「机构管理」里看，管理员用它登录。'],
    },
    fields: [
      {
        ...{ key: 'institutionName', label: '机构名称', type: 'text', required: true, max: 120 },
        hint: '和批准或备案的名称一致。',
      },
      {
        ...{ key: 'type', label: '机构类型', type: 'select', required: true },
        options: INSTITUTION_TYPES.flatMap(({ types }) => optionsOf(types)),
      },
      { key: 'level', label: '机构层级', type: 'select', required: true, options: optionsOf(LEVELS) },
      { key: 'approvedBy', label: '批准或备案的机关', type: 'text', required: true, max: 60 },
      { key: 'approvalNumber', label: '批准或备案的文号', type: 'text', required: true, max: 60 },
      { key: 'name', label: '机构管理员姓名', type: 'text', required: true, max: 60 },
      {
        ...{ key: 'documentType', label: '机构管理员证件类型', type: 'select', required: true },
        options: optionsOf(DOCUMENT_TYPES),
      },
      { key: 'documentNumber', label: '机构管理员证件号码', type: 'text', required: true, max: 40 },
      {
        ...{ key: 'mobile', label: '机构管理员手机号码', type: 'text', required: true, max: 20 },
        hint: '和他注册个人账号时的一样。',
      },
      ...contact,
    ],
    materials: [{ key: 'approval', label: '批准或备案的文件', required: true }],
  },
]
