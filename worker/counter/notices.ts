/** Writing, publishing, withdrawing notices; each act audited with who did it. */
import type { Context } from 'hono'
import { NOTICE_FILE_BYTES, NOTICE_FILES, type NoticeReason, type WriteNotice } from '../../schema/notices.ts'
import { audited } from '../lib/audit.ts'
import type { Env } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { recogniseOffice } from '../lib/office-file.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { recognise } from '../lib/scanned-file.ts'
import { fileName } from '../lib/sealed-file.ts'
import { fileAt } from '../notices/acts.ts'
import { listFiles } from '../notices/store.ts'
import * as store from '../notices/write-store.ts'

const entry = ({ env, var: { origin, now, clerk } }: Context<Env>, act: string, id: string) =>
  audited(env, origin, now, {
    ...{ unitId: null, actor: `clerk:${clerk.clerkId}`, act: `notice_${act}` },
    ...{ subject: `notice:${id}`, result: 'done' },
  })

/** Keeps a new draft; answers its id. */
export async function draftNotice(c: Context<Env>, input: WriteNotice): Promise<string> {
  const id = newId(c.var.now)
  await c.env.DB.batch([store.insertDraft(c.env.DB, id, input, c.var.now), await entry(c, 'draft', id)])
  return id
}

export async function changeNotice(
  c: Context<Env>,
  id: string,
  input: WriteNotice,
): Promise<Result<void, NoticeReason>> {
  const done = await attempt(c.env.DB, [
    store.changeNotice(c.env.DB, id, input),
    mustChange(c.env.DB),
    await entry(c, 'change', id),
  ])
  return done.ok ? ok(undefined) : fail('notice_changed')
}

/** What is so already is left as it is. */
export async function switchNotice(c: Context<Env>, id: string, to: 'publish' | 'withdraw'): Promise<void> {
  const { DB } = c.env
  const move = to === 'publish' ? store.publish(DB, id, c.var.now) : store.withdraw(DB, id)
  await attempt(DB, [move, mustChange(DB), await entry(c, to, id)])
}

/** Takes files in by their content alone, one after the other. */
export async function attachFiles(
  c: Context<Env>,
  id: string,
  files: readonly File[],
): Promise<Result<void, NoticeReason>> {
  if (files.some(({ size }) => size > NOTICE_FILE_BYTES)) return fail('notice_file_size')
  for (const file of files) {
    const done = await attach(c, id, file)
    if (!done.ok) return done
  }
  return ok(undefined)
}

async function attach(c: Context<Env>, noticeId: string, file: File): Promise<Result<void, NoticeReason>> {
  const { env, var: own } = c
  const bytes = new Uint8Array(await file.arrayBuffer())
  const known = recognise(bytes) ?? recogniseOffice(bytes)
  if (!known) return fail('notice_file_type')
  const id = newId(own.now)
  await env.FILES.put(fileAt(noticeId, id), bytes.subarray(0, known.length))
  const row = { id, name: fileName(file.name), type: known.type, bytes: known.length }
  const done = await attempt(env.DB, [
    store.insertFile(env.DB, noticeId, row, own.now),
    await entry(c, 'attach', noticeId),
  ])
  if (done.ok) return ok(undefined)
  await env.FILES.delete(fileAt(noticeId, id))
  return fail(
    (await listFiles(env.DB, noticeId)).length >= NOTICE_FILES ? 'notice_files_full' : 'notice_changed',
  )
}

export async function detachFile(c: Context<Env>, noticeId: string, id: string): Promise<void> {
  const { DB, FILES } = c.env
  const done = await attempt(DB, [
    store.dropFile(DB, noticeId, id),
    mustChange(DB),
    await entry(c, 'detach', noticeId),
  ])
  if (done.ok) await FILES.delete(fileAt(noticeId, id))
}
