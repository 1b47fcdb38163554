/** Random histories of several units and persons, and what must hold of the ledger after each step. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { addMonths, monthOf } from '../../schema/fields/month.ts'
import type { FiledItem } from '../../schema/filings.ts'
import { askToSettle, type SettleJob, settle } from '../../worker/filings/settle.ts'
import {
  aKnownPerson,
  aLedgerUnit,
  anEnrolment,
  aTermination,
  bindingsOf,
  file,
  type InsuringUnit,
  type KnownPerson,
  kept,
  type LedgerWorld,
  noonOf,
  rebuilt,
  undo,
} from './ledger.ts'

const REGIONS = ['321202', '321283', '320106']

const day = (month: string, date: number) => `${month}-${String(date).padStart(2, '0')}`
const unit = fc.nat({ max: REGIONS.length - 1 })
const person = fc.nat({ max: 1 })
/** Months back from now, some of them beyond what is allowed. */
const back = fc.constantFrom(-1, 0, 0, 1, 1, 2, 3, 5, 6, 7)
const date = fc.integer({ min: 1, max: 12 })
const by = fc.integer({ min: 1, max: 900_000 })
/** Which of a person's two records. */
const record = fc.constantFrom(0, 0, 1)
const which = fc.constantFrom(0, 0, 0, 1, 2)

/** Days pass by `wait`; months back and the like are counted from the day it is. */
export const step = fc.record({
  wait: fc.constantFrom(0, 0, 0, 0, 1, 9, 20),
  unit,
  person,
  act: fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('enrol' as const), back, date, record }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('end' as const), back, date }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('raise' as const), back, by }) },
    { weight: 9, arbitrary: fc.record({ kind: fc.constant('undo' as const), which }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
  ),
})
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

interface Made {
  id: string
  enrols: boolean
  unit: number
  person: number
  before: unknown
}

export interface Told {
  filed: number
  undone: number
}

export async function live(world: LedgerWorld, steps: readonly Step[]): Promise<Told> {
  const units = await Promise.all(REGIONS.map((region) => aLedgerUnit(world, region)))
  const people = await Promise.all([0, 1].map(() => aKnownPerson(world)))
  const copies = await Promise.all(people.map(({ person }) => aKnownPerson(world, { person, copy: 1 })))
  const told: Told = { filed: 0, undone: 0 }
  const made: Made[] = []
  let now = await firstDay(world)
  for (const { wait, unit: u, person: p, act } of steps) {
    now += wait * 86_400_000
    const today = dayInChina(now)
    const enrolledBy = made.findLast((one) => one.person === p && one.enrols)?.unit
    // Ends and raises mostly meet somebody who is insured there.
    const place = act.kind === 'enrol' || wait === 1 ? u : (enrolledBy ?? u)
    const at = units[place] as InsuringUnit
    const who = people[p] as KnownPerson
    const month = (back: number) => addMonths(monthOf(today), -back)
    const before = await ownOf(world, at, who)
    const filed = async <Item extends FiledItem>(item: Item, row: Parameters<typeof file<Item>>[4]) => {
      const outcome = await file(world, at, today, item, row)
      if (!outcome.ok) return
      told.filed++
      made.push({
        id: outcome.filed.filingId,
        enrols: item === 'enrolment',
        unit: place,
        person: p,
        before,
      })
    }
    if (act.kind === 'enrol') {
      const { insuredId } = [who, copies[p]][act.record] ?? who
      const contract = { contractStart: day(month(act.back), act.date), insuredId }
      await filed('enrolment', anEnrolment(who.person, contract))
    }
    if (act.kind === 'end')
      await filed('termination', aTermination(who.person, { stopDay: day(month(act.back), act.date) }))
    if (act.kind === 'raise') {
      const { name, documentNumber } = who.person
      const newBaseFen = 800_000 + act.by
      const row = { row: 1, name, documentNumber, newBaseFen, fromMonth: month(act.back) }
      await filed('base-adjustment', { ...row, oldBaseFen: (before.coverage[0]?.base_fen as number) ?? 0 })
    }
    if (act.kind === 'settle') {
      await runMonth(world, now)
    }
    if (act.kind === 'undo') {
      const last = made.at(-1 - act.which)
      if (last && (await undo(world, units[last.unit] as InsuringUnit, today, last.id)).ok) {
        told.undone++
        const after = await ownOf(world, units[last.unit] as InsuringUnit, people[last.person] as KnownPerson)
        expect(after).toEqual(last.before)
        made.splice(made.indexOf(last), 1)
      }
    }
    await check(world)
  }
  // Everybody leaves, so that the months of the next history are nobody's of this one.
  const stopDay = dayInChina(now)
  for (const at of units)
    for (const { person } of people)
      await file(world, at, stopDay, 'termination', aTermination(person, { stopDay }))
  await check(world)
  return told
}

