/** Administration of the trust list; of the counter's people only administrators come here. */
import { type Context, Hono } from 'hono'
import { authorityRefusals } from '../../schema/ca-trust.ts'
import { AddAuthority, ChangeAuthority, OfferCertificate } from '../../schema/counter-authorities.ts'
import { CertificateForm } from '../../widgets/counter-authority/certificate-form.tsx'
import { CounterAuthority } from '../../widgets/counter-authority/counter-authority.tsx'
import { type ListedAuthority, listAuthorities } from '../ca/trust-store.ts'
import { allowClerk } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { type Shown, said } from '../lib/page/said.ts'
import { refuse } from '../lib/page/view.tsx'
import { typedText } from '../lib/typed-text.ts'
import {
  addAuthority,
  changeAuthority,
  findListed,
  type Offered,
  offerAuthority,
  offeredAgain,
  switchAuthority,
} from './authorities.ts'
import { AUTHORITIES, Authorities, AuthorityActs, AuthorityHead, Preview, pathOf } from './authority-page.tsx'
import type { Acting } from './clients.ts'
import { desk } from './desk.tsx'

const current = { current: AUTHORITIES }

const acting = (c: Context<Env>): Acting => ({
  ...{ env: c.env, origin: c.var.origin, now: c.var.now, clerk: c.var.clerk },
})

const because = (reason: keyof typeof authorityRefusals): Shown => ({
  refused: { reason, refusal: authorityRefusals[reason] },
})

function offerPage(c: Context<Env>, page: Shown = {}) {
  const { status, ...props } = said(page)
  return desk(
    c,
    { title: '登记发证机构', ...current, status },
    <div class="sheet stack">
      <h1>登记一家发证机构</h1>
      <p>先核对它的证书，下一步再填怎样查询。</p>
      <CertificateForm action={`${AUTHORITIES}/preview`} {...props} />
    </div>,
  )
}

/** A CA keeps clients on localhost unless somebody knows better, and a day is what most lists count for. */
const USUAL = { freshHours: '24', localClient: 'yes' }

function previewPage(c: Context<Env>, offered: Offered, page: Shown = {}) {
  const { status, ...props } = said(page)
  const values = page.values ?? { ...USUAL, authorityName: offered.subject.at(-1) ?? '' }
  return desk(
    c,
    { title: '登记发证机构', ...current, status },
    <div class="sheet stack">
      <h1>登记一家发证机构</h1>
      <Preview offered={offered} />
      <CounterAuthority
        action={`${AUTHORITIES}/new`}
        {...{ ...props, values }}
        hidden={{ certificate: offered.certificate }}
      />
    </div>,
  )
}

const shown = (one: ListedAuthority) => ({
  ...{ authorityName: one.name, profile: one.profile, freshHours: String(one.fresh_hours) },
  ...{ ocspUrl: one.ocsp_url ?? '', crlUrl: one.crl_url ?? '', localClient: one.local_client ? 'yes' : '' },
})

function authorityPage(c: Context<Env>, one: ListedAuthority, page: Shown = {}) {
  const { status, ...props } = said(page)
  const values = page.values ?? shown(one)
  return desk(
    c,
    { title: one.name, ...current, status },
    <>
      <div class="sheet stack">
        <AuthorityHead one={one} done={c.req.query('done')} />
        {one.stopped_at === null && (
          <CounterAuthority action={pathOf(one.id)} {...props} values={values} known />
        )}
      </div>
      <AuthorityActs one={one} />
    </>,
  )
}

const find = (c: Context<Env>) => findListed(c.env.DB, c.req.param('id') ?? '')

const again = async (c: Context<Env>, page: Shown = {}) => {
  const one = await find(c)
  return one ? authorityPage(c, one, page) : refuse(c, 'not_found')
}

/** The second step once more, for the certificate that came with it. */
async function newAgain(c: Context<Env>, certificate: unknown, page: Shown) {
  const offered = await offeredAgain(acting(c), String(certificate ?? ''))
  return offered.ok ? previewPage(c, offered.value, page) : offerPage(c, because(offered.error))
}

export const authorityRoutes = new Hono<Env>()
  .get(AUTHORITIES, allowClerk('administrator'), async (c) =>
    desk(
      c,
      { title: '发证机构', ...current, wide: true },
      <Authorities list={await listAuthorities(c.env.DB)} />,
    ),
  )
  .get(`${AUTHORITIES}/new`, allowClerk('administrator'), (c) => offerPage(c))
  // Opened again, the second step is the first.
  .get(`${AUTHORITIES}/preview`, allowClerk('administrator'), (c) => c.redirect(`${AUTHORITIES}/new`, 303))
  .post(
    `${AUTHORITIES}/preview`,
    allowClerk('administrator'),
    body(OfferCertificate, (c, errors, values) => offerPage(c, { values: typedText(values), errors })),
    async (c) => {
      const input = c.req.valid('json')
      const offered = await offerAuthority(acting(c), input)
      return offered.ok
        ? previewPage(c, offered.value)
        : offerPage(c, { values: { pem: input.pem }, ...because(offered.error) })
    },
  )
  .post(
    `${AUTHORITIES}/new`,
    allowClerk('administrator'),
    body(AddAuthority, (c, errors, values) =>
      newAgain(c, values.certificate, { values: typedText(values), errors }),
    ),
    async (c) => {
      const added = await addAuthority(acting(c), c.req.valid('json'))
      if (added.ok) return c.redirect(`${pathOf(added.value)}?done=added`, 303)
      return offerPage(c, because(added.error))
    },
  )
  .get(`${AUTHORITIES}/:id`, allowClerk('administrator'), (c) => again(c))
  .post(
    `${AUTHORITIES}/:id`,
    allowClerk('administrator'),
    body(ChangeAuthority, (c, errors, values) => again(c, { values: typedText(values), errors })),
    async (c) => {
      const id = c.req.param('id')
      const changed = await changeAuthority(acting(c), id, c.req.valid('json'))
      return changed ? c.redirect(`${pathOf(id)}?done=saved`, 303) : refuse(c, 'not_found')
    },
  )
  .post(`${AUTHORITIES}/:id/stop`, allowClerk('administrator'), (c) => toggle(c, 'stop'))
  .post(`${AUTHORITIES}/:id/resume`, allowClerk('administrator'), (c) => toggle(c, 'resume'))

async function toggle(c: Context<Env>, to: 'stop' | 'resume') {
  const one = await find(c)
  if (!one) return refuse(c, 'not_found')
  await switchAuthority(acting(c), one.id, to)
  return c.redirect(`${pathOf(one.id)}?done=${to}`, 303)
}
