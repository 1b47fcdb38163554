/** Parcels: read by all of the unit's operators. The counter's part is counter-routes.tsx. */
import { type Context, Hono } from 'hono'
import { expressRefusals } from '../../schema/express.ts'
import { allowOperator } from '../lib/allow.ts'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { shellOf } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import { receiverOf, trackOf } from './acts.ts'
import { counterParcelRoutes } from './counter-routes.tsx'
import { followSoon } from './follow.ts'
import { LIST, Parcel, Parcels } from './page.tsx'
import { soughtBy } from './rules.ts'
import { findParcel, findParcels, listParcels } from './store.ts'

const PAGE = 20
/** Ids are digits and small letters: nothing of them comes after this. */
const NEWEST = '~'

async function unknown(c: Context<Env>) {
  const { text } = expressRefusals.parcel_unknown
  const go = { href: LIST, label: '回快递列表' }
  const page = <ErrorPage kind="not-found" happened={text} go={go} {...(await shellOf(c))} />
  return c.html(renderPage(page), 404)
}

export const expressRoutes = new Hono<Env>()
  .get(LIST, allowOperator(), async (c) => {
    const { unitId } = c.var.operator
    const typed = c.req.query('q')
    const sought = soughtBy(typed)
    const before = /^[0-9a-z]{26}$/.exec(c.req.query('before') ?? '')?.[0] ?? NEWEST
    // One more than is shown tells whether there is anything older.
    const found = sought
      ? await findParcels(c.env.DB, unitId, sought, PAGE)
      : await listParcels(c.env.DB, unitId, before, PAGE + 1)
    const rows = found.slice(0, PAGE)
    const next = found.length > PAGE ? rows.at(-1)?.id : undefined
    return centerView(
      c,
      { title: '单位快递' },
      <Parcels rows={rows} sought={sought && typed?.slice(0, 60)} next={next} />,
    )
  })
  .get(`${LIST}/parcel`, allowOperator(), async (c) => {
    const parcel = await findParcel(c.env.DB, c.var.operator.unitId, c.req.query('id') ?? '')
    if (!parcel) return unknown(c)
    c.executionCtx.waitUntil(followSoon(c.env, c.var.now, parcel))
    const [receiver, events] = await Promise.all([receiverOf(c.env, parcel), trackOf(c.env, parcel)])
    return centerView(
      c,
      { title: '物流轨迹' },
      <Parcel parcel={parcel} receiver={receiver} events={events}>
        <p>
          <a href={LIST}>返回快递列表</a>
        </p>
      </Parcel>,
    )
  })
  .route('/', counterParcelRoutes)
