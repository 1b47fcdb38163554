/** The authorization endpoint: judges what a portal asks for, signs in, hands out a code. */
import type { Context, MiddlewareHandler } from 'hono'
import * as v from 'valibot'
import { SignIn, signInRefusals } from '../../schema/login.ts'
import { AuthorizeQuery } from '../../schema/oidc.ts'
import { audited } from '../lib/audit.ts'
import type { Env } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newToken } from '../lib/ids.ts'
import type { FieldError } from '../lib/problem.ts'
import type { JustSignedIn } from '../lib/session.ts'
import { signIn } from '../login/acts.ts'
import { enter } from '../login/enter.ts'
import { type Asked, answer, form, refuse, requestOver } from './authorize-page.tsx'
import { findClient } from './client-store.ts'
import { readHint } from './hint.ts'
import { rememberClient } from './logout-store.ts'
import { isPushed, pushed } from './par.ts'
import { dropPushed } from './par-store.ts'
import { judge, sessionAnswers } from './rules.ts'
import { insertCode } from './store.ts'

/** RFC 6749 recommends ten minutes at most; the exchange follows at once, server to server. */
const CODE_MS = 60_000
/** Of a request that came by a form, in characters; a longer one may be sent ahead. */
const LONGEST_ADDRESS = 12_000

/**
 * The request as it stands in the address, or as it was pushed ahead, judged anew at every step: nothing of it is
 * kept beyond that.
 */
export async function asked(c: Context<Env>): Promise<Asked | Response> {
  const all = c.req.queries()
  if (Object.values(all).some((values) => values.length > 1)) return refuse(c, 'duplicate_parameter')
  const address = v.safeParse(AuthorizeQuery, c.req.query())
  if (!address.success) return refuse(c, 'parameter_too_long')
  const { client_id, request_uri } = address.output
  const client = await findClient(c.env.DB, client_id)
  const ahead =
    isPushed(request_uri) && client ? await pushed(c.env, c.var.now, client.id, request_uri) : undefined
  if (isPushed(request_uri) && client && !ahead) return requestOver(c, client)
  const query = ahead?.query ?? address.output
  const judged = judge(query, client)
  if (judged.kind === 'refused' || !client)
    return refuse(c, judged.kind === 'refused' ? judged.reason : 'client_unknown')
  if (judged.kind === 'error') return answer(c, client, judged, { ...judged.error })
  const { id_token_hint } = query
  const hinted = id_token_hint ? ((await readHint(c.env, c.var.now, id_token_hint))?.sub ?? null) : undefined
  return { client, request: judged.request, pushedId: ahead?.id, hinted }
}

/** `GET /oidc/authorize`. */
export async function getAuthorize(c: Context<Env>) {
  const found = await asked(c)
  if (found instanceof Response) return found
  const { client, request } = found
  // A frame gets no cookie from us and we ask for none: it must work where browsers block them.
  const session = request.mode === 'query' ? await c.var.signedIn() : undefined
  if (session && sessionAnswers(request, session, found.hinted, c.var.now)) return giveCode(c, found, session)
  if (request.prompt === 'none')
    return answer(c, client, request, { error: 'login_required', error_description: 'sign-in is needed' })
  return form(c, found, { values: {}, errors: [] })
}

/**
 * `POST /oidc/authorize` without a query: a portal that sends its request by a form (Core, section 3.1.2.1). It goes on
 * as if it had been sent by address; our own form always has the request in its address.
 */
export const requestByPost: MiddlewareHandler<Env> = async (c, next) => {
  if (new URL(c.req.url).search !== '') return next()
  const sent = new URLSearchParams(await c.req.text())
  for (const typed of Object.keys(SignIn.entries)) sent.delete(typed) // never into an address
  const form = sent.toString()
  if (form.length > LONGEST_ADDRESS) return refuse(c, 'parameter_too_long')
  return c.redirect(`/oidc/authorize?${form || 'client_id='}`, 303)
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
  if (opened.ok) return giveCode(c, found, 'session' in opened.value ? opened.value.session : opened.value)
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

/** Answers the portal with a code for this session. */
export async function giveCode(
  c: Context<Env>,
  { client, request, pushedId, hinted }: Asked,
  session: JustSignedIn,
) {
  const { now } = c.var
  // The client asked for one person (Core, section 3.1.2.1), and somebody else signed in.
  if (hinted !== undefined && hinted !== session.operatorId)
    return answer(c, client, request, {
      error: 'login_required',
      error_description: 'somebody else signed in',
    })
  const { id, token, secretHash } = await newToken(now)
  const { redirectUri, codeChallenge, nonce, scope } = request
  const entry = {
    unitId: session.unitId,
    actor: `operator:${session.operatorId}`,
    subject: `client:${client.id}`,
  }
  const given = await attempt(c.env.DB, [
    ...(pushedId ? [dropPushed(c.env.DB, pushedId), mustChange(c.env.DB)] : []),
    rememberClient(c.env.DB, session.sessionId, client.id),
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
  // A request that was pushed leads to one code.
  if (!given.ok) return requestOver(c, client)
  return answer(c, client, request, { code: token })
}
