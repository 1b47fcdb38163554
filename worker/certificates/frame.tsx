/** The check of a certificate in a portal's page: open to everybody, framed by registered sites alone. */
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { VerifyCertificate, verifyRefusals } from '../../schema/certificates.ts'
import { CertificateFrame } from '../../widgets/certificate-check/certificate-frame.tsx'
import { allow } from '../lib/allow.ts'
import type { Env } from '../lib/env.ts'
import { framedView } from '../lib/page/framed-view.tsx'
import { said } from '../lib/page/said.ts'
import { refuse } from '../lib/page/view.tsx'
import { findClient } from '../oidc/client-store.ts'
import { foundProps } from './page.tsx'
import { typedErrors } from './typed.ts'
import { verifyCertificate } from './verify.ts'

const FRAME = '/embed/verify'

/** The page around the frame: named by the frame's own form, at first by the referrer; else the client's first. */
function portalOf(c: Context<Env>, origins: readonly string[]): string | undefined {
  const named = c.req.query('origin') ?? URL.parse(c.req.header('referer') ?? '')?.origin
  return origins.find((origin) => origin === named) ?? origins[0]
}

interface Result {
  shown: Parameters<typeof said>[0]
  data?: { 'data-result': string; 'data-number': string }
  found?: ReturnType<typeof foundProps>
}

async function ask(c: Context<Env>, q: string, digest: string): Promise<Result> {
  const read = v.safeParse(VerifyCertificate, { certificate: q, digest })
  if (!read.success) return { shown: { errors: typedErrors(read.issues) } }
  const found = await verifyCertificate(c.env, c.var.origin, c.var.now, read.output)
  if (found.ok) {
    const data = { 'data-result': 'genuine', 'data-number': found.value.number }
    return { shown: {}, data, found: foundProps(found.value) }
  }
  const reason = found.error
  const refused = { reason, refusal: verifyRefusals[reason] }
  return { shown: { refused }, data: { 'data-result': reason, 'data-number': '' } }
}

export const certificateFrame = new Hono<Env>().get(FRAME, allow('anyone'), async (c) => {
  const { client_id: id = '', q, digest = '' } = c.req.query()
  const client = await findClient(c.env.DB, id)
  const portal = client && portalOf(c, client.origins)
  if (!client || portal === undefined) return refuse(c, 'not_found')
  const { shown, data, found }: Result = q === undefined ? { shown: {} } : await ask(c, q, digest)
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
