/** An operator's own settings: password and delivery addresses. Another mobile is mobile-routes.tsx. */
import { type Context, Hono } from 'hono'
import { ChangePassword, SaveAddress } from '../../schema/settings.ts'
import { allowOperator } from '../lib/allow.ts'
import { body, formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { setSessionCookie } from '../lib/session.ts'
import { typedText } from '../lib/typed-text.ts'
import * as acts from './addresses.ts'
import { addressPage, home, passwordPage, refused, removePage } from './draw.tsx'
import { mobileRoutes } from './mobile-routes.tsx'
import { HOME } from './page.tsx'
import { setPassword } from './password.ts'
import { refusalOf } from './refusal.ts'
import { caseFormOf } from './rules.ts'

const PASSWORD = `${HOME}/password`
const ADDRESSES = `${HOME}/addresses`

async function addressIn(c: Context<Env>, id: unknown): Promise<acts.Address | undefined> {
  return (await acts.addressesOf(c.env, c.var.operator)).find((address) => address.id === id)
}
const asking = (c: Context<Env>) => addressIn(c, c.req.query('id'))
const idOf = async (c: Context<Env>) => String((await formOf(c)).get('id') ?? '')
const me = (c: Context<Env>) => [c.env, c.var.origin, c.var.now, c.var.operator] as const

export const settingsRoutes = new Hono<Env>()
  .get(HOME, allowOperator(), home)

  .get(PASSWORD, allowOperator(), (c) => passwordPage(c))
  .post(
    PASSWORD,
    allowOperator(),
    body(ChangePassword, (c, errors) => passwordPage(c, { errors })),
    async (c) => {
      const set = await setPassword(...me(c), c.req.valid('json'))
      if (!set.ok) return passwordPage(c, { refused: refusalOf(set.error) })
      setSessionCookie(c, set.value.token)
      return c.redirect(`${HOME}?saved=password`, 303)
    },
  )

  .get(`${ADDRESSES}/new`, allowOperator(), (c) => addressPage(c))
  .post(
    `${ADDRESSES}/new`,
    allowOperator(),
    body(SaveAddress, (c, errors, values) => addressPage(c, { errors, values: typedText(values) })),
    async (c) => {
      const input = c.req.valid('json')
      const added = await acts.addAddress(...me(c), input)
      if (!added.ok) return addressPage(c, { values: typedText(input), refused: refusalOf(added.error) })
      const form = caseFormOf(c.req.query('case'))
      return c.redirect(form ? `${form}?address=${added.value}` : `${HOME}?saved=address`, 303)
    },
  )
  .get(`${ADDRESSES}/edit`, allowOperator(), async (c) => {
    const old = await asking(c)
    return old ? addressPage(c, {}, old) : refused(c, 'address_gone')
  })
  .post(
    `${ADDRESSES}/edit`,
    allowOperator(),
    body(SaveAddress, async (c, errors, values) => {
      const old = await asking(c)
      return old ? addressPage(c, { errors, values: typedText(values) }, old) : refused(c, 'address_gone')
    }),
    async (c) => {
      const saved = await acts.saveAddress(...me(c), c.req.query('id') ?? '', c.req.valid('json'))
      return saved.ok ? c.redirect(`${HOME}?saved=address`, 303) : refused(c, saved.error)
    },
  )
  .post(`${ADDRESSES}/default`, allowOperator(), async (c) => {
    const chosen = await acts.preferAddress(...me(c), await idOf(c))
    return chosen.ok ? c.redirect(`${HOME}?saved=default`, 303) : refused(c, chosen.error)
  })
  .get(`${ADDRESSES}/remove`, allowOperator(), async (c) => {
    const old = await asking(c)
    return old ? removePage(c, old) : refused(c, 'address_gone')
  })
  .post(`${ADDRESSES}/remove`, allowOperator(), async (c) => {
    const removed = await acts.removeAddress(...me(c), await idOf(c))
    return removed.ok ? c.redirect(`${HOME}?saved=removed`, 303) : refused(c, removed.error)
  })
  .route('/', mobileRoutes)
