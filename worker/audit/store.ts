/** Every SQL statement that reads the audit or links its chain. Rows are written by lib/audit.ts. */

export interface ActivityRow {
  seq: number
  at: number
  actor: string
  act: string
  subject: string | null
  result: string
  device: string
  place: string
}

/** A unit's own activity, newest first, a page at a time: `before` is the last `seq` of the page before. */
export async function listActivity(db: D1Database, unitId: string, before: number, limit: number) {
  const { results } = await db
    .prepare(
      `SELECT seq, at, actor, act, subject, result, device, place FROM audit
       WHERE unit_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
    )
    .bind(unitId, before, limit)
    .all<ActivityRow>()
  return results
}

/** A person's own activity on their own account, in the same way. */
export async function listPersonActivity(db: D1Database, personId: string, before: number, limit: number) {
  const { results } = await db
    .prepare(
      `SELECT seq, at, actor, act, subject, result, device, place FROM audit
       WHERE unit_id IS NULL AND actor = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
    )
    .bind(`person:${personId}`, before, limit)
    .all<ActivityRow>()
  return results
}

export interface AuditRow extends ActivityRow {
  unit_id: string | null
  address_sealed: string
}

export const lastLink = (db: D1Database) =>
  db
    .prepare('SELECT seq, link FROM audit_link ORDER BY seq DESC LIMIT 1')
    .first<{ seq: number; link: string }>()

export async function rowsAfter(db: D1Database, seq: number, limit: number) {
  const { results } = await db
    .prepare('SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?')
    .bind(seq, limit)
    .all<AuditRow>()
  return results
}

/** Adds links; the primary key refuses them when another run was first. */
export const addLinks = (db: D1Database, links: { seq: number; link: string }[]) =>
  db
    .prepare(
      `INSERT INTO audit_link (seq, link)
       SELECT value ->> 'seq', value ->> 'link' FROM json_each(?)`,
    )
    .bind(JSON.stringify(links))

export async function linksAfter(db: D1Database, seq: number, limit: number) {
  const { results } = await db
    .prepare('SELECT seq, link FROM audit_link WHERE seq > ? ORDER BY seq LIMIT ?')
    .bind(seq, limit)
    .all<{ seq: number; link: string }>()
  return new Map(results.map(({ seq, link }) => [seq, link]))
}

/** How many rows were ever written: AUTOINCREMENT remembers, even when the last ones were removed. */
export const written = async (db: D1Database) =>
  (await db.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'audit'`).first<{ seq: number }>())?.seq ??
  0
