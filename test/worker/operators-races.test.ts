/** Ten handlers and one administrator hold, however many are granted, confirmed or changed at the same moment. */
import { describe, expect, it } from 'vitest'
import { mustStillHold } from '../../worker/grants/store.ts'
import { type MadePerson, must, registerPerson, registerUnit, signIn } from '../support/builders.ts'
import { wordsOf } from '../support/html.ts'
import { anOperator, aUnitWithNotice, day, offer, settle, submitList } from '../support/operators.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const LIST = '/center/operators'
const count = (table: string, role: string) =>
  world.hall.db.prepare(`SELECT count(*) AS n FROM ${table} WHERE role = ?`).bind(role).first<number>('n')
async function people(many: number): Promise<MadePerson[]> {
  const made = []
  for (let i = 0; i < many; i++) made.push(await registerPerson(world))
  return made
}

describe('a hundred grants at the same moment', () => {
  it('make ten handlers at the most, and one administrator', async () => {
    const unit = await aUnitWithNotice(world)
    const [handlers, administrators] = [await people(15), await people(5)]
    const tries = [
      ...Array.from({ length: 75 }, (_, turn) => ({ person: handlers[turn % 15], role: 'handler' as const })),
      ...Array.from({ length: 25 }, (_, turn) => ({
        ...{ person: administrators[turn % 5], role: 'administrator' as const },
      })),
    ]
    const replies = await Promise.all(
      tries.map(({ person, role }) => person && offer(unit.visitor, person, { role })),
    )
    expect(replies.filter((reply) => reply?.status === 303)).toHaveLength(11)
    expect([await count('grant_offer', 'handler'), await count('grant_offer', 'administrator')]).toEqual([
      10, 1,
    ])

    const all = [...handlers, ...administrators]
    const settled = await Promise.all(
      all.flatMap((person) => [1, 2].map(() => settle(unit.app, 'confirm', unit.unitNumber, person))),
    )
    expect(settled.filter(({ status }) => status === 200)).toHaveLength(11)
    expect([await count('operator', 'handler'), await count('operator', 'administrator')]).toEqual([10, 1])
    expect(await count('grant_offer', 'handler')).toBe(0)

    const { results } = await world.hall.db
      .prepare("SELECT id FROM operator WHERE role = 'handler'")
      .all<{ id: string }>()
    const raised = await Promise.all(
      results.map(({ id }) => submitList(unit.visitor, `${LIST}/${id}/role`, { role: 'administrator' })),
    )
    expect(raised.map(({ status }) => status)).toEqual(Array(10).fill(409))
    expect(await count('operator', 'administrator')).toBe(1)
  })
})

describe('a grant that is taken back while it is confirmed', () => {
  it('is one or the other', { timeout: 60_000 }, async () => {
    const unit = await aUnitWithNotice(world)
    for (let round = 0; round < 5; round++) {
      const person = await registerPerson(world)
      await must(303, offer(unit.visitor, person))
      const id = await world.hall.db.prepare('SELECT id FROM grant_offer').first<string>('id')
      const [confirmed, withdrawn] = await Promise.all([
        settle(unit.app, 'confirm', unit.unitNumber, person),
        unit.visitor.submit(`${LIST}/withdraw`, { id: id ?? '' }),
      ])
      expect([confirmed.status === 200, withdrawn.status === 303].filter(Boolean)).toHaveLength(1)
      const login = signIn(world, { unit: unit.unit, person })
      if (confirmed.status === 200) await login
      else await expect(login).rejects.toThrow()
    }
  })
})

describe('somebody who is removed while they sign in', () => {
  it('is out afterwards, whoever was first', { timeout: 60_000 }, async () => {
    const unit = await aUnitWithNotice(world)
    for (let round = 0; round < 5; round++) {
      const handler = await anOperator(world, unit)
      const [again] = await Promise.allSettled([
        signIn(world, { unit: unit.unit, person: handler.person }),
        must(303, unit.visitor.submit(`${LIST}/${handler.id}/remove`, {})),
      ])
      const visitors = [handler.visitor, ...(again.status === 'fulfilled' ? [again.value] : [])]
      for (const visitor of visitors) expect((await visitor.get('/center')).status).toBe(303)
    }
  })
})

