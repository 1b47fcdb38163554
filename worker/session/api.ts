/** Sessions as JSON: see, renew, list and end them. Signing in is worker/login/api.ts. */
import { Hono } from 'hono'
import { Renewed, Session, SessionList, sessionRefusals } from '../../schema/session.ts'
import { allowOperator } from '../lib/allow.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { dropSessionCookie } from '../lib/session.ts'
import * as acts from './acts.ts'

const iso = (ms: number) => new Date(ms).toISOString()

export const sessionApi = new Hono<Env>()
  .get(
    '/session',
    allowOperator(),
    answers('Who is signed in, and until when', { 200: Session }, sessionRefusals),
    async (c) => c.json(await acts.show(c.env, c.get('operator'))),
  )
  .post(
    '/session/renew',
    allowOperator(),
    answers('Start the idle time again', { 200: Renewed }, sessionRefusals),
    async (c) => c.json({ idleAt: iso(await acts.renew(c.env, c.var.now, c.var.operator)) }),
  )
  .delete('/session', allowOperator(), answers('Sign out', { 204: null }, sessionRefusals), async (c) => {
    await acts.end(c.env, c.var.origin, c.var.now, c.var.operator, c.var.operator.sessionId)
    dropSessionCookie(c)
    return c.body(null, 204)
  })
  .get(
    '/sessions',
    allowOperator(),
    answers("The operator's open sessions, newest first", { 200: SessionList }, sessionRefusals),
    async (c) => {
      const rows = await acts.list(c.env, c.var.operator, c.var.now)
      const sessions = rows.map(({ created_at, seen_at, ...row }) => ({
        ...row,
        signedInAt: iso(created_at),
        seenAt: iso(seen_at),
        current: row.id === c.var.operator.sessionId,
      }))
      return c.json({ sessions } satisfies SessionList)
    },
  )
  .delete(
    '/sessions/:id',
    allowOperator(),
    answers('End one of the open sessions', { 204: null }, sessionRefusals),
    async (c) => {
      const ended = await acts.end(c.env, c.var.origin, c.var.now, c.var.operator, c.req.param('id'))
      return ended ? c.body(null, 204) : problem(c, sessionRefusals, 'session_unknown')
    },
  )
  .delete(
    '/sessions',
    allowOperator(),
    answers('End all, this one too', { 204: null }, sessionRefusals),
    async (c) => {
      await acts.endAll(c.env, c.var.origin, c.var.now, c.var.operator)
      dropSessionCookie(c)
      return c.body(null, 204)
    },
  )
