/** Pages that belong to no account: home, the text size, the agreements, health. */
import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { currentItems } from '../catalogue/acts.ts'
import { allow } from '../lib/allow.ts'
import { formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { ownAddress } from '../lib/own-address.ts'
import { SIZE_COOKIE, view } from '../lib/page/view.tsx'
import { shownNotice } from '../notices/acts.ts'
import { listNotices } from '../notices/store.ts'
import { Agreement, agreements } from './agreements.tsx'
import { SignInHelp } from './help.tsx'
import { Home } from './page.tsx'

const YEAR_SECONDS = 365 * 24 * 60 * 60
/** As many notices as stand beside the rest of the first page. */
const LATEST = 5

export const hallRoutes = new Hono<Env>()
  .get('/', allow('anyone'), async (c) => {
    const session = await c.var.signedIn()
    const person = !session && (await c.var.signedInPerson()) !== undefined
    const [latest, items] = await Promise.all([
      listNotices(c.env.DB, LATEST),
      currentItems({ env: c.env, now: c.var.now }),
    ])
    const notices = latest.map(shownNotice)
    return view(
      c,
      { title: '首页', wide: true, nav: { current: '/' } },
      <Home unitName={session?.unit.name} person={person} notices={notices} items={items} />,
    )
  })
  .post('/preferences/size', allow('anyone'), async (c) => {
    const form = await formOf(c)
    setCookie(c, SIZE_COOKIE, form.get('size') === 'large' ? 'large' : 'normal', {
      path: '/',
      sameSite: 'Lax',
      httpOnly: true,
      maxAge: YEAR_SECONDS,
      secure: true,
    })
    return c.redirect(ownAddress(form.get('back'), c.env.ORIGIN), 303)
  })
  .get('/agreements/:name{person|unit|privacy}', allow('anyone'), (c) => {
    const agreement = agreements[c.req.param('name') as keyof typeof agreements]
    return view(c, { title: agreement.title }, <Agreement {...agreement} />)
  })
  .get('/help/sign-in', allow('anyone'), (c) => view(c, { title: '登录不了怎么办' }, <SignInHelp />))
  .get('/healthz', allow('anyone'), async (c) => {
    await c.env.DB.prepare('SELECT 1').first()
    return c.json({ status: 'ok' })
  })
