/** People of the insurance, and its ledger, for tests: filings are made by the hall's own acts, at a moment of the test's. */

import type { FiledItem } from '../../schema/filings.ts'
import { fileRow, type Outcome } from '../../worker/filings/acts.ts'
import { flexibleOf } from '../../worker/filings/flexible.ts'
import type { FiledRow } from '../../worker/filings/judge-rows.ts'
import { rollBack } from '../../worker/filings/rollback.ts'
import { insertData, insertInsured } from '../../worker/filings/store.ts'
import type { Writing } from '../../worker/filings/write.ts'
import type { Bindings } from '../../worker/lib/env.ts'
import { newId } from '../../worker/lib/ids.ts'
import { insuredIndexes } from '../../worker/lib/insured.ts'
import { sealer } from '../../worker/lib/sealed.ts'
import { aPerson, aUnit, type MadePerson } from './builders.ts'

export interface LedgerWorld {
  hall: { db: D1Database }
  secrets: object
}

export const bindingsOf = (world: LedgerWorld) =>
  ({ ...world.secrets, DB: world.hall.db }) as unknown as Bindings

/** A moment of a day in China, at noon. */
export const noonOf = (day: string) => Date.parse(`${day}T04:00:00Z`)

/** A unit as filings know it. */
export type InsuringUnit = Writing['unit']

/** A unit that is only there, as the ledger needs it. */
export async function aLedgerUnit(world: LedgerWorld, region = '321202'): Promise<InsuringUnit> {
  const { creditCode, unitName } = aUnit({}, region.slice(0, 4))
  const unitId = newId(Date.now())
  for (;;) {
    const number = String(10_000_000 + Math.floor(Math.random() * 80_000_000))
    const { meta } = await world.hall.db
      .prepare(
        'INSERT INTO unit (id, credit_code, unit_number, name, region, created_at) VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING',
      )
      .bind(unitId, creditCode, number, unitName, region)
      .run()
    if (meta.changes > 0) return { unitId, region }
  }
}

export interface KnownPerson {
  insuredId: string
  person: MadePerson
}

