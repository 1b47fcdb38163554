import type { Examples } from '../ui/examples.ts'
import type { ShownNotice } from './notice-list.tsx'

export const noticeListExamples: Examples<{ notices: ShownNotice[] }> = {
  'three of them': {
    notices: [
      { id: 'a', kind: '公告', title: '关于 2026 年度社会保险缴费基数的公告', day: '2026年11月18日' },
      { id: 'b', kind: '公示', title: '和谐劳动关系创建单位名单公示', day: '2026年11月10日' },
      {
        ...{ id: 'c', kind: '公告', day: '2026年10月29日' },
        title: '关于调整全省工伤认定、劳动能力鉴定窗口办理时间和材料邮寄地址的公告（第三次更新）',
      },
    ],
  },
}
