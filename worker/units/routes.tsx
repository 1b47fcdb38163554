/** The unit centre's pages about the account: home, sessions, activity. */
import { type Context, Hono } from 'hono'
import { actNames, resultName } from '../../schema/audit.ts'
import { findItem, type Item, itemsOf, worksIn } from '../../schema/catalogue.ts'
import { wayNames } from '../../schema/session.ts'
import { ActivityTable } from '../../widgets/activity-table/activity-table.tsx'
import { SessionsTable } from '../../widgets/sessions-table/sessions-table.tsx'
import { listActivity } from '../audit/store.ts'
import { currentItems } from '../catalogue/acts.ts'
import { listFavourites } from '../catalogue/favourites-store.ts'
import { daysLeft, mayDo, REMIND_MS } from '../grants/rules.ts'
import { allowOperator } from '../lib/allow.ts'
import { formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { dropSessionCookie } from '../lib/session.ts'
import { shortTime } from '../lib/short-time.ts'
import { end, endAll, list, show } from '../session/acts.ts'
import { unitInfoRoutes } from './info-routes.tsx'
import { Center } from './page.tsx'
import { countEnding } from './store.ts'

const PAGE = 50

function whoDid(actor: string, operatorId: string): string {
  if (actor === `operator:${operatorId}`) return '您本人的账号'
  if (actor === 'visitor') return '还没有登录的人'
  if (actor.startsWith('institution:')) return '本单位的机构'
  return actor.startsWith('clerk:') ? '人社窗口' : '本单位其他账号'
}

const known = (codes: string[]): Item[] => codes.map(findItem).filter((item) => item !== undefined)

/** What many units have done, as far as this operator may do it here. */
const recommendedFor = ({ var: { operator, now } }: Context<Env>, items: readonly Item[]): Item[] =>
  itemsOf({ whose: 'unit' }, items).filter(
    (item) =>
      item.hot &&
      item.notHere === undefined &&
      worksIn(item, operator.unit.region) &&
      mayDo(operator, { file: item.code }, now),
  )

export const unitRoutes = new Hono<Env>()
  .route('/', unitInfoRoutes)
  .get('/center', allowOperator(), async (c) => {
    const { operator, now } = c.var
    const keeps = mayDo(operator, 'manage_operators', now)
    const [session, ending, cases, codes, items] = await Promise.all([
      show(c.env, operator),
      keeps ? countEnding(c.env.DB, operator.unitId, operator.operatorId, now, now + REMIND_MS) : 0,
      c.var.caseCounts(),
      listFavourites(c.env.DB, operator),
      currentItems({ env: c.env, now }),
    ])
    const props = {
      session,
      daysLeft: daysLeft(operator, now),
      ending,
      cases,
      recommended: recommendedFor(c, items),
      favourites: known(codes),
    }
    return centerView(c, { title: '单位中心' }, <Center {...props} />)
  })
  .get('/center/sessions', allowOperator(), async (c) => {
    const sessions = (await list(c.env, c.var.operator, c.var.now)).map((row) => ({
      id: row.id,
      device: row.device,
      place: row.place,
      portal: row.portal ?? undefined,
      way: wayNames[row.way],
      seenAt: shortTime.format(row.seen_at),
      current: row.id === c.var.operator.sessionId,
    }))
    return centerView(
      c,
      { title: '登录设备' },
      <div class="stack">
        <h1>登录设备</h1>
        <p class="lead">这些设备正登录着您的账号。有不认识的，请马上退出它，再拨打 12333 说明情况。</p>
        <SessionsTable
          sessions={sessions}
          endAction="/center/sessions/end"
          endAllAction="/center/sessions/end-all"
        />
      </div>,
    )
  })
  .post('/center/sessions/end', allowOperator(), async (c) => {
    const id = (await formOf(c)).get('id')
    if (typeof id === 'string') await end(c.env, c.var.origin, c.var.now, c.var.operator, id)
    return c.redirect('/center/sessions', 303)
  })
  .post('/center/sessions/end-all', allowOperator(), async (c) => {
    await endAll(c.env, c.var.origin, c.var.now, c.var.operator)
    dropSessionCookie(c)
    return c.redirect('/login', 303)
  })
  .get('/center/activity', allowOperator(), async (c) => {
    const before = Number(c.req.query('before')) || Number.MAX_SAFE_INTEGER
    const found = await listActivity(c.env.DB, c.var.operator.unitId, before, PAGE)
    const rows = found.map((row) => ({
      id: String(row.seq),
      time: shortTime.format(row.at),
      what: actNames[row.act] ?? row.act,
      who: whoDid(row.actor, c.var.operator.operatorId),
      where: `${row.place}，${row.device}`,
      result: resultName(row.result),
    }))
    const last = found.length === PAGE ? found.at(-1)?.seq : undefined
    return centerView(
      c,
      { title: '账号动态' },
      <div class="stack">
        <h1>账号动态</h1>
        <p class="lead">登录、退出和账号上的改动都记在这里，只增不减，至少保存六个月。</p>
        <ActivityTable rows={rows} />
        {last && <a href={`/center/activity?before=${last}`}>看更早的</a>}
      </div>,
    )
  })
