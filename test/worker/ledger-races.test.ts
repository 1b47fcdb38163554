import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addMonths } from '../../schema/fields/month.ts'
import { fileRow } from '../../worker/filings/acts.ts'
import { endingFlexible } from '../../worker/filings/flexible.ts'
import { rollBack } from '../../worker/filings/rollback.ts'
import type { Writing } from '../../worker/filings/write.ts'
import { attempt } from '../../worker/lib/guard.ts'
import {
  aFlexible,
  aKnownPerson,
  aLedgerUnit,
  anEnrolment,
  aTermination,
  bindingsOf,
  file,
  filingOf,
  type InsuringUnit,
  type KnownPerson,
  kept,
  noonOf,
  rebuilt,
  taskOf,
  undo,
  wordOf,
} from '../support/ledger.ts'
import { runMonth } from '../support/ledger-history.ts'
import { FEWER_ROUNDS, ONE_EACH, ROUNDS_TIMEOUT, winnersOf } from '../support/rounds.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const DAY = '2026-10-15'
let units: InsuringUnit[] = []
beforeAll(async () => {
  units = await Promise.all([aLedgerUnit(world), aLedgerUnit(world)])
})
const unit = (at = 0) => units[at] as InsuringUnit
const settled = async () => expect(await kept(world)).toEqual(await rebuilt(world))

describe('at the same moment', () => {
  it(
    'two units enrol one person, and one gets the pension',
    async () => {
      const rounds = await winnersOf(async () => {
        const { person } = await aKnownPerson(world)
        let turn = 0
        return async () => (await file(world, unit(turn++ % 2), DAY, 'enrolment', anEnrolment(person))).ok
      }, 2)
      expect(rounds).toEqual(ONE_EACH)
      await settled()
    },
    ROUNDS_TIMEOUT,
  )

  it('two units enrol one person by a record of their number each, and one gets the pension', async () => {
    const rounds = await winnersOf(
      async () => {
        const { person, insuredId } = await aKnownPerson(world)
        const records = [insuredId, (await aKnownPerson(world, { person, copy: 1 })).insuredId]
        let turn = 0
        return async () => {
          const at = turn++ % 2
          const row = anEnrolment(person, { insuredId: records[at], contractStart: '2026-08-01' })
          return (await file(world, unit(at), DAY, 'enrolment', row)).ok
        }
      },
      2,
      FEWER_ROUNDS * 2,
    )
    expect(rounds).toEqual({ 1: FEWER_ROUNDS * 2 })
    await settled()
  })

  it('a rollback and a termination of one person leave a ledger that follows from its facts', async () => {
    const ends = new Set<string>()
    for (let round = 0; round < FEWER_ROUNDS * 2; round++) {
      const { person } = await aKnownPerson(world)
      const enrolled = filingOf(await file(world, unit(), DAY, 'enrolment', anEnrolment(person)))
      const end = () => file(world, unit(), DAY, 'termination', aTermination(person))
      const back = () => undo(world, unit(), DAY, enrolled)
      const [one, other] = await Promise.all(round % 2 ? [end(), back()] : [back(), end()])
      ends.add([one, other].map((outcome) => wordOf(outcome)).join(' '))
      expect([one, other].filter((outcome) => outcome?.ok)).toHaveLength(1)
    }
    await settled()
  })

  it('a person ends flexible employment once, however often they press', async () => {
    const rounds = await winnersOf(
      async () => {
        const known = await aFlexible(world)
        const { documentType: type, documentNumber: number } = known.person
        const env = bindingsOf(world)
        return async () => {
          const ending = await endingFlexible(env, noonOf(DAY), { type, number }, '2026-10')
          return ending.ok && (await attempt(env.DB, ending.value.statements)).ok
        }
      },
      6,
      FEWER_ROUNDS,
    )
    expect(rounds).toEqual({ 1: FEWER_ROUNDS })
    await settled()
  })

  it('the monthly run and a termination meet, and the month is owed once', async () => {
    const known = await Promise.all([1, 2, 3, 4].map(() => aKnownPerson(world)))
    await Promise.all(known.map(({ person }) => file(world, unit(1), DAY, 'enrolment', anEnrolment(person))))
    const end = ({ person }: KnownPerson) =>
      file(world, unit(1), '2026-11-08', 'termination', aTermination(person, { stopDay: '2026-11-08' }))
    const [, outcomes] = await Promise.all([
      runMonth(world, noonOf('2026-11-08')),
      Promise.all(known.map(end)),
    ])
    expect(outcomes.map(wordOf)).toEqual(Array(4).fill('filed'))
    await runMonth(world, noonOf('2026-11-09'))
    const { results } = await world.hall.db
      .prepare(
        `SELECT insured_id, insurance, count(*) AS n FROM contribution
         WHERE unit_id = ? AND month = '2026-11' AND insured_id IN (SELECT value FROM json_each(?)) GROUP BY 1, 2`,
      )
      .bind(unit(1).unitId, JSON.stringify(known.map(({ insuredId }) => insuredId)))
      .all<{ n: number }>()
    expect(results.map(({ n }) => n)).toEqual(Array(12).fill(1))
    await settled()
  })
})

