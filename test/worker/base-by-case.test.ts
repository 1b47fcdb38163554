import { beforeAll, describe, expect, it } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { addMonths, monthOf } from '../../schema/fields/month.ts'
import { aUnit, registerUnit, signIn } from '../support/builders.ts'
import {
  aDraft,
  decide,
  decideOn,
  itemOf,
  papersFor,
  queuePath,
  stored,
  submitForm,
  valuesFor,
} from '../support/cases.ts'
import type { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { alwaysOpen, enrolmentOf, NEW, terminationOf } from '../support/filings.ts'
import { errorsIn, wordsOf } from '../support/html.ts'
import { aKnownPerson, type KnownPerson, kept, rebuilt } from '../support/ledger.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const item = itemOf('base-adjustment')
const today = dayInChina(Date.now())
const FIRST = `${monthOf(today)}-01`
let visitor: Visitor
let clerk: Visitor
beforeAll(async () => {
  await alwaysOpen(world, '320000')
  visitor = await signIn(world, await registerUnit(world, aUnit({}, '3212')))
  clerk = await signInClerk(world, await aClerk(world))
})

const enrolled = async () => {
  const someone = await aKnownPerson(world)
  expect((await visitor.submit(NEW('enrolment'), enrolmentOf(someone, FIRST))).status).toBe(303)
  return someone
}
const asking = ({ person }: KnownPerson, own: Record<string, string> = {}) => ({
  ...{ ...valuesFor(item), personName: person.name, personDocument: person.documentNumber },
  ...{ oldBase: '8000', newBase: '9500', fromMonth: FIRST, ...own },
})
const submit = async (values: Record<string, string>) => {
  const id = await aDraft(visitor, 'base-adjustment')
  await submitForm(visitor, id, { act: 'save', ...values, ...papersFor(item) })
  return { id, reply: await submitForm(visitor, id, { act: 'submit', ...values }) }
}
const baseOf = ({ insuredId }: KnownPerson) =>
  world.hall.db
    .prepare(`SELECT base_fen FROM coverage WHERE insured_id = ? AND insurance = '110'`)
    .bind(insuredId)
    .first('base_fen')

describe('a base that a clerk approves', () => {
  it('is raised with the approval, in the ledger and in the list of the period', async () => {
    const someone = await enrolled()
    const { id, reply } = await submit(asking(someone))
    expect(reply.status).toBe(303)
    await decide(world, clerk, id, ['accept'], ['examine'])
    expect(await baseOf(someone)).toBe(800_000)
    await decide(world, clerk, id, ['pass'])
    expect(await baseOf(someone)).toBe(950_000)
    const list = wordsOf((await visitor.get('/center/filings')).text)
    expect(list).toContain('缴费基数调整')
    expect(await kept(world)).toEqual(await rebuilt(world))
  })

  it('was asked for higher than the cap, which is said whenever it is looked at', async () => {
    const someone = await enrolled()
    const { id } = await submit(asking(someone, { newBase: '99999' }))
    await decide(world, clerk, id, ['accept'], ['examine'])
    await decide(world, clerk, id, ['pass'])
    const filing = await world.hall.db
      .prepare(`SELECT id, filed_by FROM filing WHERE insured_id = ? AND kind = 'base_adjustment'`)
      .bind(someone.insuredId)
      .first<{ id: string; filed_by: string }>()
    const page = wordsOf((await visitor.get(`/center/filings/${filing?.id}`)).text)
    expect(page).toContain('99,999.00 元高于缴费基数上限，按上限 24,762.00 元')
    expect(filing?.filed_by).toMatch(/^operator:\w{26}$/)
  })

  it('is complained of before it is submitted where it cannot be', async () => {
    const someone = await enrolled()
    const wrong = async (own: Record<string, string>) =>
      errorsIn((await submit(asking(someone, own))).reply.text)
    expect((await wrong({ oldBase: '7000' })).oldBase).toContain('和现在登记的缴费基数不一样')
    expect((await wrong({ newBase: '8000' })).newBase).toContain('只能往上调')
    const early = `${addMonths(monthOf(today), -7)}-01`
    expect((await wrong({ fromMonth: early })).fromMonth).toContain('太早了')
    const stranger = await aKnownPerson(world)
    expect(errorsIn((await submit(asking(stranger))).reply.text).personDocument).toContain('没有在本单位参保')
  })

  it('is judged where the unit is when it is submitted and approved, not where it was when it was begun', async () => {
    const made = await registerUnit(world, aUnit({}, '3212'))
    const own = await signIn(world, made)
    const id = await aDraft(own, 'base-adjustment')
    await world.hall.db
      .prepare("UPDATE unit SET region = '320106' WHERE credit_code = ?")
      .bind(made.unit.creditCode)
      .run()
    const someone = await aKnownPerson(world)
    expect((await own.submit(NEW('enrolment'), enrolmentOf(someone, FIRST))).status).toBe(303)
    const values = asking(someone)
    await submitForm(own, id, { act: 'save', ...values, ...papersFor(item) })
    expect((await submitForm(own, id, { act: 'submit', ...values })).status).toBe(303)
    await decide(world, clerk, id, ['accept'], ['examine'], ['pass'])
    expect(await baseOf(someone)).toBe(950_000)
  })

  it('is not approved once the person is gone', async () => {
    const someone = await enrolled()
    const { id } = await submit(asking(someone))
    await decide(world, clerk, id, ['accept'], ['examine'])
    await visitor.submit(NEW('termination'), terminationOf(someone, today))
    const reply = await decideOn(clerk, await queuePath(world, id), 'pass')
    expect([reply.status, (await stored(world, id)).state]).toEqual([409, 'in_review'])
  })
})
