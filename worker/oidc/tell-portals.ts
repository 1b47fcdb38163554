/** After a request that may have ended sessions: portals hear of it at once, not only by the cron. */
import type { MiddlewareHandler } from 'hono'
import type { Env } from '../lib/env.ts'
import { logFault } from '../lib/log.ts'
import { deliverLogouts } from './acts.ts'
import { mayEndSessions } from './rules.ts'

export const tellPortals: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  if (!mayEndSessions(c.req.method, c.req.path)) return
  const told = deliverLogouts(c.env, Date.now(), 1).catch((error) => logFault(c.var.requestId, error))
  c.executionCtx.waitUntil(told)
}
