/** The pages of signing in by the province's service and by the electronic business licence. */
import { type Context, Hono } from 'hono'
import { type FederationReason, federationRefusals, LicenceWaiting } from '../../schema/federation.ts'
import { allow } from '../lib/allow.ts'
import type { Env } from '../lib/env.ts'
import { leadsTo } from '../lib/headers.ts'
import { asksAgain } from '../lib/page/flow-sheet.tsx'
import { view } from '../lib/page/view.tsx'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { goOn, nextQuery } from '../login/rules.ts'
import { type FaultKind, type PartnerFault, partnerCopy, partners } from '../partners/index.ts'
import type { FederatedWay } from './attempt-store.ts'
import { ownAttempt } from './attempts.ts'
import { finishLicence, followLicence, startLicence } from './licence.ts'
import { Refused, Scan, StartLicence, StartSso } from './page.tsx'
import { finishSso, startSso } from './sso.ts'

const TITLES = { sso: '用江苏政务服务登录', licence: '用电子营业执照登录' } as const

const next = (c: Context<Env>) => nextQuery(c.req.query('next'))
const login = (c: Context<Env>) => `/login${next(c)}`

/** To the page that says why: it can be loaded again, and no code or ticket stays in its address. */
async function refuse(c: Context<Env>, way: FederatedWay, trouble: FederationReason | PartnerFault) {
  const query = new URLSearchParams({ why: typeof trouble === 'string' ? trouble : trouble.kind })
  const own = await ownAttempt(c, way)
  const wanted = c.req.query('next') ?? (own.ok ? own.value.next : undefined)
  if (wanted) query.set('next', goOn(wanted)) // a new try leads there, too
  return c.redirect(`/login/${way}/refused?${query}`, 303)
}

const isReason = (why: string): why is FederationReason => Object.hasOwn(federationRefusals, why)
const isKind = (why: string): why is FaultKind => Object.hasOwn(partnerCopy.sso, why)

function refusedPage(c: Context<Env>, way: FederatedWay) {
  const why = c.req.query('why') ?? ''
  const reason = isReason(why) ? why : undefined
  const fault = { title: '这次没有登录成功', text: partnerCopy[way][isKind(why) ? why : 'nonsense'] }
  const { title, text, status } = reason ? federationRefusals[reason] : { ...fault, status: 503 as const }
  const props = { title, text, reason, again: `/login/${way}${next(c)}`, login: login(c) }
  return view(c, { title: TITLES[way], status }, <Refused {...props} />)
}

/** Chromium holds a page's form policy against redirects too, so the page says where its form may lead. */
function startSsoPage(c: Context<Env>) {
  leadsTo(c, partners(c.env).sso.origin)
  return view(c, { title: TITLES.sso }, <StartSso action={`/login/sso${next(c)}`} login={login(c)} />)
}

async function licencePage(c: Context<Env>) {
  const followed = await followLicence(c)
  const again = `/login/licence${next(c)}`
  // Before the first code, and after a sign-in that is over, the page begins anew.
  if (!followed.ok)
    return view(c, { title: TITLES.licence }, <StartLicence action={again} login={login(c)} />)
  const { link, status: state, trouble } = followed.value
  const waits = state === 'waiting'
  return view(
    c,
    { title: TITLES.licence, islands: ['scan-status'], ...(waits && { head: asksAgain }) },
    <Scan
      action="/login/licence/finish"
      link={link}
      login={login(c)}
      status={{ state, trouble, again, statusUrl: '/api/v1/licence-sign-in' }}
    />,
  )
}

export const federationRoutes = new Hono<Env>()
  .get('/login/sso', allow('anyone'), startSsoPage)
  .post('/login/sso', allow('anyone'), async (c) => {
    const started = await startSso(c)
    return started.ok ? c.redirect(started.value, 303) : refuse(c, 'sso', started.error)
  })
  .get('/login/sso/callback', allow('anyone'), async (c) => {
    const finished = await finishSso(c)
    return finished.ok ? c.redirect(finished.value, 303) : refuse(c, 'sso', finished.error)
  })
  .get('/login/sso/refused', allow('anyone'), (c) => refusedPage(c, 'sso'))
  .get('/login/licence', allow('anyone'), licencePage)
  .get('/login/licence/refused', allow('anyone'), (c) => refusedPage(c, 'licence'))
  .post('/login/licence', allow('anyone'), async (c) => {
    const started = await startLicence(c)
    return started.ok ? c.redirect(`/login/licence${next(c)}`, 303) : refuse(c, 'licence', started.error)
  })
  .post('/login/licence/finish', allow('anyone'), async (c) => {
    const finished = await finishLicence(c)
    if (!finished.ok) return refuse(c, 'licence', finished.error)
    return c.redirect(finished.value ?? '/login/licence', 303)
  })

const { federation_unknown, federation_used } = federationRefusals
const waitingRefusals = { federation_unknown, federation_used }

export const federationApi = new Hono<Env>().get(
  '/licence-sign-in',
  allow('anyone'),
  answers(
    'How the sign-in by business licence of this browser stands',
    { 200: LicenceWaiting },
    waitingRefusals,
  ),
  async (c) => {
    const followed = await followLicence(c)
    if (!followed.ok) return problem(c, federationRefusals, followed.error)
    const { status, trouble } = followed.value
    return c.json({ status, ...(trouble && { trouble }) } satisfies LicenceWaiting)
  },
)
