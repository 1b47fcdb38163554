/** What a page hangs on that waits for a phone: told over a WebSocket, or asked. */
import { Hono } from 'hono'
import { Waiting, waitingRefusals } from '../../schema/waiting.ts'
import { allow } from '../lib/allow.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { readWatch, stateById, watchOf } from './acts.ts'

const { waiting_unknown } = waitingRefusals

export const waitingApi = new Hono<Env>().get(
  '/:ticket',
  allow('anyone'), // whoever has the address: it is proved by us, and stands in that page alone
  answers(
    'How the sign-in by scan of one page stands; as a WebSocket (RFC 6455) it sends each new status as text',
    { 200: Waiting },
    { waiting_unknown },
  ),
  async (c) => {
    const id = await readWatch(c.env, c.req.param('ticket'))
    if (!id) return problem(c, waitingRefusals, 'waiting_unknown')
    if (c.req.header('upgrade')?.toLowerCase() === 'websocket') return watchOf(c.env, id).fetch(c.req.raw)
    const status = await stateById(c.env, c.var.now, id)
    return status ? c.json({ status } satisfies Waiting) : problem(c, waitingRefusals, 'waiting_unknown')
  },
)
