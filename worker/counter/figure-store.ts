/** Every SQL statement by which the administration reads and sets rates, bases and calendars (tables of the ledger, 0034). */

export interface RateRow {
  insurance: string
  payer: string
  class: number
  from_month: string
  millionths: number
}
export interface BaseRow {
  region: string
  from_month: string
  floor_fen: number
  cap_fen: number
}
export interface CalendarRow {
  region: string
  from_month: string
  opens_day: number
  closes_day: number
}
export interface ChangeRow {
  id: string
  figure: string
  about: string
  from_month: string
  value: string
  created_at: number
  office: string
}

const all = async <Row>(statement: D1PreparedStatement) => (await statement.all<Row>()).results

export const listRates = (db: D1Database, limit: number) =>
  all<RateRow>(
    db
      .prepare(
        'SELECT insurance, payer, class, from_month, millionths FROM rate ORDER BY insurance, payer, class, from_month LIMIT ?',
      )
      .bind(limit),
  )
export const listBases = (db: D1Database, limit: number) =>
  all<BaseRow>(
    db
      .prepare(
        'SELECT region, from_month, floor_fen, cap_fen FROM base_limit ORDER BY region, from_month LIMIT ?',
      )
      .bind(limit),
  )
export const listCalendars = (db: D1Database, limit: number) =>
  all<CalendarRow>(
    db
      .prepare(
        'SELECT region, from_month, opens_day, closes_day FROM filing_calendar ORDER BY region, from_month LIMIT ?',
      )
      .bind(limit),
  )
export const listChanges = (db: D1Database, limit: number) =>
  all<ChangeRow>(
    db
      .prepare(
        `SELECT f.id, f.figure, f.about, f.from_month, f.value, f.created_at, c.office
         FROM figure_change f JOIN clerk c ON c.id = f.clerk_id ORDER BY f.id DESC LIMIT ?`,
      )
      .bind(limit),
  )

// From a month that has not begun: what it was to be may still be set anew, what it was may not.
export const setRate = (db: D1Database, r: RateRow) =>
  db
    .prepare(
      `INSERT INTO rate (insurance, payer, class, from_month, millionths) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT DO UPDATE SET millionths = ?5`,
    )
    .bind(r.insurance, r.payer, r.class, r.from_month, r.millionths)
export const setBase = (db: D1Database, b: BaseRow) =>
  db
    .prepare(
      `INSERT INTO base_limit (region, from_month, floor_fen, cap_fen) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT DO UPDATE SET floor_fen = ?3, cap_fen = ?4`,
    )
    .bind(b.region, b.from_month, b.floor_fen, b.cap_fen)
export const setCalendar = (db: D1Database, c: CalendarRow) =>
  db
    .prepare(
      `INSERT INTO filing_calendar (region, from_month, opens_day, closes_day) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT DO UPDATE SET opens_day = ?3, closes_day = ?4`,
    )
    .bind(c.region, c.from_month, c.opens_day, c.closes_day)

export interface NewChange {
  id: string
  figure: 'rate' | 'base' | 'calendar'
  about: string
  fromMonth: string
  value: string
  clerkId: string
  now: number
}

export const insertChange = (db: D1Database, n: NewChange) =>
  db
    .prepare(
      `INSERT INTO figure_change (id, figure, about, from_month, value, clerk_id, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(n.id, n.figure, n.about, n.fromMonth, n.value, n.clerkId, n.now)
