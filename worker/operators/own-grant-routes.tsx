/** Confirming a grant in the hall: the list, the face, a password of one's own; and what the waiting page asks. */
import { type Context, Hono } from 'hono'
import type { ComponentChildren } from 'preact'
import { FaceCheck } from '../../schema/challenges.ts'
import { ownGrantSteps } from '../../schema/own-grants.ts'
import { personRefusals } from '../../schema/people.ts'
import { NewPassword } from '../../schema/recovery.ts'
import { Island } from '../../widgets/island.tsx'
import { RecoveryPasswordForm } from '../../widgets/recovery-password-form/recovery-password-form.tsx'
import { drawFaceStep, type FaceStep, postFaceStep } from '../challenges/face-step.tsx'
import { allowPerson } from '../lib/allow.ts'
import { body, formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { FlowSheet } from '../lib/page/flow-sheet.tsx'
import { type Shown, said } from '../lib/page/said.ts'
import { shellOf, view } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { partnerRefusals } from '../partners/index.ts'
import { decline } from './confirm.ts'
import type { Confirmation } from './confirmation-store.ts'
import { type OfferRow, offersTo } from './offer-store.ts'
import { OfferWords, OwnOffers } from './own-grant-page.tsx'
import * as acts from './own-grants.ts'
import { GRANTS } from './own-grants.ts'

const TITLE = '确认授权'

interface SheetProps {
  c: Context<Env>
  offer: OfferRow
  step: number
  running: Confirmation | undefined
  children: ComponentChildren
}

const Sheet = ({ c, offer, step, running, children }: SheetProps) => (
  <FlowSheet
    title={`确认${offer.unit_name}的授权`}
    steps={ownGrantSteps}
    step={step}
    clock={running && { expiresAt: running.expiresAt, now: c.var.now }}
    expired="时间到了，这次确认已经结束。授权还在，可以重新开始。"
    again={`${GRANTS}/${offer.id}`}
  >
    {children}
    <p>
      <a href={GRANTS}>先不确认</a>
    </p>
  </FlowSheet>
)

/** The offer of the address, where it is this person's: of any other nobody learns that it is there. */
async function offerOf(c: Context<Env>): Promise<OfferRow | Response> {
  const offer = await acts.offerFor(c, c.req.param('id') ?? '')
  return offer ?? refused(c, 'offer_unknown')
}

async function refused(c: Context<Env>, error: acts.OwnGrantError) {
  const { refusal } = acts.refusalOf(error)
  const go = { href: GRANTS, label: '看等我确认的授权' }
  const page = (
    <ErrorPage kind="not-found" happened={refusal.text} advice="" go={go} {...(await shellOf(c))} />
  )
  return c.html(renderPage(page), refusal.status)
}

async function faceStep(c: Context<Env>, offer: OfferRow): Promise<FaceStep<acts.OwnGrantError>> {
  const running = await acts.confirmationAt(c, offer.id, 'face')
  return {
    ...{ title: TITLE, path: `${GRANTS}/${offer.id}`, next: `${GRANTS}/${offer.id}/password` },
    ...{ statusUrl: '/api/v1/person/grants/face', subject: await acts.subjectFor(c) },
    refusalOf: acts.refusalOf,
    ask: (method) => acts.askFace(c, offer, method),
    read: () => acts.readFace(c, offer.id),
    sheet: (panel) => (
      <Sheet c={c} offer={offer} step={0} running={running.ok ? running.value : undefined}>
        <OfferWords offer={offer} />
        <p>接受的话，请先由您本人刷脸，再设置替这家单位办事的登录密码。</p>
        {panel}
      </Sheet>
    ),
  }
}

async function passwordPage(c: Context<Env>, offer: OfferRow, shown: Shown = {}) {
  const at = await acts.confirmationAt(c, offer.id, 'password')
  if (!at.ok) return shown.refused ? refused(c, at.error) : c.redirect(`${GRANTS}/${offer.id}`, 303)
  const { status, ...form } = said(shown)
  const props = { action: `${GRANTS}/${offer.id}/password`, ...form, values: {}, act: '确认授权' }
  return view(
    c,
    { title: TITLE, islands: ['time-left', 'recovery-password-form'], ...(status && { status }) },
    <Sheet c={c} offer={offer} step={1} running={at.value}>
      <p>这是您替这家单位办事时的登录密码，和个人账号的密码分开，请不要告诉别人。</p>
      <Island name="recovery-password-form" component={RecoveryPasswordForm} props={props} />
    </Sheet>,
  )
}

export const ownGrantRoutes = new Hono<Env>()
  .get(GRANTS, allowPerson(), async (c) =>
    view(
      c,
      { title: '等我确认的授权' },
      <OwnOffers
        offers={await offersTo(c.env.DB, c.var.person.personId, c.var.now)}
        saved={c.req.query('saved')}
      />,
    ),
  )
  .get(`${GRANTS}/:id`, allowPerson(), async (c) => {
    const offer = await offerOf(c)
    return offer instanceof Response ? offer : drawFaceStep(c, await faceStep(c, offer))
  })
  .post(`${GRANTS}/:id`, allowPerson(), async (c) => {
    const pressed = (await formOf(c)).get('face')
    const offer = await offerOf(c)
    return offer instanceof Response ? offer : postFaceStep(c, await faceStep(c, offer), pressed)
  })
  .post(`${GRANTS}/:id/decline`, allowPerson(), async (c) => {
    const done = await decline(acts.byPerson(c), c.req.param('id'))
    return done.ok ? c.redirect(`${GRANTS}?saved=declined`, 303) : refused(c, done.error)
  })
  .get(`${GRANTS}/:id/password`, allowPerson(), async (c) => {
    const offer = await offerOf(c)
    return offer instanceof Response ? offer : passwordPage(c, offer)
  })
  .post(
    `${GRANTS}/:id/password`,
    allowPerson(),
    body(NewPassword, async (c, errors) => {
      const offer = await offerOf(c)
      return offer instanceof Response ? offer : passwordPage(c, offer, { errors })
    }),
    async (c) => {
      const id = c.req.param('id') ?? ''
      const done = await acts.confirmOwn(c, id, c.req.valid('json').password)
      if (done.ok) return c.redirect(`${GRANTS}?saved=confirmed`, 303)
      const offer = await offerOf(c)
      if (offer instanceof Response) return offer
      return passwordPage(c, offer, { refused: acts.refusalOf(done.error) })
    },
  )

/** What the page asks while it waits for the phone. */
export const ownGrantApi = new Hono<Env>().get(
  '/grants/face',
  allowPerson(),
  answers(
    'How the face check of this session’s confirmation of a grant stands; `next` once it is settled',
    { 200: FaceCheck },
    { ...personRefusals, ...acts.refusals, ...partnerRefusals('alipay') },
  ),
  async (c) => {
    const read = await acts.readFace(c)
    if (read.ok) return c.json(read.value)
    const { reason, refusal } = acts.refusalOf(read.error)
    return problem(c, { [reason]: refusal }, reason)
  },
)
