/** Who a row is about: the columns that more than one template has. */
import type { OtherNames } from '../../fields/code-list.ts'
import { DOCUMENT_TYPES } from '../../fields/document-type.ts'
import type { Column } from './types.ts'

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

export const place: Column = {
  ...{ key: 'place', header: '序号', kind: 'place', optional: true },
  words: ['编号', '行号', '排序', 'NO'],
}
export const name: Column = {
  ...{ key: 'name', header: '姓名', kind: 'name' },
  words: ['员工姓名', '职工姓名', '人员姓名', '参保人姓名', '参保人', '名字', '员工'],
}
export const documentType: Column = {
  ...{
    key: 'documentType',
    header: '证件类型',
    kind: 'code',
    list: DOCUMENT_TYPES,
    others: documentTypeNames,
  },
  words: ['证件种类', '证件类别', '证件名称', '身份证件类型', '证件'],
}
export const documentNumber: Column = {
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
export const mobile: Column = {
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
