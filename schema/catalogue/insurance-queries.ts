/** 社会保险: what is looked up and printed. */
import { FREE } from './fields.ts'
import type { Item } from './types.ts'

const base = { board: 'insurance', audience: 'unit', kind: 'query' } as const
const AT_ONCE = '当时出结果'

export const insuranceQueries: readonly Item[] = [
  {
    ...{ code: 'certificate', name: '单位人员参保证明打印', ...base, hot: true },
    page: '/center/certificate',
    ...{ themes: ['pension'], audiences: ['employed', 'retired'] },
    guide: {
      who: '参保单位，为自己和在职职工打印参保证明，例如投标、贷款时用。',
      ...{ time: AT_ONCE, cost: FREE },
      steps: ['选择险种、月份和人员。', '预览。', '下载带验证码的证明。'],
    },
  },
  {
    ...{ code: 'certificate-check', name: '单位人员参保证明验证', ...base, page: '/verify' },
    ...{ themes: ['pension'], audiences: ['other'] },
    guide: {
      who: '收到参保证明、想核对真假的任何单位和个人，不用登录。',
      ...{ time: AT_ONCE, cost: FREE },
      steps: ['扫证明上的二维码，或输入编号。', '对照显示的摘要。'],
    },
  },
  {
    ...{ code: 'monthly-changes', name: '人员月度变更', ...base, page: '/center/unit/insurance/changes' },
    ...{ themes: ['pension'], audiences: ['employed'] },
    guide: {
      who: '参保单位，查某个月新增、停保了哪些人。',
      ...{ time: AT_ONCE, cost: FREE },
      steps: ['选择月份。', '查看或导出。'],
    },
  },
  {
    ...{ code: 'monthly-payments', name: '人员月缴费明细', ...base, page: '/center/unit/payments/details' },
    ...{ themes: ['pension'], audiences: ['employed'] },
    guide: {
      who: '参保单位，查每个人每个险种当月缴了多少。',
      ...{ time: AT_ONCE, cost: FREE },
      steps: ['选择结算月份。', '按人员或险种筛选。', '查看或导出。'],
    },
  },
]
