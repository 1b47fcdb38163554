/** Parcels at the counter: putting one in, and saying what happened to it where no carrier does. */
import { type Context, Hono } from 'hono'
import type { ComponentChildren } from 'preact'
import { type ExpressReason, expressRefusals, SendParcel, TrackParcel } from '../../schema/express.ts'
import { ParcelEventForm } from '../../widgets/parcel-event-form/parcel-event-form.tsx'
import { ParcelForm } from '../../widgets/parcel-form/parcel-form.tsx'
import { desk } from '../counter/desk.tsx'
import { allowClerk } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { type Shown, said } from '../lib/page/said.ts'
import { refuse } from '../lib/page/view.tsx'
import { typedText } from '../lib/typed-text.ts'
import { receiverOf, sendParcel, trackOf, trackParcel } from './acts.ts'
import { followSoon } from './follow.ts'
import { FromCase, fromCase } from './from-case.tsx'
import { COUNTER, Parcel, Sent } from './page.tsx'
import { mayWrite, soughtBy } from './rules.ts'
import { type FollowedRow, findSent, listSent } from './store.ts'

const LATELY = 20
const because = (reason: ExpressReason) => ({ refused: { reason, refusal: expressRefusals[reason] } })

function formPage(c: Context<Env>, shown: Shown = {}, beside?: ComponentChildren) {
  const { status, ...form } = said(shown)
  return desk(
    c,
    { title: '快递登记', current: COUNTER, centre: true, status },
    <div class="sheet stack">
      <h1>登记一个快递</h1>
      <p>照着面单填。登记以后大厅会自己向快递公司查询，单位能看到它走到哪里了；「其他快递」的由您更新。</p>
      {beside}
      <ParcelForm {...form} action={`${COUNTER}/new`} />
      <p>
        <a href={COUNTER}>不登记，返回</a>
      </p>
    </div>,
  )
}

/** The empty form; with a case that this clerk handles, filled in with where its result goes. */
async function newPage(c: Context<Env>) {
  const caseNumber = soughtBy(c.req.query('case'))?.caseNumber
  const found = caseNumber === undefined ? undefined : await fromCase(c, caseNumber)
  const values = found?.values ?? {}
  return formPage(c, { values }, <FromCase typed={caseNumber} found={found?.kind} />)
}

/** The parcel of this address, if this clerk put it in. */
const sent = (c: Context<Env>) =>
  findSent(c.env.DB, c.var.clerk.clerkId, c.req.param('unit') ?? '', c.req.param('id') ?? '')

async function parcelPage(c: Context<Env>, parcel: FollowedRow, shown: Shown = {}) {
  const { status, ...form } = said(shown)
  const [receiver, events] = await Promise.all([receiverOf(c.env, parcel), trackOf(c.env, parcel)])
  return desk(
    c,
    { title: '快递状态', current: COUNTER, centre: true, status },
    <Parcel parcel={parcel} receiver={receiver} events={events}>
      {(mayWrite(parcel.state, parcel) || form.problem) && (
        <section class="sheet stack" aria-labelledby="update">
          <h2 id="update">更新状态</h2>
          <ParcelEventForm {...form} action={c.req.path} />
        </section>
      )}
      <p>
        <a href={COUNTER}>返回快递登记</a>
      </p>
    </Parcel>,
  )
}

export const counterParcelRoutes = new Hono<Env>()
  .get(COUNTER, allowClerk(), async (c) => {
    const rows = await listSent(c.env.DB, c.var.clerk.clerkId, LATELY)
    const done = c.req.query('done') === 'yes'
    return desk(c, { title: '快递登记', current: COUNTER, wide: true }, <Sent rows={rows} done={done} />)
  })
  .get(`${COUNTER}/new`, allowClerk(), newPage)
  .post(
    `${COUNTER}/new`,
    allowClerk(),
    body(SendParcel, (c, errors, values) => formPage(c, { errors, values: typedText(values) })),
    async (c) => {
      const input = c.req.valid('json')
      const put = await sendParcel(c, input)
      if (put.ok) return c.redirect(`${COUNTER}?done=yes`, 303)
      return formPage(c, { values: typedText(input), ...because(put.error) })
    },
  )
  .get(`${COUNTER}/:unit/:id`, allowClerk(), async (c) => {
    const parcel = await sent(c)
    if (!parcel) return refuse(c, 'not_found')
    c.executionCtx.waitUntil(followSoon(c.env, c.var.now, parcel))
    return parcelPage(c, parcel)
  })
  .post(
    `${COUNTER}/:unit/:id`,
    allowClerk(),
    body(TrackParcel, async (c, errors, values) => {
      const parcel = await sent(c)
      return parcel ? parcelPage(c, parcel, { errors, values: typedText(values) }) : refuse(c, 'not_found')
    }),
    async (c) => {
      const parcel = await sent(c)
      if (!parcel) return refuse(c, 'not_found')
      const input = c.req.valid('json')
      const tracked = await trackParcel(c, parcel, input)
      if (tracked.ok) return c.redirect(c.req.path, 303)
      return parcelPage(c, parcel, { values: typedText(input), ...because(tracked.error) })
    },
  )
