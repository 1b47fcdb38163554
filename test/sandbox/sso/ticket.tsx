/** @jsxImportSource hono/jsx */
import { createHash, createHmac } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { CLOCK_DRIFT_MS, type Env } from '../env.ts'
import { faulty } from '../faults.ts'
import { Message } from '../phone/layout.tsx'
import { accountOfToken, demoSsoAccounts, findSsoAccount, issue } from './accounts.ts'
import { SignInPage } from './pages.tsx'

/** Registered applications: the newer one signs with HMAC, the older one with MD5. */
const APPS = { 'unit-hall': 'hmac-sha256', 'unit-hall-md5': 'md5' } as const
const isApp = (code: string): code is keyof typeof APPS => Object.hasOwn(APPS, code)

/** Where the visitor goes back to, if it is the hall's. */
function target(c: Context<Env>): URL | undefined {
  const url = URL.parse(c.req.query('gotoUrl') ?? '')
  const own = url?.origin === c.env.HALL && url.pathname === '/login/sso/callback'
  return own && isApp(c.req.query('appCode') ?? '') ? url : undefined
}

const Unknown = () => (
  <Message title="这个登录请求用不了" text="应用没有登记，或者请求不完整。请回到网站重新登录。" tone="bad" />
)

const hmac = (c: Context<Env>, lines: string[]) =>
  createHmac('sha256', c.env.SSO_SECRET).update(lines.join('\n')).digest('hex')

/** `20261120235500` in Beijing as milliseconds. */
const timeOf = (time: string) =>
  Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6+08:00'))

function objection(c: Context<Env>, form: URLSearchParams, value: string): string | undefined {
  const [code = '', time = '', sign = ''] = ['appCode', 'time', 'sign'].map((name) => form.get(name) ?? '')
  if (!isApp(code)) return '应用未登记'
  if (!(Math.abs(Date.now() - timeOf(time)) <= CLOCK_DRIFT_MS)) return '时间戳过期'
  const expected =
    APPS[code] === 'md5'
      ? createHash('md5').update(`${code}${c.env.SSO_SECRET}${time}`).digest('hex')
      : hmac(c, [code, time, value])
  if (sign !== expected) return '签名不正确'
  return c.var.fault?.name === 'deny' ? '无权调用' : undefined
}

/** An answer, signed where the application signs with HMAC. */
function reply(c: Context<Env>, form: URLSearchParams, fields: object) {
  const body = JSON.stringify(fields)
  if (form.get('appCode') === 'unit-hall') {
    const time = String(Date.now())
    const sign = form.get('sign') ?? ''
    const broken = c.var.fault?.name === 'bad_signature' ? '0' : ''
    c.header('x-time', time)
    c.header('x-sign', hmac(c, [sign + broken, time, createHash('sha256').update(body).digest('hex')]))
  }
  return c.body(body, 200, { 'content-type': 'application/json' })
}

const takeTicket = (db: D1Database, ticket: string) =>
  db
    .prepare('DELETE FROM sso_tickets WHERE ticket = ? RETURNING account, ends_at')
    .bind(ticket)
    .first<{ account: string; ends_at: number }>()

/** The province's older way: sign-in page, `ticketValidation`, `getUserInfo`. */
export const ticket = new Hono<Env>()
  .get('/login', async (c) => {
    if (!target(c)) return c.html(<Unknown />, 400)
    const action = `/sso/login${new URL(c.req.url).search}`
    return c.html(<SignInPage action={action} accounts={await demoSsoAccounts(c.env.DB)} />)
  })
  .post('/login', async (c) => {
    const back = target(c)
    if (!back) return c.html(<Unknown />, 400)
    const account = await findSsoAccount(c.env.DB, String((await c.req.formData()).get('account') ?? ''))
    if (account) back.searchParams.set('ticket', await issue(c.env.DB, 'sso_tickets', account.id))
    return c.redirect(back.href, 303)
  })
  .post('/api/ticketValidation', faulty('sso'), async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const value = form.get('ticket') ?? ''
    const errmsg = objection(c, form, value)
    if (errmsg) return reply(c, form, { result: '1', errmsg })
    if (c.var.fault?.name === 'twice') await takeTicket(c.env.DB, value)
    const found = await takeTicket(c.env.DB, value)
    if (!found || found.ends_at < Date.now()) return reply(c, form, { result: '2', errmsg: '票据无效' })
    return reply(c, form, { result: '0', token: await issue(c.env.DB, 'sso_tokens', found.account) })
  })
  .post('/api/getUserInfo', faulty('sso_userinfo'), async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const value = form.get('token') ?? ''
    const errmsg = objection(c, form, value)
    if (errmsg) return reply(c, form, { result: '1', errmsg })
    const account = await accountOfToken(c.env.DB, value)
    if (!account) return reply(c, form, { result: '2', errmsg: '令牌无效' })
    if (account.kind === 'natural') return reply(c, form, { result: '0', userType: '1' })
    return reply(c, form, {
      ...{ result: '0', userType: '2', userId: account.id },
      ...{ uniscid: account.credit_code, corpName: account.unit_name, legalName: account.legal_name },
      ...{ legalIdType: account.legal_type, legalIdNum: account.legal_number },
      ...{ attnName: account.name, attnIdType: account.document_type, attnIdNum: account.document_number },
      ...(account.mobile && { attnPhone: account.mobile }),
    })
  })
