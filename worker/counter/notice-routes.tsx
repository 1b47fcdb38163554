/** Notices as the administration writes them; of the counter's people only administrators come here. */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { NOTICE_FILE_BYTES, type NoticeReason, noticeRefusals, WriteNotice } from '../../schema/notices.ts'
import { allowClerk } from '../lib/allow.ts'
import { body, formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { type Shown, said } from '../lib/page/said.ts'
import { refuse } from '../lib/page/view.tsx'
import type { FieldError } from '../lib/problem.ts'
import { typedText } from '../lib/typed-text.ts'
import { sendFile } from '../notices/acts.ts'
import { listFiles } from '../notices/store.ts'
import { findWritten, listAll, type Written } from '../notices/write-store.ts'
import { desk } from './desk.tsx'
import { LIST, NoticeForm, NoticeHead, WithdrawNotice, WrittenNotices } from './notice-page.tsx'
import { attachFiles, changeNotice, detachFile, draftNotice, switchNotice } from './notices.ts'

/** A few years of them; who looks for an older one has its address. */
const LISTED = 200

const current = { current: LIST }
const because = (reason: NoticeReason) => ({ refused: { reason, refusal: noticeRefusals[reason] } })

function newPage(c: Context<Env>, shown: Shown = {}) {
  const { status, ...form } = said(shown)
  return desk(
    c,
    { title: '写一份公告', ...current, status },
    <div class="sheet stack">
      <h1>写一份公告</h1>
      <NoticeForm action={`${LIST}/new`} version={0} {...form} />
    </div>,
  )
}

async function page(c: Context<Env>, notice: Written, shown: Shown = {}) {
  const { status, values, ...form } = said(shown)
  const { id, kind, title, issuer, body, version } = notice
  const typed = Object.keys(values).length > 0 ? values : { kind, title, issuer, body }
  return desk(
    c,
    { title, ...current, status },
    <>
      <div class="sheet stack">
        <NoticeHead notice={notice} done={c.req.query('done')} />
        <NoticeForm
          {...form}
          {...{ action: `${LIST}/${id}`, values: typed, version, id }}
          files={await listFiles(c.env.DB, id)}
        />
      </div>
      {notice.state === 'published' && <WithdrawNotice id={id} />}
    </>,
  )
}

const find = (c: Context<Env>) => findWritten(c.env.DB, c.req.param('id') ?? '')

const again = async (c: Context<Env>, shown: Shown) => {
  const notice = await find(c)
  return notice ? page(c, notice, shown) : refuse(c, 'not_found')
}

const retyped = (errors: FieldError[], values: Record<string, unknown>) => ({
  values: typedText(values),
  errors,
})

/** What was sent beside the text: files, one to take away, and whether it goes out. */
async function rest(c: Context<Env>, id: string): Promise<NoticeReason | 'save' | 'publish'> {
  const form = await formOf(c)
  // Browsers send an empty file where none was chosen.
  const files = form.getAll('files').filter((one) => one instanceof File && one.size > 0) as File[]
  const attached = await attachFiles(c, id, files)
  if (!attached.ok) return attached.error
  const removed = form.get('remove')
  if (typeof removed === 'string') await detachFile(c, id, removed)
  if (form.get('act') !== 'publish') return 'save'
  await switchNotice(c, id, 'publish')
  return 'publish'
}

/** A file that is somewhat too large is still read, so that the form comes back with what was typed. */
const takesFiles = bodyLimit({
  maxSize: NOTICE_FILE_BYTES * 1.2,
  onError: (c) => again(c as Context<Env>, because('notice_file_size')),
}) as MiddlewareHandler<Env>

export const noticeWriteRoutes = new Hono<Env>()
  .get(LIST, allowClerk('administrator'), async (c) =>
    desk(
      c,
      { title: '公示公告', ...current, wide: true },
      <WrittenNotices notices={await listAll(c.env.DB, LISTED)} />,
    ),
  )
  .get(`${LIST}/new`, allowClerk('administrator'), (c) => newPage(c))
  .post(
    `${LIST}/new`,
    allowClerk('administrator'),
    body(WriteNotice, (c, errors, values) => newPage(c, retyped(errors, values))),
    async (c) => {
      const id = await draftNotice(c, c.req.valid('json'))
      const done = await rest(c, id)
      return c.redirect(`${LIST}/${id}?done=${done}`, 303)
    },
  )
  .get(`${LIST}/:id`, allowClerk('administrator'), (c) => again(c, {}))
  .post(
    `${LIST}/:id`,
    allowClerk('administrator'),
    takesFiles,
    body(WriteNotice, (c, errors, values) => again(c, retyped(errors, values))),
    async (c) => {
      const input = c.req.valid('json')
      const notice = await find(c)
      if (!notice) return refuse(c, 'not_found')
      const values = typedText(input)
      const changed = await changeNotice(c, notice.id, input)
      if (!changed.ok) return page(c, notice, { values, ...because(changed.error) })
      const done = await rest(c, notice.id)
      if (done === 'save' || done === 'publish') return c.redirect(`${LIST}/${notice.id}?done=${done}`, 303)
      return again(c, { values, ...because(done) })
    },
  )
  .post(`${LIST}/:id/withdraw`, allowClerk('administrator'), async (c) => {
    const notice = await find(c)
    if (!notice) return refuse(c, 'not_found')
    await switchNotice(c, notice.id, 'withdraw')
    return c.redirect(`${LIST}/${notice.id}?done=withdraw`, 303)
  })
  .get(`${LIST}/:id/files/:file`, allowClerk('administrator'), (c) => sendFile(c))
