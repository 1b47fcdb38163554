/** How the database goes about every statement of every store: by an index, never from one end of a table to the other. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { inDrawer } from '../../worker/cases/drawer.ts'
import { ROOM } from '../../worker/challenges/store.ts'
import { ENDS_SQL } from '../../worker/session/rules.ts'
import { SESSIONS } from '../../worker/session/store.ts'
import { root } from '../support/build.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const stores = globSync('worker/**/*store.ts', { cwd: root }).sort()

/** What stands in a statement for something that its file does not write down, in each way that it can be. */
const HOLES: Record<string, readonly string[]> = {
  ENDS_SQL: [ENDS_SQL],
  ROOM: [ROOM],
  SESSIONS: [SESSIONS],
  table: ['access_token', 'refresh_token'],
  column: ['credit_code', 'unit_number'],
  marks: ['?3', '?3, ?4'],
}
/** A number of ours, by its name. */
const NUMBER = /^[A-Z][A-Z_]+$/

/** Constants that stand for a piece of SQL in a store. */
function piecesOf(source: string): Record<string, string> {
  const named = source.matchAll(/const (\w+) =\s+([`'])([\s\S]+?)\2/g)
  return Object.fromEntries([...named].map(([, name = '', , text = '']) => [name, text]))
}

/** Every statement of a store, once for each way that its optional conditions can be written. */
function statementsOf(source: string): string[] {
  const pieces = piecesOf(source)
  const tabs = [...source.matchAll(/^ {2}\w+: ([`'])(AND .+)\1,$/gm)].map(([, , text = '']) => text)
  const written = [...source.matchAll(/\.prepare\(\s*([`'"])([\s\S]+?)\1,?\s*\)/g)].map(
    ([, , text = '']) => text,
  )
  const expand = (text: string): string[] => {
    const hole = /\$\{([^}]*)\}/.exec(text)
    if (!hole) return [text]
    const [whole, inside = ''] = hole
    const put = (piece: string) => expand(text.replace(whole, () => piece))
    if (pieces[inside] !== undefined) return put(pieces[inside])
    if (HOLES[inside]) return HOLES[inside].flatMap(put)
    if (NUMBER.test(inside)) return put('5')
    if (inside.includes('TABS[')) return ['', ...tabs].flatMap(put)
    const ways = [...inside.matchAll(/'([^']*)'/g)].flatMap(([, piece = '']) => put(piece))
    if (ways.length === 0) throw new Error(`nothing is known of ${whole} in ${text}`)
    return ways
  }
  return written.flatMap(expand)
}

/**
 * Small by nature, whatever the hall holds (signing keys, whoever embeds it, notices, figures and their changes), an index of
 * what is still to be done, one row from the end of a table, or the few rows of an inner question.
 */
const SMALL =
  /^SCAN (signing_key|client|n|notice|audit_link|rate|base_limit|filing_calendar|settlement_begun|f|sqlite_sequence|p LEFT-JOIN)\b|USING INDEX settlement_open\b/

/** How many values a statement binds. */
function boundIn(sql: string): number {
  const numbered = [...sql.matchAll(/\?(\d+)/g)].map(([, n]) => Number(n))
  return numbered.length > 0 ? Math.max(...numbered) : [...sql.matchAll(/\?/g)].length
}

interface Planned {
  store: string
  sql: string
  /** How the database would go about it; what is bound does not matter to that, only how many. */
  plan: string[]
}

/** Written for both drawers of cases. */
const CASES = /\b(unit_case|case_(form|event|file))\b/

const statements: Planned[] = []
beforeAll(async () => {
  const found = stores.flatMap((store) =>
    statementsOf(readFileSync(join(root, store), 'utf8')).flatMap((sql) => [
      { store, sql },
      // The same in the persons' drawer, which has all tables but the counters and the unit's own review.
      ...(CASES.test(sql) ? [{ store, sql: inDrawer('person_case', sql) }] : []),
    ]),
  )
  const plans = await world.hall.db.batch<{ detail: string }>(
    found.map(({ sql }) =>
      world.hall.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...Array(boundIn(sql)).fill(null)),
    ),
  )
  for (const [index, one] of found.entries())
    statements.push({ ...one, plan: plans[index]?.results.map(({ detail }) => detail) ?? [] })
})

it('no statement binds more than D1 allows', () => {
  for (const { sql } of statements) expect(boundIn(sql), sql).toBeLessThanOrEqual(100)
})

it('no statement reads a table from one end to the other', () => {
  expect(stores.length).toBeGreaterThan(40)
  expect(statements.length).toBeGreaterThan(280)
  const wrong: string[] = []
  for (const { store, sql, plan } of statements) {
    expect(plan.length, sql).toBeGreaterThanOrEqual(/^\s*INSERT/.test(sql) ? 0 : 1)
    for (const step of plan) {
      // A list that came along as JSON is read whole; the one row of a constant is no table; nor is what was just found.
      if (/VIRTUAL TABLE|CONSTANT ROW|^SCAN \(|SUBQUERY/.test(step) || SMALL.test(step)) continue
      // The trust list is a handful of CAs, each named once or a few times in a question.
      if (store.startsWith('worker/ca/') && /^SCAN (ca_authority|[abcl]|chain)\b/.test(step)) continue
      if (/^SCAN /.test(step)) wrong.push(`${store}: ${step}\n${sql}`)
    }
  }
  expect(wrong).toEqual([])
})

it('no list of cases is sorted after it was found', () => {
  const lists = statements.filter(({ sql }) => /FROM (unit|person)_case c[\s\S]+ORDER BY/.test(sql))
  expect(lists.length).toBeGreaterThan(5)
  for (const { sql, plan } of lists) expect(plan.join('\n'), sql).not.toMatch(/TEMP B-TREE/)
})

it('every list of cases is found by an index that begins with their owner', () => {
  const lists = statements.filter(({ sql }) =>
    /^\s*SELECT[\s\S]+FROM (unit|person)_case c\b[\s\S]*c\.(unit|person)_id = \?/.test(sql),
  )
  expect(lists.length).toBeGreaterThan(5)
  for (const { sql, plan } of lists) {
    expect(plan[0], sql).toMatch(/SEARCH c USING .*\((unit|person)_id=\?/)
  }
})

it('what is asked of one insured person goes by the index of persons, not through the unit’s months', () => {
  const asked = statements.filter(
    ({ store, sql }) => store.startsWith('worker/certificates/') && /FROM contribution/.test(sql),
  )
  expect(asked.length).toBeGreaterThan(3)
  for (const { sql, plan } of asked) {
    const steps = plan.filter((step) => /\bcontribution\b/.test(step))
    expect(steps.length, sql).toBeGreaterThan(0)
    for (const step of steps)
      expect(step, sql).toContain('INDEX contribution_by_insured (unit_id=? AND insured_id')
  }
})
