import { beforeAll, describe, expect, it } from 'vitest'
import {
  aBasicData,
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
const enrol = async (own: Parameters<typeof anEnrolment>[1] = {}) => {
  const { person } = await aKnownPerson(world)
  return { person, outcome: await file(world, unit, DAY, 'enrolment', anEnrolment(person, own)) }
}

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
