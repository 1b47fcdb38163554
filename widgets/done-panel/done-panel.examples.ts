import type { Examples } from '../ui/examples.ts'
import type { DonePanelProps } from './done-panel.tsx'

export const donePanelExamples: Examples<DonePanelProps> = {
  'a unit is registered': {
    title: '注册成功',
    children: '现在可以用单位编号或统一社会信用代码，加上您的证件号码或手机号码登录。',
    rows: [
      { name: '单位', value: '江苏示范科技有限公司' },
      { name: '单位编号', value: '20211300' },
    ],
    next: { href: '/login', label: '去登录' },
    other: { href: '/', label: '回大厅首页' },
  },
  'nothing to keep': { title: '密码已经改好', next: { href: '/login', label: '去登录' } },
}
