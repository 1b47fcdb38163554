/** One structured line a request, without personal data: the route's pattern, never the address asked for. */
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Env } from './env.ts'
import { originOf } from './origin.ts'

export const log: MiddlewareHandler<Env> = async (c, next) => {
  const now = Date.now()
  c.set('now', now)
  c.set('requestId', crypto.randomUUID().slice(0, 8))
  c.set('origin', originOf(c))
  await next()
  // Written once the answer is on its way.
  const line = {
    at: 'request',
    id: c.get('requestId'),
    method: c.req.method,
    route: routePath(c, -1),
    status: c.res.status,
  }
  const ms = Date.now() - now
  c.executionCtx.waitUntil(scheduler.wait(0).then(() => console.info(JSON.stringify({ ...line, ms }))))
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
