/** 就业创业 and 社会保障卡 */
import { CASE_STEPS, contact, FREE, reason, workingDays } from './fields.ts'
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
    ...{ code: 'card-loss', name: '社会保障卡正式挂失', board: 'card', audience: 'person', kind: 'filing' },
    ...{ themes: [], audiences: ['employed', 'unemployed', 'retired', 'other'] },
    notHere:
      '挂失要由持卡人本人办，单位不能代办。请本人打开手机应用「江苏智慧人社」挂失，或带身份证到发卡银行网点。卡丢了请先拨打 12333 口头挂失。',
    guide: {
      who: '社会保障卡丢失或被盗的持卡人本人。',
      bring: ['本人有效身份证件'],
      ...{ time: '当时生效', cost: '挂失不收费；补卡按发卡银行的规定' },
      steps: ['先拨打 12333 口头挂失，5 天内有效。', '再办正式挂失。', '需要时申请补卡。'],
    },
  },
]
