/** The columns of the four templates, in their order, and the words by which other people's tables name them. */

import type { CodeList, OtherNames } from '../fields/code-list.ts'
import { DOCUMENT_TYPES } from '../fields/document-type.ts'
import { CONTRACT_KINDS, CONTRACT_REASONS, INSURED_AS, JOBS } from '../fields/employment.ts'
import { ETHNIC_GROUPS, ethnicGroupShorts } from '../fields/ethnic-group.ts'
import { HOUSEHOLDS } from '../fields/household.ts'
import { TERMINATION_REASONS } from '../fields/termination-reason.ts'
import type { TemplateCode } from './names.ts'

export type ColumnKind = 'place' | 'name' | 'document' | 'mobile' | 'code' | 'day' | 'money' | 'text'

export interface Column {
  /** The name of the field in the row's schema. */
  key: string
  /** The header in the template. */
  header: string
  kind: ColumnKind
  /** Other headers that mean it. */
  words: readonly string[]
  list?: CodeList
  others?: OtherNames
  /** A table without it can be filed all the same. */
  optional?: true
}

/** As people shorten the names of documents. A bare 「护照」 is not among them: whose it is makes a difference. */
export const documentTypeNames: OtherNames = {
  身份证: '01',
  二代身份证: '01',
  第二代身份证: '01',
  第二代居民身份证: '01',
  公民身份证: '01',
  港澳通行证: '04',
  港澳居民通行证: '04',
  回乡证: '04',
  港澳台居住证: '05',
  台胞证: '06',
  台湾居民通行证: '06',
  外国人永久居留证: '07',
  永久居留身份证: '07',
  外籍护照: '08',
  外国护照: '08',
  社保卡: '90',
  其他: '99',
}

const place: Column = {
  ...{ key: 'place', header: '序号', kind: 'place', optional: true },
  words: ['编号', '行号', '排序', 'NO'],
}
const name: Column = {
  ...{ key: 'name', header: '姓名', kind: 'name' },
  words: ['员工姓名', '职工姓名', '人员姓名', '参保人姓名', '参保人', '名字', '员工'],
}
const documentType: Column = {
  ...{
    key: 'documentType',
    header: '证件类型',
    kind: 'code',
    list: DOCUMENT_TYPES,
    others: documentTypeNames,
  },
  words: ['证件种类', '证件类别', '证件名称', '身份证件类型', '证件'],
}
const documentNumber: Column = {
  ...{ key: 'documentNumber', header: '证件号码', kind: 'document' },
  words: [
    '证件号',
    '身份证号',
    '身份证号码',
    '身份证件号码',
    '公民身份号码',
    '社会保障号',
    '社会保障号码',
    '身份证',
  ],
}
const mobile: Column = {
  ...{ key: 'mobile', header: '移动电话', kind: 'mobile' },
  words: [
    '手机号',
    '手机号码',
    '手机',
    '移动电话号码',
    '联系电话',
    '联系方式',
    '电话',
    '电话号码',
    '联系手机',
  ],
}

