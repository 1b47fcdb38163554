/** The SQL on notices as the administration writes them. */
import type { WriteNotice } from '../../schema/notices.ts'
import type { NoticeFileRow, NoticeRow } from './store.ts'

const ROW = 'n.id, n.kind, n.title, n.issuer, n.published_at, n.state'

/** All of them, drafts and withdrawn ones too, the newest first. */
export async function listAll(db: D1Database, limit: number): Promise<NoticeRow[]> {
  const { results } = await db
    .prepare(`SELECT ${ROW} FROM notice n ORDER BY n.published_at DESC, n.id DESC LIMIT ?`)
    .bind(limit)
    .all<NoticeRow>()
  return results
}

export interface Written extends NoticeRow {
  body: string
  version: number
}

export const findWritten = (db: D1Database, id: string) =>
  db.prepare(`SELECT ${ROW}, n.body, n.version FROM notice n WHERE n.id = ?`).bind(id).first<Written>()

export const insertDraft = (db: D1Database, id: string, n: WriteNotice, now: number) =>
  db
    .prepare(
      `INSERT INTO notice (id, kind, title, body, issuer, published_at, state) VALUES (?, ?, ?, ?, ?, ?, 'draft')`,
    )
    .bind(id, n.kind, n.title, n.body, n.issuer, now)

/** Follow it with `mustChange`: a version that is no longer there changes nothing. */
export const changeNotice = (db: D1Database, id: string, n: WriteNotice) =>
  db
    .prepare(
      `UPDATE notice SET kind = ?3, title = ?4, body = ?5, issuer = ?6, version = version + 1
       WHERE id = ?1 AND version = ?2`,
    )
    .bind(id, n.version, n.kind, n.title, n.body, n.issuer)

/** From this moment on everybody reads it. One that was out already keeps its day. */
export const publish = (db: D1Database, id: string, now: number) =>
  db
    .prepare(
      `UPDATE notice SET published_at = CASE state WHEN 'draft' THEN ?2 ELSE published_at END, state = 'published'
       WHERE id = ?1 AND state <> 'published'`,
    )
    .bind(id, now)

export const withdraw = (db: D1Database, id: string) =>
  db.prepare(`UPDATE notice SET state = 'withdrawn' WHERE id = ? AND state = 'published'`).bind(id)

/** The database keeps it to ten. */
export const insertFile = (db: D1Database, noticeId: string, f: NoticeFileRow, now: number) =>
  db
    .prepare(
      'INSERT INTO notice_file (notice_id, id, name, type, bytes, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .bind(noticeId, f.id, f.name, f.type, f.bytes, now)

export const dropFile = (db: D1Database, noticeId: string, id: string) =>
  db.prepare('DELETE FROM notice_file WHERE notice_id = ? AND id = ?').bind(noticeId, id)
