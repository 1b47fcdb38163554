import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root } from '../support/build.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair()
const STORES = ['cases/store.ts', 'cases/papers-store.ts', 'cases/queue-store.ts', 'notices/store.ts']

/** Constants that stand for a piece of SQL in a store. */
function piecesOf(source: string): Record<string, string> {
  const named = source.matchAll(/const (\w+) = ([`'])([\s\S]+?)\2/g)
  return Object.fromEntries([...named].map(([, name = '', , text = '']) => [name, text]))
}

/** Every statement of a store, once for each way that its optional conditions can be written. */
function statementsOf(source: string): string[] {
  const pieces = piecesOf(source)
  const tabs = [...source.matchAll(/^ {2}\w+: ([`'])(AND .+)\1,$/gm)].map(([, , text = '']) => text)
  const written = [...source.matchAll(/\.prepare\(\s*([`'])([\s\S]+?)\1,?\s*\)/g)].map(
    ([, , text = '']) => text,
  )
  const expand = (text: string): string[] => {
    const hole = /\$\{([^}]*)\}/.exec(text)
    if (!hole) return [text]
    const [whole, inside = ''] = hole
    const put = (piece: string) => expand(text.replace(whole, () => piece))
    if (pieces[inside] !== undefined) return put(pieces[inside])
    if (inside.includes('TABS[')) return ['', ...tabs].flatMap(put)
    return [...inside.matchAll(/'([^']*)'/g)].flatMap(([, piece = '']) => put(piece))
  }
  return written.flatMap(expand)
}

const statements: string[] = []

/** How the database would go about it; what is bound does not matter to that, only how many. */
async function planOf(sql: string): Promise<string[]> {
  const numbered = [...sql.matchAll(/\?(\d+)/g)].map(([, n]) => Number(n))
  const count = numbered.length > 0 ? Math.max(...numbered) : [...sql.matchAll(/\?/g)].length
  const { results } = await world.hall.db
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...Array(count).fill(null))
    .all<{ detail: string }>()
  return results.map(({ detail }) => detail)
}

beforeAll(() => {
  for (const store of STORES)
    statements.push(...statementsOf(readFileSync(join(root, 'worker', store), 'utf8')))
})
afterAll(() => expect(statements.length).toBeGreaterThan(50))

it('no statement on cases or notices reads a table from one end to the other, or sorts a list of cases', async () => {
  for (const sql of statements) {
    const plan = await planOf(sql)
    for (const step of plan) {
      // A list that came along as JSON is read whole; the one row of a constant is no table; notices go by their day.
      if (/VIRTUAL TABLE|CONSTANT ROW/.test(step)) continue
      expect(step, `${sql}\n${plan.join('\n')}`).not.toMatch(/^SCAN (?!n\b|notice\b.*INDEX)/)
    }
    const list = /FROM unit_case c[\s\S]+ORDER BY/.test(sql)
    if (list) expect(plan.join('\n'), sql).not.toMatch(/TEMP B-TREE/)
  }
})

it('every list of a unit is found by an index that begins with the unit', async () => {
  for (const sql of statements.filter((text) =>
    /^\s*SELECT[\s\S]+FROM unit_case c\b[\s\S]*c\.unit_id = \?/.test(text),
  )) {
    const [first] = await planOf(sql)
    expect(first, sql).toMatch(/SEARCH c USING .*\(unit_id=\?/)
  }
})
