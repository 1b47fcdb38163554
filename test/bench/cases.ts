import { startBenchHall } from './hall.ts'
import { inTurn } from './measure.ts'
import { type Table, timing } from './report.ts'

const MANY = { units: 100_000, cases: 1_000_000 }
const FEW = { units: 100, cases: 1_000 }
/** Many over few. */
const MOST_RATIO = 1.5
/** Of every account that asks, in either hall. */
const OWN = 10
const AT_ONCE = 50_000

const ROWS = 'WITH RECURSIVE n (i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2)'

/** Cases of all kinds: a tenth open, the rest ended, half of those evaluated. */
const CASES = `INSERT INTO unit_case (unit_id, id, item, region, state, phase, case_number, created_by, created_at,
    submitted_at, accepted_at, ended_at, outcome, rating, rated_at, listed_at)
  ${ROWS} SELECT u.id, printf('01cccc%020d', i), CASE i % 3 WHEN 0 THEN 'work-injury' WHEN 1 THEN 'mediation' ELSE 'title-return' END,
    '320100', CASE WHEN i % 10 = 0 THEN 'submitted' ELSE 'done' END, CASE WHEN i % 10 = 0 THEN 'open' ELSE 'ended' END,
    printf('2026%02d%02d%08d', 1 + i % 12, 1 + i % 28, i), 'o', i, i, CASE WHEN i % 10 THEN i END, CASE WHEN i % 10 THEN i END,
    CASE WHEN i % 10 THEN 'passed' END, CASE WHEN i % 10 AND i % 2 THEN 5 END, CASE WHEN i % 10 AND i % 2 THEN i END, i
  FROM n JOIN unit u ON u.credit_code = printf('913200000%09d', i % ?3)`

const UNITS = `INSERT INTO unit (id, credit_code, unit_number, name, region, created_at)
  ${ROWS} SELECT printf('01uuuu%020d', i), printf('913200000%09d', i), printf('%08d', 10000000 + i), '江苏某某有限公司', '320100', i
  FROM n`

async function fill(db: D1Database, { units, cases }: typeof MANY): Promise<void> {
  const pieces = (sql: string, all: number, ...more: number[]) =>
    Array.from({ length: Math.ceil(all / AT_ONCE) }, (_, n) =>
      db.prepare(sql).bind(n * AT_ONCE, Math.min((n + 1) * AT_ONCE, all), ...more),
    )
  for (const piece of [...pieces(UNITS, units), ...pieces(CASES, cases, units)]) await piece.run()
}

/** The accounts that ask have as many cases in either hall. */
async function fillAccounts(db: D1Database): Promise<void> {
  await db
    .prepare(
      `INSERT INTO unit_case (unit_id, id, item, region, state, phase, case_number, created_by, created_at, submitted_at, listed_at)
       ${ROWS} SELECT u.id, printf('01dddd%020d', i), 'work-injury', '320100', 'submitted', 'open',
         printf('20271231%08d', ?2 * (SELECT count(*) FROM unit v WHERE v.credit_code GLOB '91320100MA*'
           AND v.credit_code < u.credit_code) + i), 'o', i, i, i
       FROM n JOIN unit u ON u.credit_code GLOB '91320100MA*'`,
    )
    .bind(0, OWN)
    .run()
}

/** The same questions with few and with many cases in the database. */
export async function cases(): Promise<Table> {
  const start = performance.now()
  const [many, few] = [
    await startBenchHall('free', (db) => fill(db, MANY)),
    await startBenchHall('free', (db) => fill(db, FEW)),
  ]
  for (const hall of [many, few]) await fillAccounts(hall.db)
  const seconds = Math.round((performance.now() - start) / 1000)
  const pair = (path: string) =>
    inTurn(
      () => many.ask(path),
      () => few.ask(path),
    )
  const figures = [
    timing('a unit’s list', await pair('/api/v1/cases'), MOST_RATIO),
    timing('the three counters', await pair('/api/v1/cases/counters'), MOST_RATIO),
    timing(
      'search by two characters',
      await pair(`/api/v1/cases?q=${encodeURIComponent('工伤')}`),
      MOST_RATIO,
    ),
    timing('search by a part of the number', await pair('/api/v1/cases?q=1231'), MOST_RATIO),
  ]
  await Promise.all([many.stop(), few.stop()])
  const count = ({ cases: n }: typeof MANY) => `${n.toLocaleString('en')} cases`
  return { title: `Cases (filled in ${seconds} s)`, columns: [count(MANY), count(FEW)], figures }
}
