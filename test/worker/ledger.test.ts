import { beforeAll, describe, expect, it } from 'vitest'
import { fileRow, type Outcome } from '../../worker/filings/acts.ts'
import { aPerson } from '../support/builders.ts'
import {
  aFlexible,
  aKnownPerson,
  aLedgerUnit,
  anEnrolment,
  aTermination,
  file,
  filingOf,
  type InsuringUnit,
  taskOf,
  wordOf,
} from '../support/ledger.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let unit: InsuringUnit
let other: InsuringUnit
beforeAll(async () => {
  unit = await aLedgerUnit(world)
  other = await aLedgerUnit(world, '320106')
})

/** In the filing period that settles in November. */
const DAY = '2026-10-15'
const enrol = async (own: Parameters<typeof anEnrolment>[1] = {}, day = DAY) => {
  const { person } = await aKnownPerson(world)
  return { person, outcome: await file(world, unit, day, 'enrolment', anEnrolment(person, own)) }
}
const owedBy = async (outcome: Outcome) =>
  (
    await world.hall.db
      .prepare(
        'SELECT insurance, month, kind, base_fen, unit_fen, person_fen FROM contribution WHERE filing_id = ? ORDER BY month, insurance',
      )
      .bind(filingOf(outcome))
      .all<{
        insurance: string
        month: string
        kind: string
        base_fen: number
        unit_fen: number
        person_fen: number
      }>()
  ).results
const monthsOf = (rows: { insurance: string; month: string }[], insurance: string) =>
  rows.filter((row) => row.insurance === insurance).map(({ month }) => month)

describe('an enrolment', () => {
  it('pays back from the contract’s first month, whatever its day, all three insurances', async () => {
    for (const contractStart of ['2026-08-01', '2026-08-30']) {
      const { outcome } = await enrol({ contractStart })
      const owed = await owedBy(outcome)
      for (const insurance of ['110', '210', '410'])
        expect(monthsOf(owed, insurance)).toEqual(['2026-08', '2026-09', '2026-10'])
      expect(owed[0]).toEqual({
        ...{ insurance: '110', month: '2026-08', kind: 'back', base_fen: 800_000 },
        ...{ unit_fen: 128_000, person_fen: 64_000 },
      })
      expect(outcome).toMatchObject({
        filed: {
          ...{ settlementMonth: '2026-11', monthly: { unitFen: 133_600, personFen: 68_000 } },
          due: { unitFen: 3 * 133_600, personFen: 3 * 68_000 },
        },
      })
    }
  })

  it('reaches six months back and no further, and never forward', async () => {
    const words = ['2026-04-01', '2026-03-31', '2026-10-15', '2026-10-16'].map(async (contractStart) =>
      wordOf((await enrol({ contractStart })).outcome),
    )
    expect(await Promise.all(words)).toEqual([
      ...['filed', 'contract_too_early', 'filed', 'contract_in_future'],
    ])
  })

  it('pays work injury alone for months that another unit paid', async () => {
    const { person } = await aKnownPerson(world)
    await file(world, other, '2026-09-15', 'enrolment', anEnrolment(person, { contractStart: '2026-07-01' }))
    await file(world, other, '2026-09-20', 'termination', aTermination(person, { stopDay: '2026-09-20' }))
    const outcome = await file(
      world,
      unit,
      DAY,
      'enrolment',
      anEnrolment(person, { contractStart: '2026-08-10' }),
    )
    const owed = await owedBy(outcome)
    expect(monthsOf(owed, '110')).toEqual(['2026-10'])
    expect(monthsOf(owed, '210')).toEqual(['2026-10'])
    expect(monthsOf(owed, '410')).toEqual(['2026-08', '2026-09', '2026-10'])
    expect(outcome).toMatchObject({
      filed: { notices: expect.arrayContaining([{ code: 'injury_only', months: ['2026-08', '2026-09'] }]) },
    })
  })

  it('is refused for each reason of the manual', async () => {
    const said = async (known: Parameters<typeof aKnownPerson>[1], own = {}) => {
      const { person } = await aKnownPerson(world, known)
      return wordOf(await file(world, unit, DAY, 'enrolment', anEnrolment(person, own)))
    }
    expect(wordOf(await file(world, unit, DAY, 'enrolment', anEnrolment(aPerson())))).toBe(
      'basic_data_missing',
    )
    expect(await said({ data: false })).toBe('basic_data_missing')
    expect(await said({ household: false })).toBe('household_missing')
    expect(await said({}, { name: '另外一' })).toBe('insured_name_differs')

    const flexible = await aFlexible(world)
    expect(wordOf(await file(world, unit, DAY, 'enrolment', anEnrolment(flexible.person)))).toBe(
      'flexible_insured',
    )

    const elsewhere = await aKnownPerson(world)
    await file(world, other, DAY, 'enrolment', anEnrolment(elsewhere.person))
    expect(wordOf(await file(world, unit, DAY, 'enrolment', anEnrolment(elsewhere.person)))).toBe(
      'pension_insured',
    )
    expect(wordOf(await file(world, other, DAY, 'enrolment', anEnrolment(elsewhere.person)))).toBe(
      'enrolled_here',
    )

    const paid = await aKnownPerson(world)
    const benefit = (month: string) =>
      world.hall.db.prepare('INSERT INTO benefit_month VALUES (?, ?)').bind(paid.insuredId, month).run()
    const from = (contractStart: string) =>
      file(world, unit, DAY, 'enrolment', anEnrolment(paid.person, { contractStart }))
    await benefit('2026-08')
    expect(wordOf(await from('2026-07-15'))).toBe('benefit_paid')
    expect(wordOf(await from('2026-08-15'))).toBe('filed')
  })

  it('is not taken between two filing periods, and says when the next one opens', async () => {
    for (const [day, word] of [
      ['2026-11-06', 'filed'],
      ['2026-11-07', 'filing_period_closed'],
      ['2026-11-10', 'filing_period_closed'],
      ['2026-11-11', 'filed'],
    ] as const)
      expect(wordOf((await enrol({}, day)).outcome), day).toBe(word)
    expect((await enrol({}, '2026-11-08')).outcome).toMatchObject({ refused: { opensOn: '2026-11-11' } })
  })

  it('keeps a wage within floor and cap, and says so', async () => {
    const low = (await enrol({ wageFen: 300_000 })).outcome
    expect(low).toMatchObject({
      filed: {
        notices: expect.arrayContaining([{ code: 'base_raised', declaredFen: 300_000, baseFen: 495_200 }]),
      },
    })
    expect((await owedBy(low))[0]?.base_fen).toBe(495_200)
    const high = (await enrol({ wageFen: 9_000_000 })).outcome
    expect((await owedBy(high))[0]?.base_fen).toBe(2_476_200)
  })
})

