/** A visitor without a browser: keeps cookies, posts forms and JSON, follows nothing by itself. */

export interface Reply<T = unknown> {
  status: number
  headers: Headers
  text: string
  /** The parsed body; undefined when it is no JSON. */
  json: T
}

export class Visitor {
  readonly cookies = new Map<string, string>()
  /** An address of their own, so that limits per address meet one visitor at a time. */
  readonly address = `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join('.')}`
  readonly origin: string

  constructor(origin: string) {
    this.origin = origin
  }

  get<T = unknown>(path: string, headers: Record<string, string> = {}): Promise<Reply<T>> {
    return this.send<T>(path, { headers: { accept: 'text/html', ...headers } })
  }

  post<T = unknown>(path: string, body: object = {}): Promise<Reply<T>> {
    const headers = { 'content-type': 'application/json' }
    return this.send<T>(path, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  /** Posts as a browser without a script does. */
  submit(path: string, fields: Record<string, string>): Promise<Reply> {
    const headers = { accept: 'text/html', origin: this.origin, 'sec-fetch-site': 'same-origin' }
    return this.send(path, { method: 'POST', headers, body: new URLSearchParams(fields) })
  }

  delete<T = unknown>(path: string): Promise<Reply<T>> {
    return this.send<T>(path, { method: 'DELETE' })
  }

  async send<T = unknown>(path: string, init: RequestInit = {}): Promise<Reply<T>> {
    const headers = new Headers(init.headers)
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (cookie && !headers.has('cookie')) headers.set('cookie', cookie)
    if (!headers.has('cf-connecting-ip')) headers.set('cf-connecting-ip', this.address)
    // Not to be used again: the hall closes it after its refusal.
    if (mayStayUnread(init.body)) headers.set('connection', 'close')
    const ask = () => fetch(new URL(path, this.origin), { redirect: 'manual', ...init, headers })
    const response = await (mayStayUnread(init.body) ? persistently(ask) : ask())
    for (const set of response.headers.getSetCookie()) this.keep(set)
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (isJson ? JSON.parse(text) : undefined) as T,
    }
  }

  private keep(set: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
    if (/max-age=0/i.test(set)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

/** What the hall may refuse before it has read it: what is too large, and files for what is not there. */
const mayStayUnread = (body: RequestInit['body']) =>
  body instanceof FormData ||
  ((typeof body === 'string' || body instanceof URLSearchParams) && String(body).length > 64 * 1024)

/** Tries again when the connection breaks: the sender may see it closed before the answer. */
export async function persistently<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; tries < 5; tries++) {
    try {
      return await send()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50 * tries))
    }
  }
  return send()
}

/** Posts the same body many times at once. */
export const flood = (visitor: Visitor, times: number, path: string, body: object) =>
  Array.from({ length: times }, () => visitor.post<{ reason?: string }>(path, body))

/** How often each answer was given: its status, or the reason of a refusal. */
export function tally(replies: Reply<{ reason?: string }>[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, json } of replies) {
    const key = json?.reason ?? String(status)
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}
