/** The messages that Aliyun delivered, and its limits per number. */
export type Message = {
  id: number
  receipt: string
  mobile: string
  text: string
  params: string
  sent_at: number
}

const LIMITS = [
  { withinMs: 60_000, permits: 1, message: '触发分钟级流控Permits:1' },
  { withinMs: 3_600_000, permits: 5, message: '触发小时级流控Permits:5' },
  { withinMs: 86_400_000, permits: 10, message: '触发天级流控Permits:10' },
] as const

type Delivery = { receipt: string; mobile: string; text: string; params: string }

/** Delivers within the limits, in one statement; else tells which limit was reached. */
export async function deliver(db: D1Database, message: Delivery, now: number): Promise<string | undefined> {
  const within = LIMITS.map(
    (limit) =>
      `(SELECT count(*) FROM messages WHERE mobile = ?2 AND sent_at > ?5 - ${limit.withinMs}) < ${limit.permits}`,
  )
  const stored = await db
    .prepare(
      `INSERT INTO messages (receipt, mobile, text, params, sent_at) SELECT ?1, ?2, ?3, ?4, ?5
       WHERE ${within.join(' AND ')}`,
    )
    .bind(message.receipt, message.mobile, message.text, message.params, now)
    .run()
  if (stored.meta.changes === 1) return undefined
  for (const limit of LIMITS) {
    const sent = await db
      .prepare('SELECT count(*) AS count FROM messages WHERE mobile = ? AND sent_at > ?')
      .bind(message.mobile, now - limit.withinMs)
      .first<{ count: number }>()
    if ((sent?.count ?? 0) >= limit.permits) return limit.message
  }
  return LIMITS[0].message
}

/** Delivers the newest message of a number once more, as a carrier does that lost its own receipt. */
export const deliverAgain = (db: D1Database, receipt: string) =>
  db
    .prepare(
      `INSERT INTO messages (receipt, mobile, text, params, sent_at)
       SELECT receipt, mobile, text, params, sent_at FROM messages WHERE receipt = ?`,
    )
    .bind(receipt)
    .run()

/** Messages, newest first: of one number, or of all. */
export async function inbox(db: D1Database, mobile?: string): Promise<Message[]> {
  const rows = await db
    .prepare('SELECT * FROM messages WHERE ?1 IS NULL OR mobile = ?1 ORDER BY sent_at DESC, id DESC LIMIT 50')
    .bind(mobile ?? null)
    .all<Message>()
  return rows.results
}

/** Moves the messages of a number, or all, into the past, so that a test need not wait for a limit to pass. */
export const age = (db: D1Database, seconds: number, mobile?: string) =>
  db
    .prepare('UPDATE messages SET sent_at = sent_at - ?1 WHERE ?2 IS NULL OR mobile = ?2')
    .bind(seconds * 1000, mobile ?? null)
    .run()
