/** 劳动关系 */
import { CASE_STEPS, contact, FREE, person, reason, workingDays } from './fields.ts'
import type { Item } from './types.ts'

const base = { board: 'labour', audience: 'unit', kind: 'case' } as const

const disputes: readonly Item[] = [
  {
    ...{ code: 'arbitration', name: '劳动人事争议仲裁申请', ...base, hot: true, delivers: true },
    ...{ themes: [], audiences: ['employed', 'unemployed'] },
    guide: {
      who: '与职工发生劳动人事争议的单位，从知道权利受到侵害之日起一年内申请。',
      ...{ time: '5 日内决定是否受理，受理后 45 日内结案', cost: FREE, steps: CASE_STEPS },
    },
    fields: [
      ...person('对方'),
      { key: 'claim', label: '仲裁请求', type: 'textarea', required: true, max: 500 },
      {
        key: 'amount',
        label: '涉及金额（元）',
        hint: '没有金额的可以不填。',
        type: 'money',
        required: false,
      },
      reason('事实和理由', '按时间先后写清楚发生了什么。'),
      ...contact,
    ],
    materials: [
      { key: 'application', label: '盖章的仲裁申请书', required: true },
      { key: 'evidence', label: '证据材料', required: false },
    ],
  },
  {
    ...{ code: 'mediation', name: '劳动人事争议调解申请', ...base },
    ...{ themes: [], audiences: ['employed', 'unemployed'] },
    guide: {
      who: '愿意先调解、不急着仲裁的单位和职工。',
      ...{ time: '受理后 15 日内', cost: FREE, steps: CASE_STEPS },
    },
    fields: [
      ...person('对方'),
      { key: 'claim', label: '希望怎样解决', type: 'textarea', required: true, max: 500 },
      reason('争议的经过', '按时间先后写清楚发生了什么。'),
      ...contact,
    ],
    materials: [{ key: 'evidence', label: '有关材料', required: false }],
  },
  {
    ...{ code: 'mediation-registration', name: '调解登记', ...base },
    ...{ themes: [], audiences: ['employed'] },
    guide: {
      who: '单位内部设立了劳动争议调解委员会，要向人社部门登记的。',
      ...{ time: workingDays(5), cost: FREE, steps: CASE_STEPS },
    },
    fields: [
      { key: 'committee', label: '调解组织名称', type: 'text', required: true, max: 60 },
      { key: 'founded', label: '成立日期', type: 'date', required: true },
      { key: 'members', label: '调解员名单', type: 'textarea', required: true, max: 500 },
      ...contact,
    ],
    materials: [{ key: 'decision', label: '成立文件', required: true }],
  },
]

const duties: readonly Item[] = [
  {
    ...{ code: 'harmonious-relations', name: '和谐劳动关系创建评价', ...base },
    ...{ themes: [], audiences: ['employed'] },
    guide: {
      who: '依法用工、近三年没有重大劳动违法行为、自愿参加评价的单位。',
      ...{ time: workingDays(30), cost: FREE, steps: CASE_STEPS },
    },
    fields: [
      {
        ...{ key: 'level', label: '申报等级', type: 'select', required: true },
        options: [
          { value: 'county', label: '县（市、区）级' },
          { value: 'city', label: '市级' },
          { value: 'province', label: '省级' },
        ],
      },
      { key: 'staff', label: '职工人数', type: 'number', required: true, max: 7 },
      { key: 'contracts', label: '劳动合同签订率（%）', type: 'number', required: true, max: 3 },
      reason('自评情况', '集体协商、职工代表大会、工资支付等方面的做法。'),
      ...contact,
    ],
    materials: [
      { key: 'selfCheck', label: '自评表', required: true },
      { key: 'proof', label: '佐证材料', required: false },
    ],
  },
  {
    ...{ code: 'dispatch-report', name: '劳务派遣单位年度经营情况报告核验', ...base },
    ...{ themes: [], audiences: ['employed'] },
    guide: {
      who: '取得劳务派遣经营许可证的单位，每年 3 月 31 日以前报告上一年度的情况。',
      ...{ time: workingDays(20), cost: FREE, steps: CASE_STEPS },
    },
    fields: [
      { key: 'year', label: '报告年度', type: 'number', required: true, max: 4 },
      { key: 'permit', label: '许可证编号', type: 'text', required: true, max: 40 },
      { key: 'dispatched', label: '被派遣劳动者人数', type: 'number', required: true, max: 7 },
      { key: 'revenue', label: '派遣业务收入（元）', type: 'money', required: true },
      reason('年度经营情况', '合同签订、社保缴纳、报酬支付和争议处理。'),
      ...contact,
    ],
    materials: [
      { key: 'report', label: '年度经营情况报告', required: true },
      { key: 'permit', label: '许可证副本', required: true },
    ],
  },
  {
    ...{ code: 'layoff-filing', name: '企业经济性裁员人员备案', ...base },
    ...{ themes: ['employment'], audiences: ['unemployed'] },
    guide: {
      who: '需要裁减 20 人以上，或不足 20 人但占职工总数一成以上，已经提前 30 日向全体职工说明情况的企业。',
      ...{ time: workingDays(5), cost: FREE, steps: CASE_STEPS },
    },
    fields: [
      { key: 'staff', label: '职工总数', type: 'number', required: true, max: 7 },
      { key: 'dismissed', label: '拟裁减人数', type: 'number', required: true, max: 7 },
      { key: 'explained', label: '向职工说明情况的日期', type: 'date', required: true },
      reason('裁员原因和方案', '包括经济补偿办法和优先留用的人员。'),
      ...contact,
    ],
    materials: [
      { key: 'plan', label: '裁减人员方案', required: true },
      { key: 'roster', label: '拟裁减人员名单', required: true },
      { key: 'opinion', label: '工会或职工意见', required: true },
    ],
  },
  {
    ...{ code: 'labour-contract', name: '劳动合同拟定', board: 'labour', audience: 'unit', kind: 'case' },
    ...{ themes: [], audiences: ['employed', 'graduate'] },
    guide: {
      who: '要和职工签订书面劳动合同的用人单位，应当在用工之日起一个月内签订。',
      ...{ time: workingDays(3), cost: FREE },
      steps: [
        '登录单位账号，填写合同的主要条款，可以随时存成草稿。',
        '人社部门看条款合不合法，要改的写明改哪里。',
        '办结后打印条款，双方签字盖章，各执一份。',
      ],
    },
    fields: [
      ...person('职工'),
      {
        ...{ key: 'term', label: '合同期限', type: 'select', required: true },
        options: [
          { value: 'fixed', label: '固定期限' },
          { value: 'open', label: '无固定期限' },
          { value: 'task', label: '以完成一定工作任务为期限' },
        ],
      },
      { key: 'from', label: '开始日期', type: 'date', required: true },
      { key: 'until', label: '终止日期', hint: '只有固定期限的要填。', type: 'date', required: false },
      { key: 'job', label: '岗位和工作内容', type: 'text', required: true, max: 100 },
      { key: 'place', label: '工作地点', type: 'text', required: true, max: 100 },
      { key: 'wage', label: '每月工资（元）', type: 'money', required: true },
      {
        key: 'clauses',
        label: '工作时间、休假、试用期和其他条款',
        type: 'textarea',
        required: true,
        max: 1000,
      },
      ...contact,
    ],
  },
]

export const labour: readonly Item[] = [...disputes, ...duties]
