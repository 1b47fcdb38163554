/** Certificates: chosen, previewed and printed by the unit, verified by anyone. The API is api.ts. */
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import {
  type CertificateReason,
  ChooseCertificate,
  VerifyCertificate,
  verifyRefusals,
} from '../../schema/certificates.ts'
import { foldCertificate } from '../../schema/fields/certificate.ts'
import { CertificateCheckForm } from '../../widgets/certificate-check/certificate-check.tsx'
import { allow, allowOperator } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { said } from '../lib/page/said.ts'
import { view } from '../lib/page/view.tsx'
import { asAttachment } from '../lib/sealed-file.ts'
import { makeCertificate, mayPrint, placeOf, ready } from './acts.ts'
import { choosePage, notAllowed, pressed } from './choose.tsx'
import { certificateFrame } from './frame.tsx'
import { CERTIFICATE, PREVIEW, Preview, VERIFY, Verified, VerifyPage } from './page.tsx'
import { typedErrors } from './typed.ts'
import { verifyCertificate } from './verify.ts'

/** Rows of the preview on a page. */
const ROWS = 100

function refused(c: Context<Env>, reason: CertificateReason) {
  if (reason === 'certificate_not_allowed') return notAllowed(c)
  return choosePage(c, { reason })
}

export const verifying = new Hono<Env>().get(VERIFY, allow('anyone'), async (c) => {
  const { q = '', digest = '' } = c.req.query()
  const form = (shown: ReturnType<typeof said>) => (
    <CertificateCheckForm
      {...shown}
      action={VERIFY}
      values={{ q: foldCertificate(q).slice(0, 60), digest }}
    />
  )
  const page = (shown: ReturnType<typeof said>, result: Parameters<typeof VerifyPage>[0]['result']) =>
    view(
      c,
      { title: '证明验证', ...(shown.status && { status: shown.status }) },
      <VerifyPage form={form(shown)} result={result} />,
    )
  if (c.req.query('q') === undefined) return page(said({}), undefined)
  const read = v.safeParse(VerifyCertificate, { certificate: q, digest })
  if (!read.success) {
    const errors = typedErrors(read.issues)
    return page(said({ errors }), undefined)
  }
  const found = await verifyCertificate(c.env, c.var.origin, c.var.now, read.output)
  if (found.ok) return page(said({}), <Verified certificate={found.value} />)
  const reason = found.error
  return page(said({ refused: { reason, refusal: verifyRefusals[reason] } }), undefined)
})

export const certificateRoutes = new Hono<Env>()
  .route('/', verifying)
  .route('/', certificateFrame)
  .get(CERTIFICATE, allowOperator(), (c) => (mayPrint(c) ? choosePage(c) : notAllowed(c)))
  .post(
    CERTIFICATE,
    allowOperator(),
    body(ChooseCertificate, (c) => (mayPrint(c) ? choosePage(c) : notAllowed(c))),
    (c) => (mayPrint(c) ? pressed(c, c.req.valid('json')) : notAllowed(c)),
  )
  .get(PREVIEW, allowOperator(), async (c) => {
    const found = await ready(c)
    if (!found.ok) return refused(c, found.error)
    const { unit } = c.var.operator
    const from = Math.min(
      Number(/^\d{1,5}$/.exec(c.req.query('from') ?? '')?.[0] ?? 0),
      found.value.persons.length - 1,
    )
    const props = { unit, place: placeOf(unit.region), ready: found.value, from, size: ROWS }
    return centerView(c, { title: '预览权益单' }, <Preview {...props} />)
  })
  .post(`${CERTIFICATE}/print`, allowOperator(), async (c) => {
    const made = await makeCertificate(c)
    if (!made.ok) return refused(c, made.error)
    const name = `单位人员参保证明-${made.value.number}.pdf`
    return c.body(made.value.pdf, 200, asAttachment('application/pdf', name))
  })
