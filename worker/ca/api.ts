/** What a page of the hall asks for before a key signs. */
import { Hono } from 'hono'
import { AskChallenge, Challenge } from '../../schema/ca.ts'
import { caRefusals } from '../../schema/ca-refusals.ts'
import { sessionRefusals } from '../../schema/session.ts'
import { allow } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { giveChallenge } from './challenge.ts'

const { ca_too_often } = caRefusals
const { not_signed_in } = sessionRefusals
const refusals = { ca_too_often, not_signed_in }

export const caApi = new Hono<Env>().post(
  '/challenges',
  allow('anyone'), // binding a key belongs to a session, which is asked for below
  answers(
    'What a CA key is to sign: good once, for five minutes, for the page that asked. To bind a key one must be signed in',
    { 201: Challenge },
    refusals,
  ),
  body(AskChallenge),
  async (c) => {
    const { purpose, clientId } = c.req.valid('json')
    const session = purpose === 'bind' ? await c.var.signedIn() : undefined
    if (purpose === 'bind' && !session) return problem(c, refusals, 'not_signed_in')
    const whose = session ? { purpose, sessionId: session.sessionId } : { purpose, clientId }
    const given = await giveChallenge(c.env, c.var.origin, c.var.now, whose)
    return given.ok ? c.json(given.value satisfies Challenge, 201) : problem(c, refusals, 'ca_too_often')
  },
)
