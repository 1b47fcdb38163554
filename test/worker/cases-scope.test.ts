import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseList } from '../../schema/cases.ts'
import { must } from '../support/builders.ts'
import { aCase, aDraft, decideOn, stored, submitForm } from '../support/cases.ts'
import type { Visitor } from '../support/client.ts'
import { wordsOf } from '../support/html.ts'
import { anOperator, aUnitWithNotice, type Granting } from '../support/operators.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let unit: Granting
let owner: Visitor
/** For titles alone. */
let handler: Visitor
let other: string
let publicity: string
beforeAll(async () => {
  unit = await aUnitWithNotice(world)
  owner = unit.visitor
  handler = (await anOperator(world, unit, { items: ['title-publicity', 'title-return'] })).visitor
  other = await aCase(owner, 'mediation')
  publicity = await aCase(owner, 'title-publicity')
})

const idsFor = async (by: Visitor) =>
  (await by.get<CaseList>('/api/v1/cases')).json.cases.map(({ id }) => id).sort()

describe('a handler', () => {
  it('files and reviews what their grant names', async () => {
    const mine = await aCase(handler, 'title-return')
    expect((await stored(world, mine)).state).toBe('submitted')
    expect((await handler.get('/center/workbench')).text).toContain(publicity)
    const words = '公示材料齐全。'
    await must(303, decideOn(handler, `/center/workbench/${publicity}`, 'endorse', words))
    expect((await stored(world, publicity)).state).toBe('submitted')
    // Whoever answers for the unit sees what the handler did.
    expect(wordsOf((await owner.get(`/center/cases/${publicity}`)).text)).toContain(words)
    expect(await idsFor(handler)).toEqual([publicity, mine].sort())
    expect(await idsFor(owner)).toEqual([other, publicity, mine].sort())
    const counters = await handler.get<{ open: number }>('/api/v1/cases/counters')
    expect(counters.json.open).toBe(2)
  })

  it('neither begins, sees, changes nor reviews anything else', async () => {
    const path = '/center/cases/new/mediation'
    for (const reply of [await handler.get(path), await handler.submit(path, {})])
      expect([reply.status, wordsOf(reply.text)]).toEqual([403, expect.stringContaining('授权范围')])
    const draft = await aDraft(owner, 'mediation')
    for (const one of [`/center/cases/${other}`, `/center/cases/${draft}/edit`, `/api/v1/cases/${other}`])
      expect((await handler.get(one)).status, one).toBe(404)
    expect((await submitForm(handler, draft, { act: 'save', claim: '改' })).status).toBe(404)
    for (const act of ['withdraw', 'discard', 'rating'])
      expect((await handler.submit(`/center/cases/${other}/${act}`, { rating: '5' })).status, act).toBe(404)
    for (const query of ['', '?item=mediation', `?q=${encodeURIComponent('调解')}`, '?status=open'])
      expect((await handler.get(`/center/cases${query}`)).text).not.toContain(other)
    expect((await handler.get('/center/cases')).text).not.toContain('劳动人事争议调解申请')
  })

  it('loses a case that is open in the browser the moment the grant ends', async () => {
    const { visitor, id } = await anOperator(world, unit, { items: ['mediation'] })
    expect((await visitor.get(`/center/cases/${other}`)).status).toBe(200)
    await world.hall.db
      .prepare('UPDATE operator SET acts_from = 0, acts_until = 1 WHERE id = ?')
      .bind(id)
      .run()
    const late = await visitor.submit(`/center/cases/${other}/withdraw`, {})
    expect(late.headers.get('location')).toBe('/login')
    expect((await stored(world, other)).state).toBe('submitted')
  })
})
