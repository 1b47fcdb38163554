/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import * as v from 'valibot'
import { waitingChecks } from '../alipay/checks.ts'
import { inbox } from '../aliyun/messages.ts'
import type { Env } from '../env.ts'
import { Desk } from './desk.tsx'
import { Inbox } from './inbox.tsx'
import { Message } from './layout.tsx'
import { allPeople, DOCUMENT_TYPES, findPerson, holder, madeUp, savePerson } from './people.ts'
import { People } from './people-page.tsx'
import css from './phone.css'

const Filled = v.pipe(v.string(), v.trim(), v.minLength(1))
const NewPerson = v.object({
  name: Filled,
  document_type: v.picklist(Object.keys(DOCUMENT_TYPES)),
  document_number: v.pipe(Filled, v.toUpperCase()),
  mobile: v.pipe(v.string(), v.trim()),
})

/** Where a scanned link leads on this phone; undefined when no app of it knows the link. */
async function destination(link: string, env: Env['Bindings']): Promise<string | undefined> {
  const scanned = URL.parse(link.trim())
  const leads = scanned?.origin === env.HALL && scanned.pathname.startsWith('/face/')
  const url = leads ? await followed(scanned) : scanned
  if (url?.origin === env.ORIGIN && url.pathname === '/alipay/gateway.do') return url.pathname + url.search
  if (url?.origin === env.ORIGIN && /^\/licence\/scan\/[\w-]+$/.test(url.pathname)) return url.pathname
  const code = /^\/app\/scan\/([^/]+)$/.exec(url?.pathname ?? '')?.[1]
  return code && url?.origin === env.HALL ? `/app/scan/${code}` : undefined
}

/** A short link of the hall opens a page that says who asks; its button leads on to Alipay. */
async function followed(short: URL): Promise<URL | null> {
  const page = await (await fetch(short)).text()
  const [, href = ''] = /<a class="button button-primary" href="([^"]+)"/.exec(page) ?? []
  return URL.parse(href.replaceAll('&amp;', '&'))
}

async function desk(c: Context<Env>, error?: { scanError: string; link: string }) {
  const person = await holder(c)
  const [checks, messages] = await Promise.all([waitingChecks(c.env.DB), inbox(c.env.DB)])
  return <Desk hall={c.env.HALL} person={person} checks={checks} messages={messages.slice(0, 3)} {...error} />
}

function hold(c: Context<Env>, person: { id: number } | null) {
  if (person) setCookie(c, 'person', String(person.id), { path: '/', httpOnly: true, sameSite: 'Lax' })
  return c.redirect('/', 303)
}

/** The phone itself: desk, scanner, people, messages. Everything is a plain form. */
export const phone = new Hono<Env>()
  .get('/phone.css', (c) => c.body(css, 200, { 'content-type': 'text/css;charset=utf-8' }))
  .get('/', async (c) => c.html(await desk(c)))
  .post('/scan', async (c) => {
    const link = String((await c.req.formData()).get('link') ?? '')
    const to = await destination(link, c.env)
    if (to) return c.redirect(to, 303)
    const scanError = '这个链接不是支付宝认证的，也不是智慧人社的。请回到电脑上，重新复制二维码旁边的链接。'
    return c.html(await desk(c, { scanError, link }), 422)
  })
  .get('/sms', async (c) => c.html(<Inbox messages={await inbox(c.env.DB)} />))
  .get('/sms/:mobile', async (c) => {
    const mobile = c.req.param('mobile')
    return c.html(<Inbox mobile={mobile} messages={await inbox(c.env.DB, mobile)} />)
  })
  .get('/people', async (c) =>
    c.html(<People people={await allPeople(c.env.DB)} current={await holder(c)} />),
  )
  .post('/people', async (c) => {
    const person = v.safeParse(NewPerson, Object.fromEntries(await c.req.formData()))
    if (person.success) return hold(c, await savePerson(c.env.DB, person.output))
    return c.html(
      <Message title="没有存下" text="姓名和证件号码都要填。请返回上一页补上。" tone="bad" />,
      422,
    )
  })
  .post('/people/made-up', async (c) => hold(c, await savePerson(c.env.DB, madeUp())))
  .post('/people/choose', async (c) =>
    hold(c, await findPerson(c.env.DB, Number((await c.req.formData()).get('person')))),
  )
