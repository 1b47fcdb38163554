import type { Examples } from '../ui/examples.ts'
import type { ActivityRow } from './activity-table.tsx'

export const activityTableExamples: Examples<{ rows: ActivityRow[] }> = {
  'a few days': {
    rows: [
      {
        id: 'a3',
        time: '今天 09:12',
        what: '密码登录',
        who: '法定代表人 李*',
        where: '江苏南京',
        result: '成功',
      },
      {
        id: 'a2',
        time: '今天 09:11',
        what: '密码登录',
        who: '法定代表人 李*',
        where: '江苏南京',
        result: '密码不对，第 1 次',
      },
      {
        id: 'a1',
        time: '11 月 19 日 17:40',
        what: '单位注册',
        who: '法定代表人 李*',
        where: '江苏苏州',
        result: '成功',
      },
    ],
  },
  'nothing yet': { rows: [] },
}
