import { beforeAll, describe, expect, it } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { addMonths } from '../../schema/fields/month.ts'
import { newId } from '../../worker/lib/ids.ts'
import type { Visitor } from '../support/client.ts'
import { wordsOf } from '../support/html.ts'
import { anOperator, aUnitWithNotice } from '../support/operators.ts'
import { enrol, type MadeInsured, pay, reverse, someInsured, unitId } from '../support/paid-months.ts'
import { aRepresentative, type Member } from '../support/unit-people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const CHANGES = '/center/unit/insurance/changes'
const PAYMENTS = '/center/unit/payments/details'
const MONTH = dayInChina(Date.now()).slice(0, 7)
const LAST = addMonths(MONTH, -1)

let who: Member
let unit: string
let persons: MadeInsured[]
beforeAll(async () => {
  who = await aRepresentative(world)
  unit = await unitId(world, who.unit)
  persons = await someInsured(world, 40)
  await enrol(world, unit, persons, LAST)
  // Settled this month.
  await pay(world, unit, persons, { from: LAST, to: LAST })
})

const words = async (path: string, { visitor }: { visitor: Visitor } = who) =>
  wordsOf((await visitor.get(path)).text)

describe('the tabs of the unit', () => {
  it('count who is insured and sum what is owed, from the ledger', async () => {
    const insured = await words('/center/unit/insurance')
    expect(insured).toMatch(/失业保险参保缴费[^0-9]+40/)
    expect(insured).toContain(LAST)
    const owed = await who.visitor.get('/center/unit/payments')
    expect(wordsOf(owed.text)).toMatch(RegExp(`${MONTH}的明细4040,080.0020,400.0060,480.00`))
    expect(owed.text).toContain('<rect class="bar-unit"')
    expect(await words('/center/unit/injuries')).toMatch(/行业风险类别1 类单位费率0.2%/)
    expect(await words('/center/unit/subunits')).toContain('没有登记下级的机构')
  })

  it('name who had unemployment benefit while insured here, to whoever may see persons', async () => {
    expect(await words('/center/unit/benefits')).toContain('没有这样的职工')
    await world.hall.db
      .prepare('INSERT INTO benefit_month (insured_id, month) VALUES (?1, ?2), (?1, ?3)')
      .bind(persons[0]?.id, addMonths(LAST, -1), MONTH)
      .run()
    const said = await words('/center/unit/benefits')
    expect(said).toContain(`${persons[0]?.name}${persons[0]?.number}`)
    expect(said).toContain(MONTH)
    expect(said).not.toContain(addMonths(LAST, -1))
  })

  it('name who had it while insured here and has left, but for what came after', async () => {
    const [left] = await someInsured(world, 1)
    if (!left) throw new Error('somebody was made')
    const [enrolled, ended] = [newId(1), newId(2)]
    const filing = (id: string, kind: string) =>
      world.hall.db
        .prepare('INSERT INTO filing VALUES (?, ?, ?, ?, ?, ?, 0, NULL, NULL, NULL, NULL)')
        .bind(unit, id, kind, left.id, LAST, 'x')
    const [during, after] = [addMonths(LAST, -2), addMonths(LAST, 1)]
    await world.hall.db.batch([
      filing(enrolled, 'enrolment'),
      filing(ended, 'termination'),
      world.hall.db
        .prepare(
          `INSERT INTO enrolment VALUES (?1, ?2, ?3, '1', '42', ?4 || '-01', NULL, '07', '101', 800000, 800000, ?4, 'x', 'k1')`,
        )
        .bind(unit, enrolled, left.id, addMonths(LAST, -6)),
      world.hall.db
        .prepare(`INSERT INTO termination VALUES (?, ?, ?, ?, '6305', ?)`)
        .bind(unit, ended, left.id, enrolled, `${LAST}-20`),
      world.hall.db
        .prepare('INSERT INTO benefit_month (insured_id, month) VALUES (?1, ?2), (?1, ?3)')
        .bind(left.id, during, after),
    ])
    const said = await words('/center/unit/benefits')
    const row = said.slice(said.indexOf(left.number))
    expect(row).toContain(`${addMonths(LAST, -6)} 至 ${LAST}，已停保${during}`)
    expect(row).not.toContain(after)
  })

  it('are nobody else’s, and a handler sees persons by scope alone', async () => {
    const granting = await aUnitWithNotice(world)
    const may = await anOperator(world, granting, { items: ['monthly-payments'] })
    const stranger = wordsOf((await may.visitor.get(PAYMENTS)).text)
    for (const { number } of persons) expect(stranger).not.toContain(number)
    expect((await may.visitor.get(CHANGES)).status).toBe(403)
    for (const path of [`${CHANGES}/export`]) expect((await may.visitor.submit(path, {})).status).toBe(403)
    const other = await anOperator(world, granting, { items: ['monthly-changes'] })
    for (const path of [PAYMENTS, `${PAYMENTS}/export`])
      expect((await other.visitor.submit(path, {})).status).toBe(403)
    expect(wordsOf((await other.visitor.get('/center/unit/benefits')).text)).toContain('看不到它')
    // Who may not see is told so, and not that there is nothing.
    const [injuries, filings, insurance] = [
      await words('/center/unit/injuries', other),
      await words('/center/filings', other),
      await words('/center/unit/insurance', other),
    ]
    expect(injuries).toContain('您的授权里没有「工伤认定」，看不到')
    expect(injuries).not.toContain('没有工伤认定的办件')
    expect(filings).toContain('您看不到本单位的申报')
    expect(insurance).toContain('按月查变更')
    expect(insurance).not.toContain('打印参保证明')
    const ends = await anOperator(world, granting, { items: ['termination'] })
    const said = await words('/center/filings', ends)
    expect(said).toContain('您的授权里有的是：退工停保登记')
    expect(said).not.toContain('这一期还没有申报')
    const left = await someInsured(world, 1)
    await pay(world, unit, left, { from: LAST, to: LAST, insurances: ['210'] })
    if (left[0]) await reverse(world, unit, left[0], LAST)
    expect(await words(`${PAYMENTS}?insurance=210`)).toContain('回退冲减')
  })
})
