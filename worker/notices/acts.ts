/** Notices as pages show them, and their files. */
import type { Context } from 'hono'

import { noticeKinds } from '../../schema/notices.ts'
import type { ShownNotice } from '../../widgets/notice-list/notice-list.tsx'
import type { Env } from '../lib/env.ts'
import { refuse } from '../lib/page/view.tsx'
import { asAttachment } from '../lib/sealed-file.ts'
import { longDay } from '../lib/short-time.ts'
import { listFiles, type NoticeRow } from './store.ts'

export const shownNotice = ({ id, kind, title, published_at }: NoticeRow): ShownNotice => ({
  ...{ id, kind: noticeKinds[kind], title, day: longDay.format(published_at) },
})

/** Where a file of a notice lies in R2. */
export const fileAt = (noticeId: string, id: string) => `notices/${noticeId}/${id}`

/** The file of the address; whoever calls this knows that it may be seen. */
export async function sendFile(c: Context<Env>): Promise<Response> {
  const [id, wanted] = [c.req.param('id') ?? '', c.req.param('file')]
  const file = (await listFiles(c.env.DB, id)).find((one) => one.id === wanted)
  const content = file && (await c.env.FILES.get(fileAt(id, file.id)))
  if (!content) return refuse(c, 'not_found')
  return c.body(content.body as ReadableStream, 200, asAttachment(file.type, file.name))
}
