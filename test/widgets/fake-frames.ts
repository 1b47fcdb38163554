/** What a fake hall shows in the frames of the account and of the counters. */
import type { IncomingMessage } from 'node:http'

export interface Drawn {
  /** Attributes of the place that the frame's script reads. */
  data: Record<string, string>
  inside: string
}

const OVER = { refused: 'session_over', detail: 'The session has ended.' }
const USED = { refused: 'ticket_used', detail: 'The ticket was used before.' }

/** How often each client's frame was loaded with a ticket. */
export type Loads = Map<string, number>

/** The account is 104 pixels high, its button signs out; counters are 132, and 「再看」 counts how often they were looked at. */
export function drawWidget(request: IncomingMessage, loads: Loads): Drawn {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://hall')
  const client = query.get('client_id') ?? ''
  const count = (loads.get(`${request.method} ${pathname} ${client}`) ?? 0) + 1
  loads.set(`${request.method} ${pathname} ${client}`, count)
  if (pathname.endsWith('/sign-out')) return { data: { over: '' }, inside: '<p tabindex="-1">已经退出</p>' }
  if (client === 'over') return { data: OVER, inside: '<p>登录已经结束</p>' }
  if (client === 'always-stale' || (client === 'stale' && count === 1))
    return { data: USED, inside: '<p>用过了</p>' }
  const post = (path: string, more: string) =>
    `<form method="post" action="${path}?client_id=${client}" ${more}><input type="hidden" name="key" value="k"><button>退出登录</button></form>`
  if (pathname === '/embed/verify') {
    const form = `<form method="get" action="${pathname}"><input type="hidden" name="client_id" value="${client}"><input name="q"><button>验证</button></form>`
    const number = query.get('q')
    return {
      data: number ? { result: 'genuine', number } : {},
      inside: `<div style="height:330px">${form}</div>`,
    }
  }
  const again = post(pathname, 'hidden')
  const height = pathname === '/embed/account' ? 104 : 132
  const shown =
    pathname === '/embed/account' ? post('/embed/account/sign-out', '') : `<p>看过 ${count} 次</p>`
  return { data: {}, inside: `<div style="height:${height}px">${shown}${again}</div>` }
}
