import { CONTRACT_KINDS, CONTRACT_REASONS, INSURED_AS, JOBS } from '../../fields/employment.ts'
import { documentNumber, documentType, mobile, name, place } from './person.ts'
import type { Column } from './types.ts'

export const enrolmentColumns: readonly Column[] = [
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
      // Renewals have neither this nor a wage; a row that needs them says so.
      optional: true,
      list: INSURED_AS,
      others: { 职工: '101', 企业员工: '101' },
    },
    words: ['人员身份', '参保类型', '参保人员身份', '参保人身份', '人员类别'],
  },
  {
    ...{ key: 'wage', header: '月缴费工资', kind: 'money', optional: true },
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
]
