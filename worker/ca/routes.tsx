/** Signing in with a CA key on the hall itself. In a portal's sign-in it is worker/oidc/authorize-ca.tsx. */
import { type Context, Hono } from 'hono'
import type { ComponentChildren } from 'preact'
import { ProveKey } from '../../schema/ca.ts'
import { type CaReason, caRefusals } from '../../schema/ca-refusals.ts'
import type { Refusal } from '../../schema/refusal.ts'
import { FinishScan } from '../../schema/waiting.ts'
import { LoginWays } from '../../widgets/login-ways/login-ways.tsx'
import { allow } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { watches } from '../lib/headers.ts'
import { readToken } from '../lib/ids.ts'
import { view } from '../lib/page/view.tsx'
import { sessionCookie, setSessionCookie } from '../lib/session.ts'
import { goOn, nextQuery } from '../login/rules.ts'
import type { Opened } from '../session/open.ts'
import { signInByKey } from './acts.ts'
import { downloadsOf } from './downloads.ts'
import { Check, Guide } from './guide.tsx'
import { namesOfTrusted } from './list-store.ts'
import { KeyCode, KeyLogin, Refused } from './page.tsx'
import { finishByPhone, type Waits } from './wait.ts'

const PATH = '/login/ca'
const query = (c: Context<Env>) => nextQuery(c.req.query('next'))
const again = (c: Context<Env>) => c.redirect(PATH + query(c), 303)

function page(c: Context<Env>, islands: string[], children: ComponentChildren, status?: Refusal['status']) {
  return view(
    c,
    { title: '单位登录', islands, ...(status && { status }) },
    <div class="sheet stack">
      <h1>单位登录</h1>
      <LoginWays current="ca" query={query(c)}>
        {children}
      </LoginWays>
    </div>,
  )
}

const refuse = (c: Context<Env>, reason: CaReason) =>
  view(
    c,
    { title: caRefusals[reason].title, status: caRefusals[reason].status },
    <Refused reason={reason} again={PATH + query(c)} others={`/login${query(c)}`} />,
  )

const STATUS = { refused: 409, expired: 410, waiting: undefined, confirmed: undefined } as const

function codePage(c: Context<Env>, waits: Waits) {
  watches(c)
  const [action, anew] = [`${PATH}/finish${query(c)}`, PATH + query(c)]
  const code = <KeyCode waits={waits} action={action} again={anew} />
  return page(c, ['scan-status'], code, STATUS[waits.shown.state])
}

function enter(c: Context<Env>, { token }: Opened) {
  setSessionCookie(c, token)
  return c.redirect(goOn(c.req.query('next')), 303)
}

const ownSession = async (c: Context<Env>) => ({ replaces: await readToken(sessionCookie(c)) })

export const caRoutes = new Hono<Env>()
  .get('/ca/guide', allow('anyone'), async (c) => {
    const authorities = await namesOfTrusted(c.env.DB)
    return view(
      c,
      { title: '用 CA 证书登录：安装说明', wide: true },
      <Guide {...{ authorities }} downloads={downloadsOf(c.env)} />,
    )
  })
  .get('/ca/check', allow('anyone'), (c) =>
    view(c, { title: '检查能不能用 CA 证书', islands: ['ca-check'] }, <Check />),
  )
  .get(PATH, allow('anyone'), (c) => {
    const form = <KeyLogin action={PATH + query(c)} purpose="login" label="用 CA 证书登录" />
    return page(c, ['ca-login'], form)
  })
  .post(
    PATH,
    allow('anyone'),
    // Without a challenge it is the button of a code that is over: this way begins anew.
    body(ProveKey, (c, _errors, { challenge }) => (challenge ? refuse(c, 'ca_token_unreadable') : again(c))),
    async (c) => {
      const signedIn = await signInByKey(
        ...([c.env, c.var.origin, c.var.now, c.req.valid('json')] as const),
        await ownSession(c),
      )
      if (!signedIn.ok) return refuse(c, signedIn.error)
      return signedIn.value.kind === 'entered' ? enter(c, signedIn.value.opened) : codePage(c, signedIn.value)
    },
  )
  .post(
    `${PATH}/finish`,
    allow('anyone'),
    body(FinishScan, (c) => again(c)),
    async (c) => {
      const { token } = c.req.valid('json')
      const finished = await finishByPhone(
        ...([c.env, c.var.origin, c.var.now, token] as const),
        await ownSession(c),
      )
      if (!finished) return again(c)
      const { opened, waits } = finished
      return opened ? enter(c, opened) : codePage(c, waits)
    },
  )
