/** Signing in to a portal with a CA key: in its frame, without any cookie, or on our own page. */
import type { Context } from 'hono'
import type { ComponentChildren } from 'preact'
import type { ProveKey } from '../../schema/ca.ts'
import { type CaReason, caRefusals } from '../../schema/ca-refusals.ts'
import type { FinishScan } from '../../schema/waiting.ts'
import { signInByKey } from '../ca/acts.ts'
import { KeyCode, KeyLogin, RefusedInFrame } from '../ca/page.tsx'
import { finishByPhone, type Waits } from '../ca/wait.ts'
import type { Env } from '../lib/env.ts'
import { watches } from '../lib/headers.ts'
import { readToken } from '../lib/ids.ts'
import { view } from '../lib/page/view.tsx'
import { sessionCookie, setSessionCookie } from '../lib/session.ts'
import type { Opened } from '../session/open.ts'
import { asked, giveCode } from './authorize.ts'
import { type Asked, framedPage, Ways } from './authorize-page.tsx'

const PATH = '/oidc/authorize/ca'
const isFramed = ({ request }: Asked) => request.mode === 'web_message'
const queryOf = (c: Context<Env>) => new URL(c.req.url).search
const beginAgain = (c: Context<Env>) => c.redirect(PATH + queryOf(c), 303)

interface Shown {
  islands: string[]
  wears: 'key' | 'code'
  status?: (typeof caRefusals)[CaReason]['status']
}

function page(c: Context<Env>, found: Asked, { islands, wears, status }: Shown, children: ComponentChildren) {
  const ways = (
    <Ways {...{ c, found }} current="ca">
      <div class="stack">
        <p class="login-portal">登录后返回「{found.client.name}」</p>
        {children}
      </div>
    </Ways>
  )
  if (isFramed(found))
    return framedPage(
      ...([
        c,
        found.client,
        found.request,
        { status: status ?? 200, wears, islands: [...islands, 'frame'] },
      ] as const),
      ways,
    )
  watches(c, new URL(found.request.redirectUri).origin)
  return view(
    c,
    { title: '单位登录', islands, ...(status && { status }) },
    <div class="sheet stack">
      <h1>单位登录</h1>
      {ways}
    </div>,
  )
}

const refuse = (c: Context<Env>, found: Asked, reason: CaReason) =>
  page(
    c,
    found,
    { islands: [], wears: 'key', status: caRefusals[reason].status },
    <RefusedInFrame reason={reason} again={PATH + queryOf(c)} framed={isFramed(found)} />,
  )

const STATUS = { refused: 409, expired: 410, waiting: undefined, confirmed: undefined } as const

function codePage(c: Context<Env>, found: Asked, waits: Waits) {
  const status = STATUS[waits.shown.state]
  return page(
    c,
    found,
    { islands: ['scan-status'], wears: 'code', ...(status && { status }) },
    <KeyCode
      {...{ waits, framed: isFramed(found) }}
      action={`${PATH}/finish${queryOf(c)}`}
      again={PATH + queryOf(c)}
    />,
  )
}

/** A frame gets no cookie from us: its session is the portal's alone. */
const pageOf = async (c: Context<Env>, found: Asked) => {
  const portal = { id: found.client.id, name: found.client.name }
  return isFramed(found) ? { portal, framed: true } : { portal, replaces: await readToken(sessionCookie(c)) }
}

function enter(c: Context<Env>, found: Asked, { token, session }: Opened) {
  if (!isFramed(found)) setSessionCookie(c, token)
  return giveCode(c, found, session)
}

/** `GET /oidc/authorize/ca`, with the query of `/oidc/authorize`. */
export async function getKey(c: Context<Env>) {
  const found = await asked(c)
  if (found instanceof Response) return found
  return page(
    c,
    found,
    { islands: ['ca-login'], wears: 'key' },
    <KeyLogin
      {...{ framed: isFramed(found), clientId: found.client.id, purpose: 'login', label: '用 CA 证书登录' }}
      action={PATH + queryOf(c)}
    />,
  )
}

/** A post that is none: a code that is over, or a token that cannot be read. */
export async function keyAgain(c: Context<Env>, { challenge }: Record<string, unknown>) {
  if (!challenge) return beginAgain(c)
  const found = await asked(c)
  return found instanceof Response ? found : refuse(c, found, 'ca_token_unreadable')
}

/** `POST /oidc/authorize/ca`: the portal gets its code, or the phone is asked first. */
export async function postKey(c: Context<Env>, input: ProveKey) {
  const found = await asked(c)
  if (found instanceof Response) return found
  const { env, var: own } = c
  const signedIn = await signInByKey(env, own.origin, own.now, input, await pageOf(c, found))
  if (!signedIn.ok) return refuse(c, found, signedIn.error)
  const { value } = signedIn
  return value.kind === 'entered' ? enter(c, found, value.opened) : codePage(c, found, value)
}

/** `POST /oidc/authorize/ca/finish`: the phone has said yes. */
export async function finishKey(c: Context<Env>, { token }: FinishScan) {
  const found = await asked(c)
  if (found instanceof Response) return found
  const { env, var: own } = c
  const finished = await finishByPhone(env, own.origin, own.now, token, await pageOf(c, found))
  // Proved for the hall itself, or for another portal: that is not what the person agreed to.
  if (!finished) return beginAgain(c)
  return finished.opened ? enter(c, found, finished.opened) : codePage(c, found, finished.waits)
}
