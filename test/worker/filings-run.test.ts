import { beforeAll, describe, expect, it } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { addMonths, monthOf } from '../../schema/fields/month.ts'
import { aUnit, registerUnit, signIn } from '../support/builders.ts'
import { alwaysOpen, enrolmentOf, NEW } from '../support/filings.ts'
import { aKnownPerson, kept, rebuilt } from '../support/ledger.ts'
import { runMonth } from '../support/ledger-history.ts'
import type { Member } from '../support/unit-people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const today = dayInChina(Date.now())
const FIRST = `${monthOf(today)}-01`
let who: Member
beforeAll(async () => {
  await alwaysOpen(world, '320000')
  const made = await registerUnit(world, aUnit({}, '3212'))
  who = { ...made, visitor: await signIn(world, made) }
})

const post = (item: string, fields: Record<string, string>, by = who.visitor) => by.submit(NEW(item), fields)

describe('the monthly run', () => {
  it('is begun by the clock, done by the queue, and owes each month once', async () => {
    const low = await aKnownPerson(world)
    const high = await aKnownPerson(world)
    await post('enrolment', { ...enrolmentOf(low, FIRST), wage: '1000' })
    await post('enrolment', { ...enrolmentOf(high, FIRST), wage: '7777.77' })
    await world.hall.tick()
    const open = () =>
      world.hall.db.prepare('SELECT count(*) AS n FROM settlement WHERE done_at IS NULL').first('n')
    await expect.poll(open).toBe(0)

    const month = addMonths(monthOf(today), 2)
    for (let twice = 0; twice < 2; twice++) await runMonth(world, Date.parse(`${month}-15T04:00:00Z`))
    const owed = async ({ insuredId }: { insuredId: string }) =>
      (
        await world.hall.db
          .prepare(
            `SELECT insurance, base_fen, unit_fen, person_fen FROM contribution
             WHERE insured_id = ? AND kind = 'regular' AND month = ? ORDER BY insurance`,
          )
          .bind(insuredId, addMonths(month, -1))
          .all()
      ).results
    const row = (insurance: string, base_fen: number, unit_fen: number, person_fen: number) => ({
      ...{ insurance, base_fen, unit_fen, person_fen },
    })
    expect(await owed(low)).toEqual([
      ...[row('110', 495_200, 79_232, 39_616), row('210', 495_200, 2_476, 2_476)],
      row('410', 495_200, 990, 0),
    ])
    expect(await owed(high)).toEqual([
      ...[row('110', 777_777, 124_444, 62_222), row('210', 777_777, 3_889, 3_889)],
      row('410', 777_777, 1_556, 0),
    ])
    expect(await kept(world)).toEqual(await rebuilt(world))
  })
})
