/** Notices, for anyone. */
import { Hono } from 'hono'
import { allow } from '../lib/allow.ts'
import { readCursor, writeCursor } from '../lib/cursor.ts'
import type { Env } from '../lib/env.ts'
import { refuse, view } from '../lib/page/view.tsx'
import { sendFile, shownNotice } from './acts.ts'
import { NoticePage, Notices, Withdrawn } from './page.tsx'
import { findNotice, listFiles, listNotices } from './store.ts'

const PAGE = 20

export const noticesRoutes = new Hono<Env>()
  .get('/notices', allow('anyone'), async (c) => {
    // One more than is shown tells whether there is anything older.
    const found = await listNotices(c.env.DB, PAGE + 1, readCursor(c.req.query('before')))
    const shown = found.slice(0, PAGE)
    const last = found.length > PAGE ? shown.at(-1) : undefined
    const older = last && `/notices?before=${writeCursor({ at: last.published_at, id: last.id })}`
    return view(
      c,
      { title: '公示公告', nav: { current: '/notices' } },
      <Notices notices={shown.map(shownNotice)} older={older} />,
    )
  })
  .get('/notices/:id', allow('anyone'), async (c) => {
    const notice = await findNotice(c.env.DB, c.req.param('id'))
    if (!notice) return refuse(c, 'not_found')
    const { issuer, body, title } = notice
    if (notice.state === 'withdrawn')
      return view(c, { title, nav: {}, status: 410 }, <Withdrawn title={title} />)
    return view(
      c,
      { title, nav: {} },
      <NoticePage
        notice={{ ...shownNotice(notice), issuer, body }}
        files={await listFiles(c.env.DB, notice.id)}
      />,
    )
  })
  .get('/notices/:id/files/:file', allow('anyone'), async (c) => {
    const notice = await findNotice(c.env.DB, c.req.param('id'))
    return notice?.state === 'published' ? sendFile(c) : refuse(c, 'not_found')
  })
