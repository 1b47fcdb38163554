/** The authorization endpoint: judges what a portal asks for, signs in, hands out a code. */
import type { Context } from 'hono'
import * as v from 'valibot'
import { type SignIn, signInRefusals } from '../../schema/login.ts'
import { AuthorizeQuery } from '../../schema/oidc.ts'
import { audited } from '../lib/audit.ts'
import type { Env } from '../lib/env.ts'
import { newToken } from '../lib/ids.ts'
import type { FieldError } from '../lib/problem.ts'
import type { SignedIn } from '../lib/session.ts'
import { signIn } from '../login/acts.ts'
import { enter } from '../login/enter.ts'
import { type Asked, answer, form, refuse } from './authorize-page.tsx'
import { findClient } from './client-store.ts'
import { type AuthorizationRequest, type Client, judge, sessionAnswers } from './rules.ts'
import { insertCode } from './store.ts'

/** RFC 6749 recommends ten minutes at most; the exchange follows at once, server to server. */
const CODE_MS = 60_000

/** The request as it stands in the address, judged anew at every step: nothing of it is kept. */
async function asked(c: Context<Env>): Promise<Asked | Response> {
  const all = c.req.queries()
  if (Object.values(all).some((values) => values.length > 1)) return refuse(c, 'duplicate_parameter')
  const query = v.safeParse(AuthorizeQuery, c.req.query())
  if (!query.success) return refuse(c, 'parameter_too_long')
  const client = await findClient(c.env.DB, query.output.client_id)
  const judged = judge(query.output, client)
  if (judged.kind === 'refused' || !client)
    return refuse(c, judged.kind === 'refused' ? judged.reason : 'client_unknown')
  if (judged.kind === 'error') return answer(c, client, judged, { ...judged.error })
  return { client, request: judged.request }
}

/** `GET /oidc/authorize`. */
export async function getAuthorize(c: Context<Env>) {
  const found = await asked(c)
  if (found instanceof Response) return found
  const { client, request } = found
  // A frame gets no cookie from us and we ask for none: it must work where browsers block them.
  const session = request.mode === 'query' ? await c.var.signedIn() : undefined
  if (session && sessionAnswers(request, session.signedInAt, c.var.now))
    return giveCode(c, client, request, session)
  if (request.prompt === 'none')
    return answer(c, client, request, { error: 'login_required', error_description: 'sign-in is needed' })
  return form(c, found, { values: {}, errors: [] })
}

/** `POST /oidc/authorize`: the form of that page, checked. */
export async function postAuthorize(c: Context<Env>, input: SignIn) {
  const found = await asked(c)
  if (found instanceof Response) return found
  const { client, request } = found
  const framed = request.mode === 'web_message'
  const opened = framed
    ? await signIn(c.env, c.var.origin, c.var.now, input, { clientId: client.id })
    : await enter(c, input)
  if (opened.ok)
    return giveCode(c, client, request, 'session' in opened.value ? opened.value.session : opened.value)
  const { text, status } = signInRefusals[opened.error]
  const values = { unit: input.unit, person: input.person }
  return form(c, found, { values, errors: [], problem: text }, status as 401 | 423 | 429)
}

/** The form again, with what is wrong in it. */
export async function authorizeAgain(c: Context<Env>, errors: FieldError[], typed: Record<string, unknown>) {
  const found = await asked(c)
  if (found instanceof Response) return found
  const values = { unit: String(typed.unit ?? ''), person: String(typed.person ?? '') }
  return form(c, found, { values, errors }, 422)
}

async function giveCode(c: Context<Env>, client: Client, request: AuthorizationRequest, session: SignedIn) {
  const { now } = c.var
  const { id, token, secretHash } = await newToken(now)
  const { redirectUri, codeChallenge, nonce, scope } = request
  const entry = {
    unitId: session.unitId,
    actor: `operator:${session.operatorId}`,
    subject: `client:${client.id}`,
  }
  await c.env.DB.batch([
    insertCode(c.env.DB, {
      id,
      secretHash,
      clientId: client.id,
      sessionId: session.sessionId,
      redirectUri,
      codeChallenge,
      nonce,
      scope,
      now,
      expiresAt: now + CODE_MS,
    }),
    await audited(c.env, c.var.origin, now, { ...entry, act: 'authorize', result: 'done' }),
  ])
  return answer(c, client, request, { code: token })
}