describe('an administrator who is removed while they act', () => {
  it('leaves no offer behind and changes nothing afterwards', { timeout: 60_000 }, async () => {
    const unit = await aUnitWithNotice(world)
    for (let round = 0; round < 5; round++) {
      const administrator = await anOperator(world, unit, { role: 'administrator' })
      const person = await registerPerson(world)
      await Promise.all([
        offer(administrator.visitor, person),
        must(303, unit.visitor.submit(`${LIST}/${administrator.id}/remove`, {})),
      ])
      const left = await world.hall.db
        .prepare('SELECT count(*) AS n FROM grant_offer WHERE granted_by = ?')
        .bind(administrator.id)
        .first('n')
      expect(left).toBe(0)
    }
  })

  it('is refused by the batch itself, whatever the request had read', async () => {
    const unit = await aUnitWithNotice(world)
    const handler = await anOperator(world, unit)
    const { unit_id: unitId } = (await world.hall.db
      .prepare('SELECT unit_id FROM operator WHERE id = ?')
      .bind(handler.id)
      .first<{ unit_id: string }>()) ?? { unit_id: '' }
    const held = (role: string, now = Date.now(), items: string[] = []) =>
      mustStillHold(world.hall.db, { unitId, operatorId: handler.id, role }, now, items).run()
    await held('handler')
    await held('handler', Date.now(), ['enrolment'])
    await expect(held('handler', Date.now(), ['enrolment', 'termination'])).rejects.toThrow('guard')
    await expect(held('administrator')).rejects.toThrow('guard')
    await expect(held('handler', Date.now() + 365 * 24 * 60 * 60 * 1000)).rejects.toThrow('guard')
  })
})

describe('the history', () => {
  it('tells who could do what on which day and who gave it', async () => {
    const unit = await aUnitWithNotice(world)
    const handler = await anOperator(world, unit, { items: ['enrolment'] })
    await must(303, submitList(unit.visitor, `${LIST}/${handler.id}/scope`, { items: ['certificate'] }))
    const heldOn = async (when: string) => (await unit.visitor.get(`${LIST}/history?day=${when}`)).text
    expect(await heldOn(day(-1))).toContain('那天还没有人')
    const then = await heldOn(day())
    for (const words of ['法定代表人', '单位人员参保证明打印', '注册、升级或窗口开通'])
      expect(then).toContain(words)

    await must(303, unit.visitor.submit(`${LIST}/${handler.id}/remove`, {}))
    // They could, in the hours before: the day says so, and who took it away.
    const after = wordsOf(await heldOn(day()))
    for (const words of ['用人单位用工参保登记', '单位人员参保证明打印', '删除'])
      expect(after).toContain(words)
    expect(await heldOn(day(1))).not.toContain('单位人员参保证明打印')
    const { results } = await world.hall.db
      .prepare('SELECT kind, scope, changed_by FROM grant_event WHERE operator_id = ? ORDER BY seq')
      .bind(handler.id)
      .all()
    expect(results).toMatchObject([
      { kind: 'opened', scope: '["enrolment"]' },
      { kind: 'changed', scope: '["certificate"]' },
      { kind: 'removed', scope: '["certificate"]' },
    ])
    expect(new Set(results.map((row) => row.changed_by)).size).toBe(1)
    expect((await unit.visitor.get(`${LIST}/history?day=2026-02-30`)).status).toBe(422)
  })

  it('stays as it was written', async () => {
    await registerUnit(world)
    for (const sql of ['DELETE FROM grant_event', 'UPDATE grant_event SET at = 0'])
      await expect(world.hall.db.prepare(sql).run()).rejects.toThrow('stays as it is')
  })
})
