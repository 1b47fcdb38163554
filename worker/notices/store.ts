/** Every SQL statement on notices as everybody reads them; writing is in write-store.ts. */
import type { NoticeKind, NoticeState } from '../../schema/notices.ts'

export interface NoticeRow {
  id: string
  kind: NoticeKind
  title: string
  issuer: string
  published_at: number
  state: NoticeState
}

const ROW = 'n.id, n.kind, n.title, n.issuer, n.published_at, n.state'

/** Where a page goes on: the last row of the one before. */
export interface Before {
  at: number
  id: string
}

/** The newest first. */
export async function listNotices(db: D1Database, limit: number, before?: Before): Promise<NoticeRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${ROW} FROM notice n WHERE n.state = 'published' AND (n.published_at, n.id) < (?, ?)
       ORDER BY n.published_at DESC, n.id DESC LIMIT ?`,
    )
    .bind(before?.at ?? Number.MAX_SAFE_INTEGER, before?.id ?? '', limit)
    .all<NoticeRow>()
  return results
}

/** A draft is nobody's to read yet; one that was withdrawn is found, to say so. */
export const findNotice = (db: D1Database, id: string) =>
  db
    .prepare(`SELECT ${ROW}, n.body FROM notice n WHERE n.id = ? AND n.state <> 'draft'`)
    .bind(id)
    .first<NoticeRow & { body: string }>()

export interface NoticeFileRow {
  id: string
  name: string
  type: string
  bytes: number
}

/** Ten at the most. */
export async function listFiles(db: D1Database, noticeId: string): Promise<NoticeFileRow[]> {
  const { results } = await db
    .prepare('SELECT id, name, type, bytes FROM notice_file WHERE notice_id = ? ORDER BY id')
    .bind(noticeId)
    .all<NoticeFileRow>()
  return results
}

/** Notices in whose title every word stands. The first word finds them by its first two characters, the rest is compared. */
export async function searchNotices(db: D1Database, text: string, limit: number): Promise<NoticeRow[]> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const [first] = words.toSorted((a, b) => b.length - a.length)
  if (!first) return []
  const pair = [...first].slice(0, 2).join('')
  const { results } = await db
    .prepare(
      `SELECT ${ROW} FROM notice_pair p JOIN notice n ON n.id = p.notice_id
       WHERE n.state = 'published' AND p.pair >= ?1 AND p.pair < ?1 || char(0x10ffff)
         AND NOT EXISTS (SELECT 1 FROM json_each(?2) WHERE instr(lower(n.title), value) = 0)
       GROUP BY n.id ORDER BY n.published_at DESC, n.id DESC LIMIT ?3`,
    )
    .bind(pair, JSON.stringify(words), limit)
    .all<NoticeRow>()
  return results
}
