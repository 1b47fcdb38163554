/** The personal centre's pages: home, 户籍性质, sessions, activity. */
import { type Context, Hono } from 'hono'
import { actNames, resultName } from '../../schema/audit.ts'
import { message } from '../../schema/copy.ts'
import { SetHousehold } from '../../schema/people.ts'
import { wayNames } from '../../schema/session.ts'
import { ActivityTable } from '../../widgets/activity-table/activity-table.tsx'
import { PersonHousehold } from '../../widgets/person-household/person-household.tsx'
import { SessionsTable } from '../../widgets/sessions-table/sessions-table.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { listPersonActivity } from '../audit/store.ts'
import { allowPerson } from '../lib/allow.ts'
import { body, formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { view } from '../lib/page/view.tsx'
import { dropPersonCookie } from '../lib/person-session.ts'
import type { FieldError } from '../lib/problem.ts'
import { shortTime } from '../lib/short-time.ts'
import * as acts from './acts.ts'
import { PersonalCenter } from './page.tsx'
import { countOffers } from './store.ts'

const PAGE = 50

/** The header leads to the unit's centre where that is open too, so the way back stands on the page. */
const Back = () => (
  <p>
    <a href="/person">返回个人中心</a>
  </p>
)

async function householdPage(c: Context<Env>, errors: FieldError[] = []) {
  const { household } = await acts.showPerson(c.env, c.var.person)
  const [fault] = errors
  return view(
    c,
    { title: '户籍性质', ...(fault && { status: 422 }) },
    <div class="sheet stack">
      <h1>户籍性质</h1>
      <PersonHousehold
        action="/person/household"
        value={household ?? undefined}
        error={fault && message(fault.code)}
      />
      <Back />
    </div>,
  )
}

export const peopleRoutes = new Hono<Env>()
  .get('/person', allowPerson(), async (c) => {
    const [person, offers] = await Promise.all([
      acts.showPerson(c.env, c.var.person),
      countOffers(c.env.DB, c.var.person.personId, c.var.now),
    ])
    return view(
      c,
      { title: '个人中心', wide: true },
      <div class="stack">
        {offers > 0 && (
          <Notice kind="wait" title={`有 ${offers} 份授权等您确认`}>
            单位请您替它办事。看清楚是哪家单位、能办什么，再<a href="/person/grants">去确认</a>。
          </Notice>
        )}
        {c.req.query('saved') === 'household' && (
          <Notice kind="done" role="status" title="户籍性质已经保存" />
        )}
        <PersonalCenter person={person} />
      </div>,
    )
  })
  .get('/person/household', allowPerson(), (c) => householdPage(c))
  .post('/person/household', allowPerson(), body(SetHousehold, householdPage), async (c) => {
    const { household } = c.req.valid('json')
    await acts.setHousehold(c.env, c.var.origin, c.var.now, c.var.person, household)
    return c.redirect('/person?saved=household', 303)
  })
  .get('/person/sessions', allowPerson(), async (c) => {
    const sessions = (await acts.listSessions(c.env, c.var.person, c.var.now)).map((row) => ({
      id: row.id,
      device: row.device,
      place: row.place,
      way: wayNames[row.way],
      seenAt: shortTime.format(row.seen_at),
      current: row.id === c.var.person.sessionId,
    }))
    return view(
      c,
      { title: '登录设备', wide: true },
      <div class="stack">
        <h1>登录设备</h1>
        <p class="lead">这些设备正登录着您的个人账号。有不认识的，请马上退出它，再拨打 12333 说明情况。</p>
        <SessionsTable
          sessions={sessions}
          endAction="/person/sessions/end"
          endAllAction="/person/sessions/end-all"
        />
        <Back />
      </div>,
    )
  })
  .post('/person/sessions/end', allowPerson(), async (c) => {
    const id = (await formOf(c)).get('id')
    if (typeof id === 'string') await acts.endSession(c.env, c.var.origin, c.var.now, c.var.person, id)
    return c.redirect('/person/sessions', 303)
  })
  .post('/person/sessions/end-all', allowPerson(), async (c) => {
    await acts.endAllSessions(c.env, c.var.origin, c.var.now, c.var.person)
    dropPersonCookie(c)
    return c.redirect('/person/login', 303)
  })
  .get('/person/activity', allowPerson(), async (c) => {
    const before = Number(c.req.query('before')) || Number.MAX_SAFE_INTEGER
    const found = await listPersonActivity(c.env.DB, c.var.person.personId, before, PAGE)
    const rows = found.map((row) => ({
      id: String(row.seq),
      time: shortTime.format(row.at),
      what: actNames[row.act] ?? row.act,
      who: '您的个人账号',
      where: `${row.place}，${row.device}`,
      result: resultName(row.result),
    }))
    const last = found.length === PAGE ? found.at(-1)?.seq : undefined
    return view(
      c,
      { title: '账号动态', wide: true },
      <div class="stack">
        <h1>账号动态</h1>
        <p class="lead">个人账号的登录、退出和改动都记在这里，只增不减，至少保存六个月。</p>
        <ActivityTable rows={rows} />
        {last && <a href={`/person/activity?before=${last}`}>看更早的</a>}
        <Back />
      </div>,
    )
  })
