import { beforeAll, describe, expect, it } from 'vitest'
import type { Outcome } from '../../worker/filings/acts.ts'
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
  kept,
  rebuilt,
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

const monthsOwed = async (outcome: Outcome) => {
  const { results } = await world.hall.db
    .prepare('SELECT month, insurance FROM contribution WHERE filing_id = ? ORDER BY month, insurance')
    .bind(filingOf(outcome))
    .all<{ month: string; insurance: string }>()
  return results.map(({ month, insurance }) => `${month} ${insurance}`)
}

describe('several records of a number', () => {
  it('are chosen among by one', async () => {
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

  it('leave nothing to choose where one record alone bears the name, or none can be meant', async () => {
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

  it('are one person’s, whichever is chosen', async () => {
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
    const owed = await monthsOwed(await by(unit, first))
    expect(owed).toEqual(['2026-08 410', '2026-09 410', '2026-10 410'])
    expect(wordOf(await by(other, second))).toBe('pension_insured')
    expect(await kept(world)).toEqual(await rebuilt(world))
  })

  it('bear benefits and flexible employment together', async () => {
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
})
