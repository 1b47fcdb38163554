import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Env } from './lib/env.ts'
import { headers, ownForms } from './lib/headers.ts'
import { log } from './lib/log.ts'
import { commonProblem } from './lib/problem.ts'
import { signedIn } from './session/signed-in.ts'

// Forms and JSON are small; files go to R2 by their own way.
const MAX_BODY = 64 * 1024

export const app = new Hono<Env>()
app.use(log, headers, ownForms, bodyLimit({ maxSize: MAX_BODY, onError: (c) => commonProblem(c, 'too_large') }), signedIn)
app.get('/healthz', (c) => c.text('ok'))

export default app
