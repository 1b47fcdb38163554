/** Signing in to a portal by a scan: the code on its page or on ours, and coming in by it. */
import type { Context } from 'hono'
import type { ComponentChildren } from 'preact'
import { type FinishScan, waitingRefusals } from '../../schema/waiting.ts'
import type { Env } from '../lib/env.ts'
import { watches } from '../lib/headers.ts'
import { readToken } from '../lib/ids.ts'
import { view } from '../lib/page/view.tsx'
import { sessionCookie, setSessionCookie } from '../lib/session.ts'
import { beginWaiting, ownWaiting, type Shown } from '../waiting/acts.ts'
import { finishUnit } from '../waiting/finish.ts'
import { Code, NoCode } from '../waiting/page.tsx'
import { asked, giveCode } from './authorize.ts'
import { type Asked, framedPage, Ways } from './authorize-page.tsx'

const PATH = '/oidc/authorize/scan'
const isFramed = ({ request }: Asked) => request.mode === 'web_message'
const queryOf = (c: Context<Env>) => new URL(c.req.url).search

function page(
  c: Context<Env>,
  found: Asked,
  children: ComponentChildren,
  status: 200 | 409 | 410 | 429 = 200,
) {
  const ways = (
    <Ways {...{ c, found }} current="scan">
      {children}
    </Ways>
  )
  if (isFramed(found)) {
    const islands = ['scan-status', 'frame']
    return framedPage(c, found.client, found.request, { status, wears: 'code', islands }, ways)
  }
  watches(c, new URL(found.request.redirectUri).origin)
  return view(
    c,
    { title: '单位登录', islands: ['scan-status'], ...(status !== 200 && { status }) },
    <div class="sheet stack">
      <h1>单位登录</h1>
      {ways}
    </div>,
  )
}

const code = (c: Context<Env>, found: Asked, shown: Shown) => (
  <div class="stack">
    <p class="login-portal">登录后返回「{found.client.name}」</p>
    <Code
      {...{ shown, account: 'unit', framed: isFramed(found) }}
      action={`${PATH}/finish${queryOf(c)}`}
      again={PATH + queryOf(c)}
    />
  </div>
)

/** `GET /oidc/authorize/scan`, with the query of `/oidc/authorize`. */
export async function getScan(c: Context<Env>) {
  const found = await asked(c)
  if (found instanceof Response) return found
  const { id, name } = found.client
  const begun = await beginWaiting(c.env, c.var.origin, c.var.now, { account: 'unit', portal: { id, name } })
  if (begun.ok) return page(c, found, code(c, found, begun.value))
  const { text } = waitingRefusals[begun.error]
  return page(c, found, <NoCode text={text} again={PATH + queryOf(c)} />, 429)
}

export const newScan = (c: Context<Env>) => c.redirect(PATH + queryOf(c), 303)

const OVER = { refused: 409, expired: 410, waiting: 200 } as const

/** `POST /oidc/authorize/scan/finish`: the portal gets its code once the phone has said yes. */
export async function finishScan(c: Context<Env>, { token }: FinishScan) {
  const found = await asked(c)
  if (found instanceof Response) return found
  const own = await ownWaiting(c.env, c.var.now, token)
  // Confirmed for the hall itself, or for another portal: that is not what the person agreed to.
  if (own?.row.client_id !== found.client.id || own.row.way !== 'app') return newScan(c)
  const { row, shown } = own
  if (shown.state === 'confirmed') {
    const means = isFramed(found)
      ? { clientId: found.client.id }
      : { replaces: await readToken(sessionCookie(c)) }
    const opened = await finishUnit(c.env, c.var.origin, c.var.now, row, means)
    if (opened && !isFramed(found)) setSessionCookie(c, opened.token)
    if (opened) return giveCode(c, found, opened.session)
  }
  const state = shown.state === 'confirmed' ? 'expired' : shown.state
  return page(c, found, code(c, found, { ...shown, state }), OVER[state])
}
