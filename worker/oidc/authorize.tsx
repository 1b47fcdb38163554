/** The authorization endpoint: the sign-in for a portal, as a page of its own or in the portal's frame. */
import type { Context } from 'hono'
import * as v from 'valibot'
import { SignIn, signInRefusals } from '../../schema/login.ts'
import { AuthorizeQuery, type AuthorizeReason, authorizeRefusals } from '../../schema/oidc.ts'
import { Island } from '../../widgets/island.tsx'
import { LoginForm, type LoginFormProps } from '../../widgets/login-form/login-form.tsx'
import { audited } from '../lib/audit.ts'
import type { Env } from '../lib/env.ts'
import { frameable, leadsTo } from '../lib/headers.ts'
import { newToken } from '../lib/ids.ts'
import { shellOf, view } from '../lib/page/view.tsx'
import { ErrorPage, Page, renderPage } from '../lib/page.tsx'
import type { FieldError } from '../lib/problem.ts'
import type { SignedIn } from '../lib/session.ts'
import { signIn } from '../login/acts.ts'
import { enter } from '../login/enter.ts'
import { type AuthorizationRequest, type Client, type ClientError, judge, sessionAnswers } from './rules.ts'
import * as store from './store.ts'

/** RFC 6749 recommends ten minutes at most; the exchange follows at once, server to server. */
const CODE_MS = 60_000

interface Asked {
  client: Client
  request: AuthorizationRequest
}

/** The request as it stands in the address, judged anew at every step: nothing of it is kept. */
async function asked(c: Context<Env>): Promise<Asked | Response> {
  const all = c.req.queries()
  if (Object.values(all).some((values) => values.length > 1)) return refuse(c, 'duplicate_parameter')
  const query = v.safeParse(AuthorizeQuery, c.req.query())
  if (!query.success) return refuse(c, 'redirect_uri_wrong')
  const client = await store.findClient(c.env.DB, query.output.client_id)
  const judged = judge(query.output, client)
  if (judged.kind === 'refused' || !client)
    return refuse(c, judged.kind === 'refused' ? judged.reason : 'client_unknown')
  if (judged.kind === 'error') return answer(c, client, judged, { ...judged.error })
  return { client, request: judged.request }
}

async function refuse(c: Context<Env>, reason: AuthorizeReason) {
  const { text, status } = authorizeRefusals[reason]
  const page = (
    <ErrorPage
      kind="not-allowed"
      happened={text}
      go={{ href: '/login', label: '直接登录本大厅' }}
      {...(await shellOf(c))}
    />
  )
  return c.html(renderPage(page), status as 400)
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

/** `POST /oidc/authorize`: the form of that page. */
export async function postAuthorize(c: Context<Env>) {
  const found = await asked(c)
  if (found instanceof Response) return found
  const typed = Object.fromEntries(await c.req.formData())
  const values = { unit: String(typed.unit ?? ''), person: String(typed.person ?? '') }
  const input = v.safeParse(SignIn, typed, { abortPipeEarly: true })
  if (!input.success) return form(c, found, { values, errors: errorsOf(input.issues) }, 422)

  const { client, request } = found
  const framed = request.mode === 'web_message'
  const opened = framed
    ? await signIn(c.env, c.var.origin, c.var.now, input.output, { clientId: client.id })
    : await enter(c, input.output)
  if (opened.ok)
    return giveCode(c, client, request, 'session' in opened.value ? opened.value.session : opened.value)
  const { text, status } = signInRefusals[opened.error]
  return form(c, found, { values, errors: [], problem: text }, status as 401 | 423 | 429)
}

const errorsOf = (issues: readonly v.BaseIssue<unknown>[]): FieldError[] =>
  issues.map((issue) => ({ field: v.getDotPath(issue) ?? '', code: issue.message }))

type Shown = Pick<LoginFormProps, 'values' | 'errors' | 'problem'>

const LINKS = { recover: '/help/sign-in', registerUnit: '/register', registerPerson: '/register/person' }

async function form(
  c: Context<Env>,
  { client, request }: Asked,
  shown: Shown,
  status: 200 | 401 | 422 | 423 | 429 = 200,
) {
  const action = `/oidc/authorize${new URL(c.req.url).search}`
  const props = { ...shown, action, links: LINKS, portalName: `「${client.name}」` }
  if (request.mode === 'query') {
    leadsTo(c, new URL(request.redirectUri).origin)
    return view(
      c,
      { title: '单位登录', islands: ['login-form'], ...(status !== 200 && { status }) },
      <div class="sheet stack">
        <h1>单位登录</h1>
        <Island name="login-form" component={LoginForm} props={props} />
      </div>,
    )
  }
  return framedPage(
    c,
    client,
    request,
    status,
    ['login-form', 'frame'],
    {},
    <Island name="login-form" component={LoginForm} props={{ ...props, framed: true }} />,
  )
}

function framedPage(
  c: Context<Env>,
  client: Client,
  { redirectUri }: Pick<AuthorizationRequest, 'redirectUri'>,
  status: 200 | 401 | 422 | 423 | 429,
  islands: string[],
  data: Record<string, string>,
  children: preact.ComponentChildren,
) {
  frameable(c, client.origins)
  const page = (
    <Page title="单位登录" path="/oidc/authorize" size="normal" region="" framed islands={islands}>
      <div data-portal={new URL(redirectUri).origin} {...data}>
        <h1 class="unseen">单位登录</h1>
        {children}
      </div>
    </Page>
  )
  return c.html(renderPage(page), status)
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
    store.insertCode(c.env.DB, {
      ...{ id, secretHash, clientId: client.id, sessionId: session.sessionId, redirectUri, codeChallenge },
      ...{ nonce, scope, now, expiresAt: now + CODE_MS },
    }),
    await audited(c.env, c.var.origin, now, { ...entry, act: 'authorize', result: 'done' }),
  ])
  return answer(c, client, request, { code: token })
}

interface Target {
  redirectUri: string
  mode: 'query' | 'web_message'
  state: string | undefined
}

/** Answers the client: in its address, or as a message to its page. `iss` against mix-up (RFC 9207). */
function answer(
  c: Context<Env>,
  client: Client,
  { redirectUri, mode, state }: Target,
  said: { code: string } | ClientError,
) {
  const response = { ...said, ...(state !== undefined && { state }), iss: c.env.ORIGIN }
  if (mode === 'query') {
    const url = new URL(redirectUri)
    for (const [name, value] of Object.entries(response)) url.searchParams.set(name, value)
    return c.redirect(url.href, 303)
  }
  const data = { 'data-response': JSON.stringify(response) }
  return framedPage(
    c,
    client,
    { redirectUri },
    200,
    ['web-message'],
    data,
    <p role="status">正在返回{client.name}…</p>,
  )
}
