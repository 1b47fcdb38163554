/** Sessions as JSON: sign in, see, renew, list and end them. */
import { Hono } from 'hono'
import { SignIn, signInRefusals } from '../../schema/login.ts'
import { Renewed, Session, SessionList, sessionRefusals } from '../../schema/session.ts'
import { allow, allowOperator } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { dropSessionCookie } from '../lib/session.ts'
import { enter } from '../login/enter.ts'
import * as acts from './acts.ts'

const iso = (ms: number) => new Date(ms).toISOString()

export const sessionApi = new Hono<Env>()
  .post(
    '/sessions',
    allow('anyone'),
    answers('Sign in with a password', { 201: Session }, signInRefusals),
    body(SignIn),
    async (c) => {
      const entered = await enter(c, c.req.valid('json'))
      return entered.ok
        ? c.json(await acts.show(c.env, entered.value), 201)
        : problem(c, signInRefusals, entered.error)
    },
  )
  .get(
    '/session',
    allowOperator(),
    answers('Who is signed in, and until when', { 200: Session }, sessionRefusals),
    async (c) => c.json(await acts.show(c.env, c.var.operator)),
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
