/** What each element says around its frame, the same in the browser and where the edge draws it. */

export interface Look {
  /** The frame's accessible name. */
  title: string
  opening: string
  unreachable: string
  /** For a portal that put no way of its own inside: path and words. */
  wayOn: [path: string, words: string]
}

const unreachable = '这里没有打开，可能是网络不通。请刷新页面再试，或者用下面的链接。'
const opening = '正在打开…'

export const LOOKS = {
  'hall-login': {
    title: '单位登录',
    opening: '正在打开登录窗口…',
    unreachable: '登录窗口没有打开，可能是网络不通。请刷新页面再试，或者用下面的链接登录。',
    wayOn: ['/login', '到单位办事大厅登录'],
  },
  'hall-account': {
    ...{ title: '登录的单位', opening, unreachable },
    wayOn: ['/center', '到单位办事大厅查看'],
  },
  'hall-cases': {
    ...{ title: '单位办件', opening, unreachable },
    wayOn: ['/center/cases', '到单位办事大厅看办件'],
  },
  'hall-verify': {
    ...{ title: '证明验证', opening, unreachable },
    wayOn: ['/verify', '到单位办事大厅验证证明'],
  },
} as const satisfies Record<string, Look>
export type ElementName = keyof typeof LOOKS
