import { beforeAll, describe, expect, it } from 'vitest'
import { fileRow, type Outcome } from '../../worker/filings/acts.ts'
import { aPerson } from '../support/builders.ts'
import {
  aBasicData,
  aFlexible,
  aKnownPerson,
  aLedgerUnit,
  anEnrolment,
  aTermination,
  balance,
  file,
  filingOf,
  type InsuringUnit,
  kept,
  rebuilt,
  taskOf,
  undo,
  wordOf,
} from '../support/ledger.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let unit: InsuringUnit
let other: InsuringUnit
/** Of Taizhou, like the first. */
let tidy: InsuringUnit
beforeAll(async () => {
  unit = await aLedgerUnit(world)
  other = await aLedgerUnit(world, '320106')
  tidy = await aLedgerUnit(world, '321283')
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

  it('lets one choose among several records of a number', async () => {
    const { person, insuredId } = await aKnownPerson(world)
    await aKnownPerson(world, { person, copy: 1 })
    const outcome = await file(world, unit, DAY, 'enrolment', anEnrolment(person))
    expect(outcome).toMatchObject({ ok: false, refused: { code: 'insured_several' } })
    const choices = outcome.ok ? [] : (outcome.refused.choices ?? [])
    expect(choices).toHaveLength(2)
    expect(JSON.stringify(choices)).not.toContain(person.documentNumber)
    const chosen = await file(world, unit, DAY, 'enrolment', anEnrolment(person, { insuredId }))
    expect(wordOf(chosen)).toBe('filed')
  })

  it('leaves nothing to choose where one record alone bears the name, or none can be meant', async () => {
    const { person } = await aKnownPerson(world)
    const other = { ...person, name: aPerson().name }
    const { insuredId } = await aKnownPerson(world, { person: other, copy: 1 })
    expect(wordOf(await file(world, unit, DAY, 'termination', aTermination(other)))).toBe('not_enrolled_here')
    expect(wordOf(await file(world, unit, DAY, 'enrolment', anEnrolment(other)))).toBe('filed')
    const covered = world.hall.db.prepare('SELECT DISTINCT insured_id FROM coverage WHERE insured_id = ?')
    expect(await covered.bind(insuredId).first('insured_id')).toBe(insuredId)

    const twin = await aKnownPerson(world)
    await aKnownPerson(world, { person: twin.person, copy: 1 })
    const renewed = anEnrolment(twin.person, { contractReason: '3' })
    expect(wordOf(await file(world, unit, DAY, 'enrolment', renewed))).toBe('not_enrolled_here')
    expect(wordOf(await file(world, unit, DAY, 'termination', aTermination(twin.person)))).toBe(
      'not_enrolled_here',
    )
    expect(wordOf(await file(world, unit, DAY, 'enrolment', anEnrolment(twin.person)))).toBe(
      'insured_several',
    )
  })

  it('is one person’s, whichever of their records is chosen', async () => {
    const { person, insuredId: first } = await aKnownPerson(world)
    const { insuredId: second } = await aKnownPerson(world, { person, copy: 1 })
    const by = (at: InsuringUnit, insuredId: string, contractStart = '2026-08-01') =>
      file(world, at, DAY, 'enrolment', anEnrolment(person, { insuredId, contractStart }))
    const end = (stopDay: string) => file(world, other, DAY, 'termination', aTermination(person, { stopDay }))
    expect(wordOf(await by(other, second))).toBe('filed')
    expect(wordOf(await by(unit, first))).toBe('pension_insured')
    expect(wordOf(await by(other, first))).toBe('enrolled_here')
    const last = await end('2026-10-14')
    expect(wordOf(last)).toBe('filed')
    // August to October count by the other record: work injury alone is paid here.
    const owed = await owedBy(await by(unit, first))
    expect([monthsOf(owed, '110'), monthsOf(owed, '410')]).toEqual([[], ['2026-08', '2026-09', '2026-10']])
    expect(wordOf(await by(other, second))).toBe('pension_insured')
    expect(await kept(world)).toEqual(await rebuilt(world))
  })

  it('finds benefits and flexible employment of any record', async () => {
    const { person, insuredId } = await aFlexible(world)
    const { insuredId: second } = await aKnownPerson(world, { person, copy: 1 })
    const by = () => file(world, unit, DAY, 'enrolment', anEnrolment(person, { insuredId: second }))
    expect(wordOf(await by())).toBe('flexible_insured')
    const db = world.hall.db
    await db.prepare('DELETE FROM coverage WHERE insured_id = ?').bind(insuredId).run()
    await db
      .prepare(`INSERT INTO flexible_enrolment VALUES (?, '~', 'end', '2026-09', NULL, 0)`)
      .bind(insuredId)
      .run()
    await db.prepare(`INSERT INTO benefit_month VALUES (?, '2026-11')`).bind(insuredId).run()
    expect(wordOf(await by())).toBe('benefit_paid')
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

describe('a fact', () => {
  it('stays as it was written', async () => {
    const { person, insuredId } = await aKnownPerson(world, { data: false })
    await file(world, unit, DAY, 'basic-data', aBasicData(person))
    const set = (what: string) =>
      world.hall.db.prepare(`UPDATE insured_data SET ${what} WHERE insured_id = ?`).bind(insuredId).run()
    for (const what of ['has_household = 0', "unit_id = ''", "filing_id = ''", 'created_at = 1', "id = 'x'"])
      await expect(set(what), what).rejects.toThrow('guard')
    // A new key seals anew.
    expect((await set('key_id = key_id')).meta.changes).toBe(1)
  })

  it('bears months and days that there are', async () => {
    const { insuredId } = await aKnownPerson(world)
    const write = (sql: string) => world.hall.db.prepare(sql).bind(unit.unitId, insuredId).run()
    const owed = (settled: string, month: string) =>
      write(
        `INSERT INTO contribution VALUES (?1, '${settled}', ?2, '110', '${month}', '', 'adjustment', 1, 0, 0, 0)`,
      )
    const filing = (period: string) =>
      write(
        `INSERT INTO filing VALUES (?1, 'm${period}', 'termination', ?2, '${period}', 'operator:x', 0, NULL, NULL, NULL, NULL)`,
      )
    const ending = (day: string) =>
      write(
        `INSERT INTO termination SELECT unit_id, id, insured_id, 'x', '6305', '${day}' FROM filing WHERE unit_id = ?1 AND insured_id = ?2`,
      )
    for (const month of ['2027-00', '2027-13', '2027-19', '2027-1', '20270-1', '']) {
      await expect(owed(month, '2027-01'), month).rejects.toThrow('guard')
      await expect(owed('2027-01', month), month).rejects.toThrow('guard')
    }
    await owed('2027-01', '2027-01')
    for (const period of ['2027-00', '2027-13']) await expect(filing(period)).rejects.toThrow('guard')
    await filing('2027-12')
    for (const day of ['2027-02-30', '2027-13-01', 'yesterday.'])
      await expect(ending(day)).rejects.toThrow('guard')
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

describe('a rollback', () => {
  /** The row alone, as it would be written by whoever looked a moment earlier. */
  const undoBlindly = (undoes: string) =>
    world.hall.db
      .prepare(
        `INSERT INTO filing (unit_id, id, kind, insured_id, period, filed_by, filed_at, undoes)
         SELECT unit_id, 'z' || substr(id, 2), 'rollback', insured_id, period, filed_by, filed_at, id FROM filing WHERE id = ?`,
      )
      .bind(undoes)
      .run()

  it('restores what was before, and only in the current period and in Taizhou', async () => {
    const before = await kept(world)
    const balanced = await balance(world)
    const { outcome, person } = await enrol({ contractStart: '2026-06-01' })
    const ended = await file(world, unit, DAY, 'termination', aTermination(person, { stopDay: '2026-11-01' }))
    expect(await undo(world, unit, DAY, filingOf(outcome))).toMatchObject({
      error: { code: 'rollback_later_first', later: { kind: 'termination', filedOn: DAY } },
    })
    expect(wordOf(await undo(world, unit, '2026-11-12', filingOf(ended)))).toBe('rollback_period_over')
    expect(wordOf(await undo(world, { ...unit, region: '320106' }, DAY, filingOf(ended)))).toBe(
      'filing_not_in_region',
    )
    expect(wordOf(await undo(world, unit, DAY, filingOf(ended)))).toBe('filed')
    expect(wordOf(await undo(world, unit, DAY, filingOf(ended)))).toBe('rollback_done')
    expect(wordOf(await undo(world, unit, DAY, filingOf(outcome)))).toBe('filed')
    expect(await kept(world)).toEqual(before)
    expect(await balance(world)).toEqual(balanced)
    expect(await rebuilt(world)).toEqual(before)
  })

  it('takes back no months that another unit left out because of them', async () => {
    const person = (await aKnownPerson(world)).person
    const from = { contractStart: '2026-08-01' }
    const first = filingOf(await file(world, unit, DAY, 'enrolment', anEnrolment(person, from)))
    const end = { stopDay: '2026-10-14' }
    const ended = filingOf(await file(world, unit, DAY, 'termination', aTermination(person, end)))
    const later = filingOf(await file(world, tidy, DAY, 'enrolment', anEnrolment(person, from)))
    const over = filingOf(await file(world, tidy, DAY, 'termination', aTermination(person, end)))
    expect(wordOf(await undo(world, unit, DAY, ended))).toBe('filed')
    const before = await kept(world)
    expect(wordOf(await undo(world, unit, DAY, first))).toBe('rollback_rested_on')
    expect(await kept(world)).toEqual(before)
    // The database says so, too, whatever was looked at before.
    await expect(undoBlindly(first)).rejects.toThrow('guard')
    // Once nothing rests on it any more, it goes.
    const again = filingOf(await file(world, unit, DAY, 'termination', aTermination(person, end)))
    for (const id of [over, later]) expect(wordOf(await undo(world, tidy, DAY, id))).toBe('filed')
    for (const id of [again, first]) expect(wordOf(await undo(world, unit, DAY, id))).toBe('filed')
    expect(await kept(world)).toEqual(await rebuilt(world))
  })

  it('takes back no basic data by which another unit insures the person', async () => {
    const { person } = await aKnownPerson(world, { data: false })
    const collected = filingOf(await file(world, unit, DAY, 'basic-data', aBasicData(person)))
    const enrolled = filingOf(await file(world, tidy, DAY, 'enrolment', anEnrolment(person)))
    expect(wordOf(await undo(world, unit, DAY, collected))).toBe('rollback_rested_on')
    await expect(undoBlindly(collected)).rejects.toThrow('guard')
    const own = filingOf(await file(world, tidy, DAY, 'basic-data', aBasicData(person)))
    expect(wordOf(await undo(world, unit, DAY, collected))).toBe('filed')
    expect(wordOf(await undo(world, tidy, DAY, own))).toBe('filed')
    expect(wordOf(await undo(world, tidy, DAY, enrolled))).toBe('filed')
  })

  it('does not take back a pension that has gone elsewhere', async () => {
    const { person } = await enrol()
    const ended = await file(world, unit, DAY, 'termination', aTermination(person, { stopDay: DAY }))
    await file(world, other, DAY, 'enrolment', anEnrolment(person))
    expect(wordOf(await undo(world, unit, DAY, filingOf(ended)))).toBe('rollback_place_taken')
  })
})