/** A task in which something happens right before its nth batch. */
function justBefore(task: Writing, nth: number, happens: () => Promise<unknown>): Writing {
  let batches = 0
  const DB = new Proxy(task.env.DB, {
    get(db, name) {
      const found = Reflect.get(db, name)
      if (typeof found !== 'function') return found
      if (name !== 'batch') return found.bind(db)
      return async (statements: D1PreparedStatement[]) => {
        if (++batches === nth) await happens()
        return db.batch(statements)
      }
    },
  })
  return { ...task, env: { ...task.env, DB } }
}

/** Each test in a month of its own, for a month ends once. */
let month = '2026-12'
const nextMonth = () => {
  month = addMonths(month, 1)
}
/** Midnight in China between the last day of a period and the days of settlement. */
const endOf = (period: string) => Date.parse(`${period}-06T16:00:00Z`)
const inLastMinute = (): Writing => ({ ...taskOf(world, unit(), DAY), now: endOf(month) - 60_000 })
const ends = () => runMonth(world, endOf(month))
const enrolledBefore = async () => {
  const known = await aKnownPerson(world)
  const row = anEnrolment(known.person, { contractStart: `${addMonths(month, -1)}-20` })
  return { ...known, filingId: filingOf(await file(world, unit(), `${month}-03`, 'enrolment', row)) }
}
/** The months that a person has net of what was reversed, in the pension of this unit. */
const owedFor = async (insuredId: string, of: string) =>
  world.hall.db
    .prepare(
      `SELECT sum(base_fen) AS base FROM contribution WHERE insured_id = ? AND insurance = '110' AND month = ?`,
    )
    .bind(insuredId, of)
    .first<number | null>('base')

describe('at the end of a filing period', () => {
  beforeEach(nextMonth)

  it('an enrolment judged before it and written after it is refused, and says when the next one opens', async () => {
    const { person, insuredId } = await aKnownPerson(world)
    const row = anEnrolment(person, { contractStart: `${month}-02` })
    const outcome = await fileRow(justBefore(inLastMinute(), 2, ends), 'enrolment', row)
    expect(outcome).toMatchObject({
      refused: { code: 'filing_period_closed', opensOn: `${month}-11` },
    })
    expect(await owedFor(insuredId, month)).toBeNull()
  })

  it('a termination goes into the next one, and the month that was settled stays', async () => {
    const { person, insuredId } = await enrolledBefore()
    const row = aTermination(person, { stopDay: `${addMonths(month, -1)}-28` })
    const outcome = await fileRow(justBefore(inLastMinute(), 2, ends), 'termination', row)
    expect(outcome).toMatchObject({ filed: { settlementMonth: addMonths(month, 1) } })
    expect(await owedFor(insuredId, month)).toBe(800_000)
    await settled()
  })

  it('nothing of it is undone any more', async () => {
    const { insuredId, filingId } = await enrolledBefore()
    const undone = await rollBack(justBefore(inLastMinute(), 1, ends), filingId)
    expect(wordOf(undone)).toBe('rollback_period_over')
    expect(await owedFor(insuredId, month)).toBe(800_000)
    await settled()
  })

  it('filings and the run meet, and a month is owed by exactly those who were insured', async () => {
    for (let round = 0; round < FEWER_ROUNDS; round++) {
      nextMonth()
      const now = endOf(month) - 60_000
      const task = { ...taskOf(world, unit(), DAY), now }
      const fresh = await Promise.all([1, 2, 3].map(() => aKnownPerson(world)))
      const leaving = await Promise.all([1, 2, 3].map(enrolledBefore))
      const mistaken = await Promise.all([1, 2, 3].map(enrolledBefore))
      const before = `${addMonths(month, -1)}-28`
      const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
      const each = <Known>(all: Known[], act: (one: Known) => Promise<unknown>) =>
        all.map(async (one, at) => {
          await later(at * 4)
          await act(one)
        })
      await Promise.all([
        later(round * 4).then(ends),
        ...each(fresh, ({ person }) =>
          fileRow(task, 'enrolment', anEnrolment(person, { contractStart: before })),
        ),
        ...each(leaving, ({ person }) =>
          fileRow(task, 'termination', aTermination(person, { stopDay: before })),
        ),
        ...each(mistaken, ({ filingId }) => rollBack(task, filingId)),
      ])
      await runMonth(world, endOf(month) + 60_000)
      const periods = await world.hall.db
        .prepare(
          `SELECT f.insured_id, max(CASE WHEN f.kind = 'termination' THEN f.period END) AS ended,
             max(f.undoes) AS undone FROM filing f
           WHERE f.insured_id IN (SELECT value FROM json_each(?)) GROUP BY 1`,
        )
        .bind(JSON.stringify([...fresh, ...leaving, ...mistaken].map(({ insuredId }) => insuredId)))
        .all<{ insured_id: string; ended: string | null; undone: string | null }>()
      for (const { insured_id, ended, undone } of periods.results)
        expect(await owedFor(insured_id, month)).toBe(ended === month ? null : undone ? null : 800_000)
      await settled()
    }
  })
})
