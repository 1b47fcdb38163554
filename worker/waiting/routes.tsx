/** Signing in by scan, for a unit and for a person: the page with the code, and coming in by it. */
import { type Context, Hono } from 'hono'
import type { ComponentChildren } from 'preact'
import { FinishScan, waitingRefusals } from '../../schema/waiting.ts'
import { LoginWays } from '../../widgets/login-ways/login-ways.tsx'
import { PersonWays } from '../../widgets/login-ways/person-ways.tsx'
import { allow } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { watches } from '../lib/headers.ts'
import { readToken } from '../lib/ids.ts'
import { view } from '../lib/page/view.tsx'
import { personCookie, setPersonCookie } from '../lib/person-session.ts'
import { sessionCookie, setSessionCookie } from '../lib/session.ts'
import { goOn, nextQuery } from '../login/rules.ts'
import { goOn as goOnAsPerson, nextQuery as nextQueryAsPerson } from '../people/rules.ts'
import { beginWaiting, ownWaiting, type Shown } from './acts.ts'
import { finishPerson, finishUnit } from './finish.ts'
import { Code, NoCode } from './page.tsx'
import type { Account, WaitingRow } from './store.ts'

interface Way {
  path: string
  title: string
  query: (c: Context<Env>) => string
  goOn: (c: Context<Env>) => string
  around: (query: string, code: ComponentChildren) => ComponentChildren
  /** Opens the session and sets its cookie; false when the confirmation let nobody in. */
  enter: (c: Context<Env>, row: WaitingRow) => Promise<boolean>
}

const WAYS: Record<Account, Way> = {
  unit: {
    path: '/login/scan',
    title: '单位登录',
    query: (c) => nextQuery(c.req.query('next')),
    goOn: (c) => goOn(c.req.query('next')),
    around: (query, code) => (
      <LoginWays current="scan" query={query}>
        {code}
      </LoginWays>
    ),
    async enter(c, row) {
      const replaces = await readToken(sessionCookie(c))
      const opened = await finishUnit(c.env, c.var.origin, c.var.now, row, { replaces })
      if (opened) setSessionCookie(c, opened.token)
      return opened !== undefined
    },
  },
  person: {
    path: '/person/login/scan',
    title: '个人登录',
    query: (c) => nextQueryAsPerson(c.req.query('next')),
    goOn: (c) => goOnAsPerson(c.req.query('next')),
    around: (query, code) => (
      <PersonWays current="scan" query={query}>
        {code}
      </PersonWays>
    ),
    async enter(c, row) {
      const replaces = await readToken(personCookie(c))
      const opened = await finishPerson(c.env, c.var.origin, c.var.now, row, replaces)
      if (opened) setPersonCookie(c, opened.token)
      return opened !== undefined
    },
  },
}

function page(c: Context<Env>, way: Way, code: ComponentChildren, status: 200 | 409 | 410 | 429 = 200) {
  watches(c)
  return view(
    c,
    { title: way.title, islands: ['scan-status'], ...(status !== 200 && { status }) },
    <div class="sheet stack">
      <h1>{way.title}</h1>
      {way.around(way.query(c), code)}
    </div>,
  )
}

async function begin(c: Context<Env>, account: Account) {
  const way = WAYS[account]
  const again = way.path + way.query(c)
  const begun = await beginWaiting(c.env, c.var.origin, c.var.now, { account })
  if (!begun.ok) return page(c, way, <NoCode text={waitingRefusals[begun.error].text} again={again} />, 429)
  return page(c, way, code(c, account, begun.value))
}

const code = (c: Context<Env>, account: Account, shown: Shown) => {
  const { path, query } = WAYS[account]
  return <Code {...{ shown, account, again: path + query(c), action: `${path}/finish${query(c)}` }} />
}

const OVER = { refused: 409, expired: 410, waiting: 200 } as const

async function finish(c: Context<Env>, account: Account, { token }: FinishScan) {
  const way = WAYS[account]
  const own = await ownWaiting(c.env, c.var.now, token)
  // Another page's code, a portal's, or one that goes with a key: this page begins anew.
  if (own?.row.account !== account || own.row.client_id !== null || own.row.way !== 'app')
    return again(c, account)
  const { row, shown } = own
  if (shown.state === 'confirmed' && (await way.enter(c, row))) return c.redirect(way.goOn(c), 303)
  const state = shown.state === 'confirmed' ? 'expired' : shown.state
  return page(c, way, code(c, account, { ...shown, state }), OVER[state])
}

const again = (c: Context<Env>, account: Account) =>
  c.redirect(WAYS[account].path + WAYS[account].query(c), 303)

export const waitingRoutes = new Hono<Env>()
  .get('/login/scan', allow('anyone'), (c) => begin(c, 'unit'))
  .post('/login/scan', allow('anyone'), (c) => again(c, 'unit'))
  .post(
    '/login/scan/finish',
    allow('anyone'),
    body(FinishScan, (c) => again(c, 'unit')),
    (c) => finish(c, 'unit', c.req.valid('json')),
  )
  .get('/person/login/scan', allow('anyone'), (c) => begin(c, 'person'))
  .post('/person/login/scan', allow('anyone'), (c) => again(c, 'person'))
  .post(
    '/person/login/scan/finish',
    allow('anyone'),
    body(FinishScan, (c) => again(c, 'person')),
    (c) => finish(c, 'person', c.req.valid('json')),
  )