/** The first day of a filing period of which no month is being settled: histories follow one another in time. */
async function firstDay(world: LedgerWorld): Promise<number> {
  const begun = world.hall.db.prepare('SELECT max(month) FROM settlement_begun').first<string>('max(month)')
  return noonOf(day((await begun) ?? '2026-03', 12))
}

/** The clock's part and the queue's, at one moment. */
export async function runMonth(world: LedgerWorld, now: number): Promise<void> {
  const jobs: SettleJob[] = []
  const JOBS = {
    sendBatch: async (all: { body: SettleJob }[]) => void jobs.push(...all.map(({ body }) => body)),
  }
  const env = { ...bindingsOf(world), JOBS } as unknown as ReturnType<typeof bindingsOf>
  await askToSettle(env, now)
  for (const job of jobs) await settle(env, job, now)
}

/** What one unit's filings have made of one person, by all of their records. What the monthly run writes, itself or ahead of time, is nobody's to undo. */
async function ownOf(world: LedgerWorld, { unitId }: InsuringUnit, { insuredId }: KnownPerson) {
  const [coverage, paid, balance] = await world.hall.db.batch<Record<string, unknown>>(
    [
      'SELECT * FROM coverage WHERE unit_id = ? AND holder = ? ORDER BY insurance',
      `SELECT * FROM paid_month WHERE unit_id = ? AND holder = ? AND filing_id <> '' ORDER BY insurance, month`,
      `SELECT insurance, month, sum(base_fen) AS base, sum(unit_fen) AS unit, sum(person_fen) AS person
       FROM contribution WHERE unit_id = ? AND insured_id IN (SELECT id FROM insured WHERE holder = ?)
         AND filing_id <> '' GROUP BY 1, 2
       HAVING base <> 0 OR unit <> 0 OR person <> 0 ORDER BY 1, 2`,
    ].map((sql) => world.hall.db.prepare(sql).bind(unitId, insuredId)),
  )
  return { coverage: coverage?.results ?? [], paid: paid?.results, balance: balance?.results }
}

/** What no filing may ever leave behind; each question finds nothing. */
const WRONG = [
  // A month of pension or unemployment insurance is one unit's, of work injury each unit's once, by whichever record.
  `SELECT i.holder, insurance, month FROM contribution c JOIN insured i ON i.id = c.insured_id
   WHERE kind <> 'adjustment' AND NOT EXISTS (SELECT 1 FROM filing f JOIN contribution o
     ON o.unit_id = f.unit_id AND o.filing_id = f.undoes AND o.kind = 'adjustment'
     WHERE f.unit_id = c.unit_id AND f.id = c.filing_id)
   GROUP BY i.holder, insurance, month, CASE insurance WHEN '410' THEN unit_id ELSE '' END
   HAVING sum(CASE kind WHEN 'reversal' THEN -1 ELSE 1 END) NOT IN (0, 1)`,
  // Never more than the cap, never less than nothing.
  `SELECT sum(base_fen) AS base FROM contribution GROUP BY unit_id, insured_id, insurance, month
   HAVING base < 0 OR base > 2476200 OR sum(unit_fen) < 0 OR sum(person_fen) < 0`,
  // Never further back than six months before the month of the filing.
  `SELECT c.month FROM contribution c JOIN filing f ON f.unit_id = c.unit_id AND f.id = c.filing_id
   WHERE c.kind IN ('back', 'adjustment') AND c.month <
     strftime('%Y-%m', f.filed_at / 1000, 'unixepoch', '+8 hours', 'start of month', '-6 months')`,
]

async function check(world: LedgerWorld): Promise<void> {
  const [now, anew, wrong] = await Promise.all([
    kept(world),
    rebuilt(world),
    world.hall.db.batch(WRONG.map((sql) => world.hall.db.prepare(sql))),
  ])
  expect(now).toEqual(anew)
  expect(wrong.flatMap(({ results }) => results)).toEqual([])
}
