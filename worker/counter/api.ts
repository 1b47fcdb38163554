/** What a page at the counter asks before its session ends. */
import { Hono } from 'hono'
import { ClerkRenewed, clerkSessionRefusals } from '../../schema/counter.ts'
import { allowClerk } from '../lib/allow.ts'
import type { Env } from '../lib/env.ts'
import { answers } from '../lib/route.ts'
import { idleEnd } from '../session/rules.ts'
import { touchSession } from './session-store.ts'

export const counterApi = new Hono<Env>().post(
  '/session/renew',
  allowClerk(),
  answers('Start the idle time of a clerk’s session again', { 200: ClerkRenewed }, clerkSessionRefusals),
  async (c) => {
    const { sessionId, endsAt } = c.var.clerk
    await touchSession(c.env.DB, sessionId, c.var.now).run()
    return c.json({ idleAt: new Date(idleEnd(c.var.now, endsAt)).toISOString() })
  },
)
