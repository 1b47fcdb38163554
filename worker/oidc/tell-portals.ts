/** After a request that may have ended sessions: portals hear of it at once, not only by the cron. */
import type { Context, MiddlewareHandler, Next } from 'hono'
import type { Env } from '../lib/env.ts'
import { logFault } from '../lib/log.ts'
import { deliverLogouts } from './acts.ts'
import { mayEndSessions } from './rules.ts'

export const tellPortals: MiddlewareHandler<Env> = (c, next) =>
  mayEndSessions(c.req.method, c.req.path) ? thenTell(c, next) : next()

async function thenTell(c: Context<Env>, next: Next): Promise<void> {
  await next()
  const told = deliverLogouts(c.env, Date.now(), 1).catch((error) => logFault(c.var.requestId, error))
  c.executionCtx.waitUntil(told)
}
