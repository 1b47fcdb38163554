/** Every SQL statement of the monthly run: what is owed of everybody who is insured, a unit and a piece at a time. */

/** All calendars, and the last month that was begun for each region. */
export const readCalendars = (db: D1Database) =>
  db.batch<{ region: string; month: string; n1: number; n2: number }>([
    db.prepare('SELECT region, from_month AS month, opens_day AS n1, closes_day AS n2 FROM filing_calendar'),
    db.prepare('SELECT region, max(month) AS month, 0 AS n1, 0 AS n2 FROM settlement_begun GROUP BY region'),
  ])

/** Months of regions begin once, `[region, month]` each: a row for each of their units that insures somebody. */
export const beginMonths = (db: D1Database, due: readonly [string, string][], now: number) => [
  db
    .prepare(
      `INSERT INTO settlement_begun (region, month, begun_at)
       SELECT value ->> 0, value ->> 1, ?2 FROM json_each(?1)`,
    )
    .bind(JSON.stringify(due), now),
  db
    .prepare(
      `INSERT INTO settlement (unit_id, month)
       SELECT u.id, j.value ->> 1 FROM json_each(?1) j CROSS JOIN unit u ON u.region = j.value ->> 0
       WHERE EXISTS (SELECT 1 FROM coverage c WHERE c.unit_id = u.id)
       ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(due)),
]

/** Units whose month is not done, the earliest month first. */
export async function openSettlements(db: D1Database, limit: number) {
  const { results } = await db
    .prepare('SELECT unit_id, month FROM settlement WHERE done_at IS NULL ORDER BY month, unit_id LIMIT ?')
    .bind(limit)
    .all<{ unit_id: string; month: string }>()
  return results
}

export const findSettlement = (db: D1Database, unitId: string, month: string) =>
  db
    .prepare(
      `SELECT s.after, s.done_at, u.region FROM settlement s JOIN unit u ON u.id = s.unit_id
       WHERE s.unit_id = ? AND s.month = ?`,
    )
    .bind(unitId, month)
    .first<{ after: string; done_at: number | null; region: string }>()

/** The next persons behind one, in the order of the index. */
export async function nextPersons(
  db: D1Database,
  unitId: string,
  month: string,
  after: string,
  limit: number,
) {
  const { results } = await db
    .prepare(
      `SELECT DISTINCT insured_id FROM coverage WHERE unit_id = ? AND insured_id > ? AND since_month <= ?
       ORDER BY insured_id LIMIT ?`,
    )
    .bind(unitId, after, month, limit)
    .all<{ insured_id: string }>()
  return results.map(({ insured_id }) => insured_id)
}

export interface Piece {
  unitId: string
  month: string
  after: string
  until: string
  floorFen: number
  capFen: number
  /** Insurance, and the unit's and the person's rate in millionths. */
  rates: readonly [string, number, number][]
  now: number
}

/**
 * What is owed for a month by everybody in a piece, to the fen, half up; nothing of a month that counts already. A bound number
 * may come as a floating one: the base is made whole before anything is reckoned from it.
 */
export const insertRegular = (db: D1Database, p: Piece) =>
  db
    .prepare(
      `INSERT INTO contribution (unit_id, settlement_month, insured_id, insurance, month, filing_id, kind, base_fen,
         unit_fen, person_fen, created_at)
       SELECT ?1, ?2, c.insured_id, c.insurance, ?2, '', 'regular', c.base,
         (c.base * (r.value ->> 1) + 500000) / 1000000, (c.base * (r.value ->> 2) + 500000) / 1000000, ?8
       FROM (SELECT insured_id, holder, insurance, CAST(max(?5, min(?6, base_fen)) AS INTEGER) AS base FROM coverage
             WHERE unit_id = ?1 AND insured_id > ?3 AND insured_id <= ?4 AND since_month <= ?2) c
       JOIN json_each(?7) r ON r.value ->> 0 = c.insurance
       WHERE NOT EXISTS (SELECT 1 FROM paid_month p WHERE p.holder = c.holder AND p.insurance = c.insurance
           AND p.month = ?2 AND p.unit_key = CASE c.insurance WHEN '410' THEN ?1 ELSE '' END)
         AND NOT (c.insurance = '110' AND EXISTS (SELECT 1 FROM insured i JOIN flexible_enrolment f
           ON f.insured_id = i.id WHERE i.holder = c.holder AND f.kind = 'end' AND f.month >= ?2))`,
    )
    .bind(...[p.unitId, p.month, p.after, p.until, p.floorFen, p.capFen, JSON.stringify(p.rates), p.now])

/** In the same batch: what was written there counts. */
export const countRegular = (db: D1Database, { unitId, month, after, until }: Piece) =>
  db
    .prepare(
      `INSERT INTO paid_month (holder, insurance, month, unit_key, insured_id, unit_id, settlement_month)
       SELECT i.holder, c.insurance, c.month, CASE c.insurance WHEN '410' THEN ?1 ELSE '' END, i.id, ?1, c.settlement_month
       FROM contribution c JOIN insured i ON i.id = c.insured_id
       WHERE c.unit_id = ?1 AND c.settlement_month = ?2 AND c.insured_id > ?3 AND c.insured_id <= ?4 AND c.filing_id = ''
       ON CONFLICT DO NOTHING`,
    )
    .bind(unitId, month, after, until)

/** Follow it with `mustChange`: another delivery may have done the piece. */
export const advance = (
  db: D1Database,
  p: Pick<Piece, 'unitId' | 'month' | 'after' | 'until' | 'now'>,
  done: boolean,
) =>
  db
    .prepare(
      `UPDATE settlement SET after = ?4, done_at = ?5 WHERE unit_id = ?1 AND month = ?2 AND after = ?3 AND done_at IS NULL`,
    )
    .bind(p.unitId, p.month, p.after, p.until, done ? p.now : null)
