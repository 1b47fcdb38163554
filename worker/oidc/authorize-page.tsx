/** What the authorization endpoint shows: the form, on a page or in a portal's frame, and the answer to the portal. */
import type { Context } from 'hono'
import type { ComponentChildren } from 'preact'
import {
  type AuthorizeReason,
  authorizeRefusals,
  OVER_ADVICE,
  OVER_ADVICE_FRAMED,
  WRONG_LINK_ADVICE,
} from '../../schema/oidc.ts'
import { Island } from '../../widgets/island.tsx'
import { LoginForm, type LoginFormProps } from '../../widgets/login-form/login-form.tsx'
import { PortalWays } from '../../widgets/login-ways/portal-ways.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import type { Env } from '../lib/env.ts'
import { leadsTo } from '../lib/headers.ts'
import { type FramedView, framedView } from '../lib/page/framed-view.tsx'
import { shellOf, view } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import { nextQuery } from '../login/rules.ts'
import type { AuthorizationRequest, Client, ClientError } from './rules.ts'

export interface Asked {
  client: Client
  request: AuthorizationRequest
  /** The request that was pushed ahead, used up by the code. */
  pushedId?: string | undefined
  /** Of whom an ID token comes along: only that operator's session will do; null for one that is none of ours. */
  hinted?: string | null | undefined
}

/** For a link that is not the client's: told to the visitor, and leading nowhere. */
export async function refuse(c: Context<Env>, reason: AuthorizeReason) {
  const { text, status } = authorizeRefusals[reason]
  const page = (
    <ErrorPage
      kind="not-allowed"
      happened={text}
      advice={reason === 'request_uri_over' ? OVER_ADVICE : WRONG_LINK_ADVICE}
      go={{ href: '/login', label: '直接登录本大厅' }}
      {...(await shellOf(c))}
      path="/" // nothing of the wrong link is repeated
    />
  )
  return c.html(renderPage(page), status as 400)
}

/**
 * For a request that was pushed ahead and is over. In a frame, where a visitor may have let ten minutes go by with the form
 * before them, it is told there: the browser would show nothing but its own error of a page that is not to be framed.
 */
export function requestOver(c: Context<Env>, { origins, theme }: Client) {
  if (c.req.header('sec-fetch-dest') !== 'iframe') return refuse(c, 'request_uri_over')
  const { text, status } = authorizeRefusals.request_uri_over
  const framed = { title: '单位登录', wears: 'form', islands: ['frame'], origins, theme, status } as const
  const referer = c.req.header('referer') ?? ''
  const portal = origins.find((origin) => referer.startsWith(`${origin}/`)) ?? origins[0] ?? ''
  return framedView(
    c,
    { ...framed, portal },
    <Notice kind="stop" title="登录没有完成" role="alert">
      {text}
      {OVER_ADVICE_FRAMED}
    </Notice>,
  )
}

type Shown = Pick<LoginFormProps, 'values' | 'errors' | 'problem'>

const LINKS = { recover: '/recovery', registerUnit: '/register', registerPerson: '/register/person' }

export async function form(
  c: Context<Env>,
  found: Asked,
  shown: Shown,
  status: 200 | 401 | 422 | 423 | 429 = 200,
) {
  const { client, request } = found
  const action = `/oidc/authorize${new URL(c.req.url).search}`
  const props = { ...shown, action, links: LINKS, portalName: `「${client.name}」` }
  if (request.mode === 'query') {
    leadsTo(c, new URL(request.redirectUri).origin)
    return view(
      c,
      { title: '单位登录', islands: ['login-form'], ...(status !== 200 && { status }) },
      <div class="sheet stack">
        <h1>单位登录</h1>
        <Ways {...{ c, found }} current="password">
          <Island name="login-form" component={LoginForm} props={props} />
        </Ways>
      </div>,
    )
  }
  return framedPage(
    c,
    client,
    request,
    { status, islands: ['login-form', 'frame'] },
    <Ways {...{ c, found }} current="password">
      <Island name="login-form" component={LoginForm} props={{ ...props, framed: true }} />
    </Ways>,
  )
}

/** The ways in, each with the same request. */
export function Ways({
  c,
  found,
  current,
  children,
}: {
  c: Context<Env>
  found: Asked
  current: 'password' | 'scan' | 'ca'
  children: ComponentChildren
}) {
  const { search } = new URL(c.req.url)
  return (
    <PortalWays
      {...{ current, search, others: others(search, found), framed: found.request.mode === 'web_message' }}
    >
      {children}
    </PortalWays>
  )
}

/**
 * Over another site the visitor comes back signed in, and the session answers the request by redirect: not where the
 * request wants a fresh sign-in, nor where its answer goes into a frame that only a pushed request knows of.
 */
function others(search: string, { request, pushedId }: Asked): string | undefined {
  if (request.prompt === 'login' || request.maxAge !== undefined || pushedId) return undefined
  const query = new URLSearchParams(search)
  query.delete('response_mode')
  return nextQuery(`/oidc/authorize?${query}`)
}

/** What it wears is `form` by default. */
type Framed = Pick<FramedView, 'islands' | 'status' | 'data'> & Partial<Pick<FramedView, 'wears'>>

export const framedPage = (
  c: Context<Env>,
  { origins, theme }: Client,
  { redirectUri }: Pick<AuthorizationRequest, 'redirectUri'>,
  { wears = 'form', ...framed }: Framed,
  children: ComponentChildren,
) =>
  framedView(
    c,
    { title: '单位登录', wears, origins, portal: new URL(redirectUri).origin, theme, ...framed },
    children,
  )

interface Target {
  redirectUri: string
  mode: 'query' | 'web_message'
  state: string | undefined
}

/** Answers the client: in its address, or as a message to its page. `iss` against mix-up (RFC 9207). */
export function answer(
  c: Context<Env>,
  client: Client,
  { redirectUri, mode, state }: Target,
  said: { code: string } | ClientError,
) {
  const response = { ...said, ...(state !== undefined && { state }), iss: c.env.ORIGIN }
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(response)) url.searchParams.set(name, value)
  if (mode === 'query') return c.redirect(url.href, 303)
  const data = { 'data-response': JSON.stringify(response) }
  return framedPage(
    c,
    client,
    { redirectUri },
    { islands: ['web-message'], data },
    <>
      <p role="status">正在返回{client.name}…</p>
      <noscript>
        <p>
          <a href={url.href} target="_top">
            继续，回到{client.name}
          </a>
        </p>
      </noscript>
    </>,
  )
}
