/** Certificates: chosen, previewed and printed by the unit, verified by anyone. The API is api.ts. */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { CERTIFICATE_ITEM, type CertificateReason, ChooseCertificate } from '../../schema/certificates.ts'
import { foldCertificate } from '../../schema/fields/certificate.ts'
import { CertificateCheck, CertificateCheckForm } from '../../widgets/certificate-check/certificate-check.tsx'
import { stopOf } from '../catalogue/acts.ts'
import { allow, allowOperator } from '../lib/allow.ts'
import { body, formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { said } from '../lib/page/said.ts'
import { view } from '../lib/page/view.tsx'
import { asAttachment } from '../lib/sealed-file.ts'
import { makeCertificate, mayPrint, placeOf, ready } from './acts.ts'
import { type Answer, ask } from './ask.ts'
import { choosePage, notAllowed, pressed } from './choose.tsx'
import { certificateFrame } from './frame.tsx'
import { CERTIFICATE, PREVIEW, Preview, VERIFY, VerifyPage } from './page.tsx'
import { lackingIn, seenOf } from './seen.ts'

/** Rows of the preview on a page. */
const ROWS = 100

function refused(c: Context<Env>, reason: CertificateReason) {
  if (reason === 'certificate_not_allowed') return notAllowed(c)
  return choosePage(c, { reason })
}

/** Whoever may have one printed, where and while that is done. */
const printing: MiddlewareHandler<Env> = async (c, next) => {
  if (!mayPrint(c)) return notAllowed(c)
  const { env, var: on } = c
  const stop = await stopOf({ env, now: on.now }, CERTIFICATE_ITEM, on.operator.unit.region)
  return stop ? notAllowed(c, 'certificate_stopped', stop.words) : next()
}

const verifying = new Hono<Env>().get(VERIFY, allow('anyone'), async (c) => {
  const { q, digest = '' } = c.req.query()
  const { shown, found }: Answer = q === undefined ? { shown: {} } : await ask(c, q, digest)
  const { status, ...form } = said(shown)
  const values = found ? {} : { q: foldCertificate(q ?? '').slice(0, 60), digest }
  return view(
    c,
    { title: '证明验证', ...(status && { status }) },
    <VerifyPage
      form={<CertificateCheckForm {...form} action={VERIFY} values={values} />}
      result={found && <CertificateCheck {...found} />}
    />,
  )
})

export const certificateRoutes = new Hono<Env>()
  .route('/', verifying)
  .route('/', certificateFrame)
  .get(CERTIFICATE, allowOperator(), printing, (c) => choosePage(c))
  .post(
    CERTIFICATE,
    allowOperator(),
    printing,
    body(ChooseCertificate, (c) => choosePage(c)),
    (c) => pressed(c, c.req.valid('json')),
  )
  .get(PREVIEW, allowOperator(), printing, async (c) => {
    const found = await ready(c)
    if (!found.ok) return refused(c, found.error)
    const { unit } = c.var.operator
    const from = Math.min(
      Number(/^\d{1,5}$/.exec(c.req.query('from') ?? '')?.[0] ?? 0),
      found.value.persons.length - 1,
    )
    const { persons } = found.value
    const [seen, lacking] = await Promise.all([
      seenOf(found.value),
      lackingIn(c.env, [unit.name, ...persons.map(({ name }) => name)]),
    ])
    const props = { unit, place: placeOf(unit.region), ready: found.value, seen, lacking, from, size: ROWS }
    return centerView(c, { title: '预览权益单' }, <Preview {...props} />)
  })
  .post(`${CERTIFICATE}/print`, allowOperator(), printing, async (c) => {
    const seen = (await formOf(c)).get('seen')
    const made = await makeCertificate(c, typeof seen === 'string' ? seen : '')
    if (!made.ok) return refused(c, made.error)
    const name = `单位人员参保证明-${made.value.number}.pdf`
    return c.body(made.value.pdf, 200, asAttachment('application/pdf', name))
  })