/** Somebody whom the insurance knows from before the hall, with basic data or without, of which record there may be several. */
export async function aKnownPerson(
  world: LedgerWorld,
  { person = aPerson(), data = true, household = true, copy = 0, createdAt = 0 } = {},
): Promise<KnownPerson> {
  const env = bindingsOf(world)
  const ring = await sealer(env.SEALING_KEYS)
  const { documentType: type, documentNumber: number, name } = person
  const insuredId = newId(0)
  const indexes = await insuredIndexes(ring, { type, number })
  const sealed = [await ring.seal(number, 'insured.document'), await ring.seal(name, 'insured.name')] as const
  if (copy === 0)
    await insertInsured(env.DB, [
      [insuredId, type, indexes[0] ?? '', ...sealed, ring.keyId, createdAt, indexes],
    ]).run()
  else
    await env.DB.prepare(
      `INSERT INTO insured (id, document_type, document_index, copy, document_sealed, name_sealed, key_id, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
      .bind(insuredId, type, indexes[0], copy, ...sealed, ring.keyId, createdAt)
      .run()
  const json = JSON.stringify({ mobile: person.mobile, household: household ? '11' : '' })
  const dataSealed = await ring.seal(json, 'insured_data.data')
  if (data)
    await insertData(env.DB, '', [
      [insuredId, newId(0), '', dataSealed, household ? 1 : 0, ring.keyId, 0],
    ]).run()
  return { insuredId, person }
}

/** Somebody who pays pension insurance by themselves, since January. */
export async function aFlexible(world: LedgerWorld, person = aPerson()): Promise<KnownPerson> {
  const known = await aKnownPerson(world, { person })
  await beFlexible(world, person)
  return known
}

/** Begins to do so, known to the insurance before or not; whoever does already goes on. */
export async function beFlexible(world: LedgerWorld, person: MadePerson): Promise<void> {
  const ring = await sealer(bindingsOf(world).SEALING_KEYS)
  const document = { type: person.documentType, number: person.documentNumber }
  const [index] = await insuredIndexes(ring, document)
  const find = world.hall.db.prepare('SELECT id FROM insured WHERE document_index = ?').bind(index)
  const insuredId = (await find.first<string>('id')) ?? (await aKnownPerson(world, { person })).insuredId
  if (await flexibleOf(bindingsOf(world), document)) return
  const id = newId(Date.now())
  await world.hall.db.batch([
    world.hall.db
      .prepare(`INSERT INTO flexible_enrolment VALUES (?, ?, 'begin', '2026-01', 500000, 0)`)
      .bind(insuredId, id),
    world.hall.db
      .prepare(
        `INSERT INTO coverage (unit_id, insured_id, holder, insurance, enrolment_id, since_month, base_fen)
         SELECT '', id, holder, '110', ?2, '2026-01', 500000 FROM insured WHERE id = ?1`,
      )
      .bind(insuredId, id),
  ])
}

const named = ({ name, documentType, documentNumber }: MadePerson) => ({ name, documentType, documentNumber })

export const anEnrolment = (
  person: MadePerson,
  own: Partial<FiledRow<'enrolment'>> = {},
): FiledRow<'enrolment'> => ({
  ...{ row: 1, ...named(person), mobile: person.mobile, contractReason: '1', contractKind: '42' },
  ...{ contractStart: '2026-10-01', contractEnd: '', job: '07', insuredAs: '101', wageFen: 800_000 },
  ...own,
})

export const aTermination = (
  person: MadePerson,
  own: Partial<FiledRow<'termination'>> = {},
): FiledRow<'termination'> => ({
  ...{ row: 1, ...named(person), reason: '6305', stopDay: '2026-10-31' },
  ...own,
})

export const aBasicData = (person: MadePerson): FiledRow<'basic-data'> => ({
  ...{ row: 1, ...named(person), mobile: person.mobile, ethnicGroup: '01', household: '11' },
  ...{ province: '江苏省', city: '泰州市', county: '海陵区', street: '城中街道', village: '府前社区' },
})

export const taskOf = (world: LedgerWorld, unit: InsuringUnit, day: string): Writing => ({
  ...{ env: bindingsOf(world), now: noonOf(day), unit, filedBy: 'operator:tester' },
})

/** Files one row; what it came to. */
export const file = <Item extends FiledItem>(
  world: LedgerWorld,
  unit: InsuringUnit,
  day: string,
  item: Item,
  row: FiledRow<Item>,
): Promise<Outcome> => fileRow(taskOf(world, unit, day), item, row)

export const undo = (world: LedgerWorld, unit: InsuringUnit, day: string, filingId: string) =>
  rollBack(taskOf(world, unit, day), filingId)

/** What it came to, in one word: `filed`, or why not. */
export const wordOf = (outcome: Outcome | Awaited<ReturnType<typeof rollBack>>): string => {
  if (outcome.ok) return 'filed'
  return 'refused' in outcome ? outcome.refused.code : outcome.error.code
}

export const filingOf = (outcome: Outcome): string => {
  if (!outcome.ok) throw new Error(`not filed: ${outcome.refused.code}`)
  return outcome.filed.filingId
}

const all = async (world: LedgerWorld, sql: string, ...values: unknown[]) =>
  (
    await world.hall.db
      .prepare(sql)
      .bind(...values)
      .all()
  ).results

const COVERAGE =
  'SELECT unit_id, insured_id, holder, insurance, enrolment_id, since_month, base_fen FROM coverage'
const PAID =
  'SELECT holder, insured_id, insurance, month, unit_key, unit_id, settlement_month, filing_id FROM paid_month'

/** The first record of a person's number. */
const HOLDER =
  '(SELECT f.id FROM insured f WHERE f.document_index = p.document_index ORDER BY f.copy LIMIT 1)'

/** What follows from the facts, as it is kept. */
export const kept = async (world: LedgerWorld) => ({
  coverage: await all(world, `${COVERAGE} ORDER BY 1, 2, 4`),
  paid: await all(world, `${PAID} ORDER BY 1, 2, 3, 4, 5`),
})

/** The same, built anew from the facts alone. */
export const rebuilt = async (world: LedgerWorld) => ({
  coverage: await all(
    world,
    `WITH undone AS (SELECT unit_id, undoes AS id FROM filing WHERE undoes IS NOT NULL),
       running AS (
         SELECT e.* FROM enrolment e WHERE e.reason = '1' AND (e.unit_id, e.filing_id) NOT IN undone
           AND NOT EXISTS (SELECT 1 FROM termination t WHERE t.unit_id = e.unit_id AND t.enrolment_id = e.filing_id
             AND (t.unit_id, t.filing_id) NOT IN undone))
     SELECT r.unit_id, r.insured_id, ${HOLDER} AS holder, i.value AS insurance, r.filing_id AS enrolment_id, r.from_month AS since_month,
       coalesce((SELECT b.base_fen FROM base_change b WHERE b.unit_id = r.unit_id AND b.enrolment_id = r.filing_id
         AND (b.unit_id, b.filing_id) NOT IN undone ORDER BY b.filing_id DESC LIMIT 1), r.base_fen) AS base_fen
     FROM running r JOIN insured p ON p.id = r.insured_id, json_each('["110","210","410"]') i
     UNION ALL
     SELECT '', f.insured_id, ${HOLDER}, '110', f.id, f.month, f.base_fen
     FROM flexible_enrolment f JOIN insured p ON p.id = f.insured_id
     WHERE f.kind = 'begin' AND NOT EXISTS (SELECT 1 FROM flexible_enrolment e
       WHERE e.insured_id = f.insured_id AND e.kind = 'end' AND e.id > f.id)
     ORDER BY 1, 2, 4`,
  ),
  paid: await all(
    world,
    `SELECT ${HOLDER} AS holder, insured_id, insurance, month,
       CASE insurance WHEN '410' THEN unit_id ELSE '' END AS unit_key, unit_id, settlement_month, filing_id
     FROM contribution c JOIN insured p ON p.id = c.insured_id WHERE kind IN ('regular', 'back')
       AND NOT EXISTS (SELECT 1 FROM filing r WHERE r.unit_id = c.unit_id AND r.undoes = c.filing_id)
     ORDER BY 1, 2, 3, 4, 5`,
  ),
})

/** What a unit pays, added up by person, insurance and month; months that cancel out are left out. */
export const balance = (world: LedgerWorld) =>
  all(
    world,
    `SELECT unit_id, insured_id, insurance, month, sum(base_fen) AS base, sum(unit_fen) AS unit, sum(person_fen) AS person
     FROM contribution GROUP BY 1, 2, 3, 4 HAVING base <> 0 OR unit <> 0 OR person <> 0 ORDER BY 1, 2, 3, 4`,
  )
