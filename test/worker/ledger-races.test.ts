import { beforeAll, describe, expect, it } from 'vitest'
import { fileRows, type Task } from '../../worker/filings/acts.ts'
import { endFlexible } from '../../worker/filings/flexible.ts'
import {
  aFlexible,
  aKnownPerson,
  aLedgerUnit,
  anEnrolment,
  aTermination,
  bindingsOf,
  file,
  filingOf,
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
let units: Task['unit'][] = []
beforeAll(async () => {
  units = await Promise.all([aLedgerUnit(world), aLedgerUnit(world)])
})
const unit = (at = 0) => units[at] as Task['unit']
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

  it('a row of a roster comes again and again, and is filed once', async () => {
    for (let round = 0; round < FEWER_ROUNDS; round++) {
      const known = await Promise.all([1, 2, 3].map(() => aKnownPerson(world)))
      const rows = known.map(({ person }, at) => anEnrolment(person, { row: at + 2 }))
      const task = { ...taskOf(world, unit(), DAY), rosterId: `r${round}` }
      const replies = await Promise.all(Array.from({ length: 6 }, () => fileRows(task, 'enrolment', rows)))
      expect(new Set(replies.flat().map(wordOf))).toEqual(new Set(['filed']))
      expect(new Set(replies.flat().map(filingOf)).size).toBe(3)
    }
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
        return async () => (await endFlexible(bindingsOf(world), noonOf(DAY), { type, number }, '2026-10')).ok
      },
      6,
      FEWER_ROUNDS,
    )
    expect(rounds).toEqual({ 1: FEWER_ROUNDS })
    await settled()
  })

  it('the monthly run and a termination meet, and the month is owed once', async () => {
    const known = await Promise.all([1, 2, 3, 4].map(() => aKnownPerson(world)))
    const rows = known.map(({ person }, row) => anEnrolment(person, { row }))
    await fileRows(taskOf(world, unit(1), DAY), 'enrolment', rows)
    const ending = known.map(({ person }, row) => aTermination(person, { row, stopDay: '2026-11-08' }))
    const [, outcomes] = await Promise.all([
      runMonth(world, noonOf('2026-11-08')),
      fileRows(taskOf(world, unit(1), '2026-11-08'), 'termination', ending),
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
