import type { Examples } from '../ui/examples.ts'
import type { CounterBarProps } from './counter-bar.tsx'

export const counterBarExamples: Examples<CounterBarProps> = {
  'a clerk': {
    name: '王*',
    role: '窗口人员',
    office: '鼓楼区人社窗口',
    administers: false,
    current: '/counter',
  },
  'an administrator': { name: '欧阳**', role: '系统管理员', office: '省人社信息中心', administers: true },
}
