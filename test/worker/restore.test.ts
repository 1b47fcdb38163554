/** A copy of everything that the hall keeps, put into a new hall: as `wrangler d1 export` writes it and `d1 execute` reads it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstBreak } from '../../worker/audit/chain.ts'
import { type MadePerson, must, registerPerson, signIn } from '../support/builders.ts'
import { aCase, finish } from '../support/cases.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { type Hall, startHall } from '../support/hall.ts'
import { wordsOf } from '../support/html.ts'
import { openInstitution } from '../support/institutions.ts'
import { beFlexible } from '../support/ledger.ts'
import { lightBundle } from '../support/light-hall.ts'
import { aUnitWithNotice } from '../support/operators.ts'
import { signInPerson } from '../support/people.ts'
import { anOwnCase, OWN } from '../support/person-cases.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let copy: Hall
let unit: Awaited<ReturnType<typeof aUnitWithNotice>>
let person: MadePerson
let [own, decided] = ['', '']

/** What Wrangler asks a local database for, and writes into the file: each statement on a line. */
async function exported(db: D1Database): Promise<string> {
  const [lines] = await db.prepare('PRAGMA miniflare_d1_export(?,?,?);').bind(0, 0).raw<string[]>()
  return lines?.join('\n') ?? ''
}

/** All tables with how many rows they have, all indexes and triggers with how they are made. */
async function inventory(db: D1Database) {
  const { results } = await db
    .prepare(
      `SELECT type, name, sql FROM sqlite_schema WHERE name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*' ORDER BY type, name`,
    )
    .all<{ type: string; name: string; sql: string }>()
  const tables = results.filter(({ type }) => type === 'table')
  const counts = await db.batch<{ rows: number }>(
    tables.map(({ name }) => db.prepare(`SELECT count(*) AS rows FROM ${name}`)),
  )
  return { made: results, rows: tables.map(({ name }, i) => `${name} ${counts[i]?.results[0]?.rows}`) }
}

beforeAll(async () => {
  unit = await aUnitWithNotice(world)
  const clerk = await signInClerk(world, await aClerk(world))
  decided = await aCase(unit.visitor, 'work-injury')
  await finish(world, clerk, decided)
  await openInstitution(world, unit)
  person = await registerPerson(world)
  await beFlexible(world, person)
  own = await anOwnCase(await signInPerson(world, person))
  await world.hall.tick()

  const { APP_CLIENT_JWKS: _, PARTNERS, ...secrets } = world.secrets
  const sql = await exported(world.hall.db)
  copy = await startHall({
    ...{ bundle: lightBundle, withoutFiles: true, bindings: { ...secrets, PARTNERS } },
    restore: (db) => db.exec(sql),
  })
  for (const { key } of (await world.hall.files.list()).objects) {
    const file = await world.hall.files.get(key)
    await copy.files.put(key, (await file?.arrayBuffer()) ?? '', {
      customMetadata: file?.customMetadata ?? {},
    })
  }
})
afterAll(() => copy?.dispose())

describe('a restored hall', () => {
  it('has every table, index and trigger, and as many rows', async () => {
    const [before, after] = [await inventory(world.hall.db), await inventory(copy.db)]
    expect(before.made.filter(({ type }) => type === 'trigger').length).toBeGreaterThan(20)
    expect(after).toEqual(before)
  })

  it('lets people in with the passwords of that day, and shows what they had, papers too', async () => {
    const there = { ...world, hall: copy }
    const visitor = await signIn(there, unit, new Visitor(copy.origin))
    const page = await visitor.get(`/center/cases/${decided}`)
    expect(wordsOf(page.text)).toContain('办结（通过）')
    const [href = ''] = /\/center\/cases\/\w+\/files\/\w+/.exec(page.text) ?? []
    expect((await visitor.get(href)).text).toContain('%PDF')
    const self = await signInPerson(there, person, new Visitor(copy.origin))
    expect(wordsOf((await self.get(`${OWN}/${own}`)).text)).toContain('灵活就业人员停保登记')
    expect((await visitor.submit(`/center/cases/${decided}/rating`, { rating: '5' })).status).toBe(303)
    await must(303, visitor.submit(`/center/cases/${await aCase(visitor)}/withdraw`, {}))
  })

  it('goes on with an audit that holds, in numbers that are not given twice, and that nobody changes', async () => {
    const { AUDIT_KEY } = world.secrets
    await copy.tick()
    expect(await firstBreak(copy.db, AUDIT_KEY)).toBeUndefined()
    const linked = await copy.db.prepare('SELECT max(seq) AS n FROM audit_link').first<number>('n')
    const before = await world.hall.db.prepare('SELECT max(seq) AS n FROM audit').first<number>('n')
    expect(linked).toBeGreaterThan(before ?? 0)
    await expect(copy.db.prepare('DELETE FROM audit WHERE seq = 1').run()).rejects.toThrow('never removed')
    await expect(copy.db.prepare("UPDATE audit SET result = 'x'").run()).rejects.toThrow('never changed')
  })
})
