/** One structured line a request, without personal data: the route's pattern, never the address asked for. */
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Env } from './env.ts'
import { newId } from './ids.ts'
import { originOf } from './origin.ts'

export const log: MiddlewareHandler<Env> = async (c, next) => {
  const now = Date.now()
  c.set('now', now)
  c.set('requestId', newId(now).slice(-10))
  c.set('origin', originOf(c))
  await next()
  const line = {
    at: 'request',
    id: c.var.requestId,
    method: c.req.method,
    route: routePath(c, -1),
    status: c.res.status,
  }
  console.info(JSON.stringify({ ...line, ms: Date.now() - now }))
}

/** A fault of ours: its kind and place, for whoever is on duty. Messages may quote input, so they stay out. */
export function logFault(requestId: string, error: unknown): void {
  const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: undefined }
  const frames = stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 4)
  console.error(JSON.stringify({ at: 'fault', id: requestId, name, frames }))
}
