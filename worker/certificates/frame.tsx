/** The check of a certificate in a portal's page: open to everybody, framed by registered sites alone. */
import { type Context, Hono } from 'hono'
import { CertificateFrame } from '../../widgets/certificate-check/certificate-frame.tsx'
import { allow } from '../lib/allow.ts'
import type { Env } from '../lib/env.ts'
import { framedView } from '../lib/page/framed-view.tsx'
import { said } from '../lib/page/said.ts'
import { refuse } from '../lib/page/view.tsx'
import { findClient } from '../oidc/client-store.ts'
import { type Answer, ask } from './ask.ts'

const FRAME = '/embed/verify'

/** The page around the frame: named by the frame's own form, at first by the referrer; else the client's first. */
function portalOf(c: Context<Env>, origins: readonly string[]): string | undefined {
  const named = c.req.query('origin') ?? URL.parse(c.req.header('referer') ?? '')?.origin
  return origins.find((origin) => origin === named) ?? origins[0]
}

export const certificateFrame = new Hono<Env>().get(FRAME, allow('anyone'), async (c) => {
  const { client_id: id = '', q, digest = '' } = c.req.query()
  const client = await findClient(c.env.DB, id)
  const portal = client && portalOf(c, client.origins)
  if (!client || portal === undefined) return refuse(c, 'not_found')
  const { shown, data, found }: Answer = q === undefined ? { shown: {} } : await ask(c, q, digest)
  const { status, ...form } = said(shown)
  const asked = {
    ...{ ...form, action: FRAME, framed: true, hidden: { client_id: client.id, origin: portal } },
    values: found ? {} : { q: (q ?? '').slice(0, 60), digest },
  }
  return framedView(
    c,
    {
      ...{ title: '证明验证', islands: ['widget-frame'], wears: 'check', theme: client.theme },
      ...{ origins: client.origins, portal, ...(status && { status }), ...(data && { data }) },
    },
    <CertificateFrame form={asked} found={found} />,
  )
})
