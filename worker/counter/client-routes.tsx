/** Administration of embedding clients; of the counter's people only administrators come here. */
import { type Context, Hono } from 'hono'
import { AddClient, ChangeClient } from '../../schema/counter-clients.ts'
import { counterFieldRefusals } from '../../schema/counter-refusals.ts'
import { themeTyped } from '../../schema/counter-theme.ts'
import { CounterClient } from '../../widgets/counter-client/counter-client.tsx'
import { allowClerk } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { type Shown, said } from '../lib/page/said.ts'
import { refuse } from '../lib/page/view.tsx'
import { typedText } from '../lib/typed-text.ts'
import { ClientActs, ClientAdded, ClientHead, Clients, pathOf } from './client-page.tsx'
import { findRegistered, listClients, type Registered } from './client-store.ts'
import { type Acting, addClient, changeClient, changeSecret, switchClient } from './clients.ts'
import { desk } from './desk.tsx'

const LIST = '/counter/clients'
const current = { current: LIST }

const acting = (c: Context<Env>): Acting => ({
  ...{ env: c.env, origin: c.var.origin, now: c.var.now, clerk: c.var.clerk },
})

const find = (c: Context<Env>) => findRegistered(c.env.DB, c.req.param('id') ?? '')

const shown = ({ redirectUris, origins, postLogoutRedirectUris, theme, ...client }: Registered) => ({
  ...{ clientName: client.name, jwks: client.jwks ?? '' },
  ...{ redirectUris: redirectUris.join('\n'), origins: origins.join('\n') },
  postLogoutRedirectUris: postLogoutRedirectUris.join('\n'),
  ...{ backchannelLogoutUri: client.backchannelLogoutUri ?? '', ...themeTyped(theme) },
})

/** What was typed, its lists as lines again. */
const retyped = (input: object) =>
  typedText(
    Object.fromEntries(
      Object.entries(input).map(([name, value]) => [name, Array.isArray(value) ? value.join('\n') : value]),
    ),
  )

function newPage(c: Context<Env>, page: Shown = {}) {
  const { status, ...props } = said(page)
  return desk(
    c,
    { title: '登记网站', ...current, status },
    <div class="sheet stack">
      <h1>登记一个网站</h1>
      <CounterClient action={`${LIST}/new`} {...props} />
    </div>,
  )
}

function clientPage(c: Context<Env>, client: Registered, page: Shown = {}) {
  const { status, ...props } = said(page)
  const values = page.values ?? shown(client)
  const known = { byKeys: client.authMethod === 'private_key_jwt' }
  return desk(
    c,
    { title: client.name, ...current, status },
    <>
      <div class="sheet stack">
        <ClientHead client={client} done={c.req.query('done')} />
        <CounterClient action={pathOf(client.id)} {...props} values={values} known={known} />
      </div>
      <ClientActs client={client} />
    </>,
  )
}

const added = (c: Context<Env>, client: { id: string; name: string }, secret: string | undefined) =>
  desk(c, { title: '网站可以接入了' }, <ClientAdded client={client} secret={secret} issuer={c.env.ORIGIN} />)

const again = async (c: Context<Env>, page: Shown) => {
  const client = await find(c)
  return client ? clientPage(c, client, page) : refuse(c, 'not_found')
}

export const clientRoutes = new Hono<Env>()
  .get(LIST, allowClerk('administrator'), async (c) =>
    desk(
      c,
      { title: '接入的网站', ...current, wide: true },
      <Clients clients={await listClients(c.env.DB)} />,
    ),
  )
  .get(`${LIST}/new`, allowClerk('administrator'), (c) => newPage(c))
  .post(
    `${LIST}/new`,
    allowClerk('administrator'),
    body(AddClient, (c, errors, values) => newPage(c, { values: retyped(values), errors })),
    async (c) => {
      const input = c.req.valid('json')
      const made = await addClient(acting(c), input)
      // Not a redirect: the secret is shown in this one answer. The form sent again finds its id taken.
      if (made.ok) return added(c, { id: input.clientId, name: input.clientName }, made.value.secret)
      const values = retyped(input)
      if (made.error === 'jwks.format')
        return newPage(c, { values, errors: [{ field: 'jwks', code: made.error }] })
      return newPage(c, {
        values,
        refused: { reason: made.error, refusal: counterFieldRefusals.client_id_taken },
      })
    },
  )
  .get(`${LIST}/:id`, allowClerk('administrator'), (c) => again(c, {}))
  .post(
    `${LIST}/:id`,
    allowClerk('administrator'),
    body(ChangeClient, (c, errors, values) => again(c, { values: retyped(values), errors })),
    async (c) => {
      const client = await find(c)
      if (!client) return refuse(c, 'not_found')
      const input = c.req.valid('json')
      const changed = await changeClient(acting(c), client, input)
      if (changed.ok) return c.redirect(`${pathOf(client.id)}?done=saved`, 303)
      const values = retyped(input)
      if (changed.error === 'client_gone') return refuse(c, 'not_found')
      return clientPage(c, client, { values, errors: [{ field: 'jwks', code: changed.error }] })
    },
  )
  .post(`${LIST}/:id/secret`, allowClerk('administrator'), async (c) => {
    const client = await find(c)
    if (!client) return refuse(c, 'not_found')
    const secret = await changeSecret(acting(c), client.id)
    return secret.ok ? added(c, client, secret.value) : refuse(c, 'not_found')
  })
  .post(`${LIST}/:id/stop`, allowClerk('administrator'), (c) => toggle(c, 'stop'))
  .post(`${LIST}/:id/resume`, allowClerk('administrator'), (c) => toggle(c, 'resume'))

async function toggle(c: Context<Env>, to: 'stop' | 'resume') {
  const client = await find(c)
  if (!client) return refuse(c, 'not_found')
  await switchClient(acting(c), client.id, to)
  return c.redirect(`${pathOf(client.id)}?done=${to}`, 303)
}