const COLUMNS = {
  enrolment: [
    ...[place, name, documentType, documentNumber, mobile],
    {
      ...{ key: 'contractReason', header: '合同增加原因', kind: 'code', list: CONTRACT_REASONS },
      ...{
        words: ['增加原因', '新增原因', '增员原因', '签订类型', '合同签订类型'],
        others: { 新签订: '1', 首签: '1', 续订: '3' },
      },
    },
    {
      ...{ key: 'contractKind', header: '合同类别', kind: 'code', list: CONTRACT_KINDS },
      words: ['合同类型', '合同期限类型', '劳动合同类别', '劳动合同类型', '合同种类'],
      others: {
        有固定期限: '41',
        固定期: '41',
        无固定期: '42',
        以完成一定工作为期限: '43',
        完成一定工作任务: '43',
      },
    },
    {
      ...{ key: 'contractStart', header: '劳动合同开始日期', kind: 'day' },
      words: [
        ...['合同开始日期', '合同起始日期', '合同起始', '合同开始', '合同开始时间', '合同起始时间', '合同起'],
        ...['劳动合同起始日期', '劳动合同开始时间', '合同生效日期', '起始日期', '开始日期', '合同签订日期'],
      ],
    },
    {
      ...{ key: 'contractEnd', header: '劳动合同终止日期', kind: 'day', optional: true },
      words: [
        ...[
          '合同终止日期',
          '合同截止日期',
          '合同截止',
          '合同终止',
          '合同结束日期',
          '合同结束',
          '合同到期日期',
          '合同止',
        ],
        ...[
          '合同到期',
          '合同到期日',
          '合同到期时间',
          '劳动合同截止日期',
          '劳动合同结束日期',
          '劳动合同到期日期',
        ],
        ...['终止日期', '截止日期', '结束日期', '到期日期', '合同终止时间', '合同结束时间'],
      ],
    },
    {
      ...{ key: 'job', header: '岗位工种', kind: 'code', list: JOBS },
      words: ['岗位', '工种', '岗位类别', '工种岗位', '岗位名称', '职业工种'],
    },
    {
      ...{
        key: 'insuredAs',
        header: '参保身份',
        kind: 'code',
        list: INSURED_AS,
        others: { 职工: '101', 企业员工: '101' },
      },
      words: ['人员身份', '参保类型', '参保人员身份', '参保人身份', '人员类别'],
    },
    {
      ...{ key: 'wage', header: '月缴费工资', kind: 'money' },
      words: [
        '工资',
        '月工资',
        '缴费工资',
        '申报工资',
        '月申报工资',
        '缴费基数',
        '月缴费基数',
        '参保工资',
        '基数',
        '月薪',
      ],
    },
  ],
  termination: [
    ...[place, name, documentType, documentNumber],
    {
      ...{ key: 'reason', header: '变更原因', kind: 'code', list: TERMINATION_REASONS },
      words: ['停保原因', '减少原因', '减员原因', '退工原因', '离职原因', '终止原因', '解除原因', '原因'],
    },
    {
      ...{ key: 'stopDay', header: '停保时间', kind: 'day' },
      words: [
        '停保日期',
        '停保月份',
        '减少日期',
        '退工日期',
        '退工时间',
        '离职日期',
        '离职时间',
        '终止日期',
        '减员日期',
      ],
    },
  ],
  'basic-data': [
    ...[place, name, documentType, documentNumber, mobile],
    {
      ...{ key: 'ethnicGroup', header: '民族', kind: 'code', list: ETHNIC_GROUPS, others: ethnicGroupShorts },
      words: ['族别', '民族名称'],
    },
    {
      ...{ key: 'household', header: '户籍性质', kind: 'code', list: HOUSEHOLDS },
      words: ['户口性质', '户籍类型', '户口类型', '户籍类别', '户籍'],
    },
    {
      key: 'province',
      header: '省',
      kind: 'text',
      words: ['省份', '户籍省', '所在省', '省自治区直辖市'],
      optional: true,
    },
    {
      key: 'city',
      header: '市',
      kind: 'text',
      words: ['城市', '地市', '户籍市', '所在市', '地级市'],
      optional: true,
    },
    {
      key: 'county',
      header: '区县',
      kind: 'text',
      words: ['县区', '县市区', '区', '县', '所在区县'],
      optional: true,
    },
    {
      key: 'street',
      header: '街道',
      kind: 'text',
      words: ['街道乡镇', '乡镇街道', '乡镇', '镇'],
      optional: true,
    },
    {
      key: 'village',
      header: '社区村',
      kind: 'text',
      words: ['社区', '村', '居村委', '村社区', '村居'],
      optional: true,
    },
  ],
  'base-adjustment': [
    ...[place, name, documentNumber],
    {
      ...{ key: 'oldBase', header: '原缴费基数', kind: 'money' },
      words: ['原基数', '调整前基数', '调整前缴费基数', '现缴费基数', '原缴费工资', '原工资'],
    },
    {
      ...{ key: 'newBase', header: '新缴费基数', kind: 'money' },
      words: ['新基数', '调整后基数', '调整后缴费基数', '新缴费工资', '申报基数', '新工资'],
    },
  ],
} as const satisfies Record<TemplateCode, readonly Column[]>

export type ColumnKey = (typeof COLUMNS)[TemplateCode][number]['key'] | 'row'

export const columnsOf = (template: TemplateCode): readonly Column[] => COLUMNS[template]