describe('a termination', () => {
  it('ends the coverage, and pays the settlement month where it reaches there', async () => {
    const { person } = await enrol()
    const outcome = await file(
      world,
      unit,
      '2026-11-03',
      'termination',
      aTermination(person, { stopDay: '2026-11-02' }),
    )
    expect((await owedBy(outcome)).map(({ month, kind }) => `${month} ${kind}`)).toEqual(
      Array(3).fill('2026-11 regular'),
    )
    expect(wordOf(await file(world, unit, '2026-11-03', 'termination', aTermination(person)))).toBe(
      'not_enrolled_here',
    )
  })

  it('cannot name a day beyond the settlement month, or before the contract', async () => {
    const { person } = await enrol({ contractStart: '2026-09-10' })
    const on = async (stopDay: string) =>
      wordOf(await file(world, unit, DAY, 'termination', aTermination(person, { stopDay })))
    expect([await on('2026-12-01'), await on('2026-09-09'), await on('2026-11-30')]).toEqual([
      ...['stops_too_late', 'stops_before_start', 'filed'],
    ])
  })
})

describe('a filing', () => {
  it('is written with what goes along, in one batch, or not at all', async () => {
    const { person } = await aKnownPerson(world)
    const task = taskOf(world, unit, DAY)
    const alongside = async () => [task.env.DB.prepare('INSERT INTO guard (held) VALUES (0)')]
    const outcome = await fileRow(task, 'enrolment', anEnrolment(person), alongside)
    expect(wordOf(outcome)).toBe('filing_busy')
    expect(wordOf(await file(world, unit, DAY, 'enrolment', anEnrolment(person)))).toBe('filed')
  })
})
