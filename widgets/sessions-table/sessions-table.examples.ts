import type { Examples } from '../ui/examples.ts'
import type { SessionsTableProps } from './sessions-table.tsx'

const actions = { endAction: '/center/sessions/end', endAllAction: '/center/sessions/end-all' }

export const sessionsTableExamples: Examples<SessionsTableProps> = {
  'three devices': {
    ...actions,
    sessions: [
      {
        id: 's1',
        device: 'Windows 电脑，Chrome 浏览器',
        place: '江苏南京',
        way: '密码',
        seenAt: '刚刚',
        current: true,
      },
      {
        id: 's2',
        device: '安卓手机，微信',
        place: '江苏苏州',
        way: '手机应用扫码',
        seenAt: '今天 09:12',
        current: false,
      },
      {
        id: 's3',
        device: 'Windows 电脑，Edge 浏览器',
        place: '位置未知',
        way: '电子营业执照',
        portal: '示范市政务服务网',
        seenAt: '11 月 19 日 17:40',
        current: false,
      },
    ],
  },
  'only this one': {
    ...actions,
    sessions: [
      {
        id: 's1',
        device: 'Windows 电脑，Chrome 浏览器',
        place: '江苏南京',
        way: '密码',
        seenAt: '刚刚',
        current: true,
      },
    ],
  },
  'none at all': { ...actions, sessions: [] },
}
