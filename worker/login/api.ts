/** Signing in as JSON. */
import { Hono } from 'hono'
import { SignIn, signInRefusals } from '../../schema/login.ts'
import { Session } from '../../schema/session.ts'
import { allow } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { show } from '../session/acts.ts'
import { enter } from './enter.ts'

export const loginApi = new Hono<Env>().post(
  '/sessions',
  allow('anyone'),
  answers('Sign in with a password', { 201: Session }, signInRefusals),
  body(SignIn),
  async (c) => {
    const entered = await enter(c, c.req.valid('json'))
    return entered.ok
      ? c.json(await show(c.env, entered.value), 201)
      : problem(c, signInRefusals, entered.error)
  },
)
