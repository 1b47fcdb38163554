/** 就业创业 and 社会保障卡 */
import { CASE_STEPS, contact, FREE, OWN_STEPS, ownContact, reason, workingDays } from './fields.ts'
import type { Item } from './types.ts'

export const employment: readonly Item[] = [
  {
    ...{ code: 'training-subsidy', name: '就业技能培训补贴申请', board: 'employment', audience: 'unit' },
    ...{ kind: 'case', hot: true, themes: ['subsidies', 'training', 'graduates'] },
    audiences: ['graduate', 'unemployed', 'employed', 'founder'],
    guide: {
      who: '组织职工或求职人员参加就业技能培训、取得证书的用人单位和培训机构，在培训结束后 12 个月内申请。',
      ...{ time: workingDays(20), cost: FREE, steps: CASE_STEPS },
    },
    fields: [
      { key: 'course', label: '培训项目', type: 'text', required: true, max: 60 },
      { key: 'from', label: '培训开始日期', type: 'date', required: true },
      { key: 'until', label: '培训结束日期', type: 'date', required: true },
      { key: 'people', label: '取得证书的人数', type: 'number', required: true, max: 6 },
      { key: 'amount', label: '申请补贴金额（元）', type: 'money', required: true },
      { key: 'account', label: '收款开户行及账号', type: 'text', required: true, max: 80 },
      reason('培训情况', '培训内容、课时、考核办法。'),
      ...contact,
    ],
    materials: [
      { key: 'roster', label: '培训人员名册', required: true },
      { key: 'certificates', label: '取得的证书', required: true },
      { key: 'invoice', label: '培训费用发票', required: true },
    ],
  },
]

export const card: readonly Item[] = [
  {
    ...{ code: 'card-loss', name: '社会保障卡正式挂失', board: 'card', audience: 'person', kind: 'case' },
    ...{ themes: [], audiences: ['employed', 'unemployed', 'retired', 'other'] },
    guide: {
      who: '社会保障卡丢失或被盗的持卡人本人。单位不能代办。卡刚丢的，请先拨打 12333 口头挂失，5 天内有效。',
      ...{ time: workingDays(1), cost: '挂失不收费；补卡按发卡银行的规定' },
      steps: OWN_STEPS,
    },
    fields: [
      {
        ...{ key: 'cardNumber', label: '社会保障卡卡号', type: 'text', required: false, max: 30 },
        hint: '记不得可以不填，窗口按您的证件号码找。',
      },
      {
        ...{ key: 'cause', label: '怎么没有的', type: 'select', required: true },
        options: [
          { value: 'lost', label: '丢失' },
          { value: 'stolen', label: '被盗' },
          { value: 'other', label: '其他' },
        ],
      },
      { key: 'lostDay', label: '哪一天发现的', type: 'date', required: true },
      {
        ...{ key: 'oral', label: '有没有口头挂失', type: 'select', required: true },
        options: [
          { value: 'yes', label: '已经口头挂失' },
          { value: 'no', label: '还没有' },
        ],
      },
      ...ownContact,
    ],
  },
]
