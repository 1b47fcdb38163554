/** Every SQL statement on who is told that a session has ended. The database itself writes the notices. */

/** Remembers that a client learned of a session; of one that is over, nobody learns. */
export const rememberClient = (db: D1Database, sessionId: string, clientId: string) =>
  db
    .prepare(
      `INSERT OR IGNORE INTO session_client (session_id, client_id)
       SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM session WHERE id = ?1)`,
    )
    .bind(sessionId, clientId)

export interface Notice {
  session_id: string
  client_id: string
  operator_id: string
  /** This try counted. */
  tries: number
}

/** Takes notices whose turn it is; until `again` nobody else takes them. */
export async function takeNotices(db: D1Database, now: number, again: number, limit: number) {
  const { results } = await db
    .prepare(
      `UPDATE logout_notice SET tries = tries + 1, next_at = ?2 WHERE (session_id, client_id) IN
         (SELECT session_id, client_id FROM logout_notice WHERE next_at <= ?1 ORDER BY next_at LIMIT ?3)
       RETURNING session_id, client_id, operator_id, tries`,
    )
    .bind(now, again, limit)
    .all<Notice>()
  return results
}

/** Where each of these clients wants to be told. */
export async function backchannels(db: D1Database, clientIds: string[]): Promise<Map<string, string>> {
  const { results } = await db
    .prepare(
      `SELECT id, backchannel_logout_uri AS uri FROM client
       WHERE id IN (SELECT value FROM json_each(?)) AND backchannel_logout_uri IS NOT NULL AND disabled_at IS NULL`,
    )
    .bind(JSON.stringify(clientIds))
    .all<{ id: string; uri: string }>()
  return new Map(results.map(({ id, uri }) => [id, uri]))
}

export const dropNotice = (db: D1Database, n: Notice) =>
  db
    .prepare('DELETE FROM logout_notice WHERE session_id = ? AND client_id = ?')
    .bind(n.session_id, n.client_id)

export const postponeNotice = (db: D1Database, n: Notice, nextAt: number) =>
  db
    .prepare('UPDATE logout_notice SET next_at = ? WHERE session_id = ? AND client_id = ?')
    .bind(nextAt, n.session_id, n.client_id)
