import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import {
  aCase,
  aDraft,
  aFile,
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
import { summaryIn, valuesIn } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let visitor: Visitor
let clerk: Visitor
beforeAll(async () => {
  visitor = await signIn(world, await registerUnit(world))
  clerk = await signInClerk(world, await aClerk(world))
})

const item = itemOf('title-return')
const eventsOf = async (id: string) => {
  const { results } = await world.hall.db
    .prepare('SELECT event FROM case_event WHERE case_id = ? ORDER BY seq')
    .bind(id)
    .all<{ event: string }>()
  return results.map(({ event }) => event)
}
const statuses = (replies: { status: number }[]) => replies.map(({ status }) => status).sort()

describe('at the same moment', () => {
  it('fifty submits of one draft give one case number', async () => {
    const id = await aDraft(visitor)
    await submitForm(visitor, id, { act: 'save', ...valuesFor(item), ...papersFor(item) })
    const fields = { act: 'submit', ...valuesFor(item) }
    const replies = await Promise.all(Array.from({ length: 50 }, () => submitForm(visitor, id, fields)))
    expect(statuses(replies)).toEqual([303, ...Array(49).fill(409)])
    expect(await eventsOf(id)).toEqual(['submit'])
    const audit = await world.hall.db
      .prepare("SELECT count(*) AS n FROM audit WHERE act = 'case_submit' AND subject = ?")
      .bind(`case:${id}`)
      .first<{ n: number }>()
    expect(audit?.n).toBe(1)
  })

  it('cases of many drafts get numbers of their own', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, () => aCase(visitor)))
    const numbers = await Promise.all(ids.map(async (id) => (await stored(world, id)).case_number))
    expect(new Set(numbers).size).toBe(30)
  })

  it('fifty clerks take a case and one gets it', async () => {
    const id = await aCase(visitor)
    const path = await queuePath(world, id)
    const clerks = await Promise.all(
      Array.from({ length: 10 }, async () => signInClerk(world, await aClerk(world))),
    )
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, n) => (clerks[n % 10] as Visitor).submit(`${path}/take`, {})),
    )
    expect(statuses(replies)).toEqual([303, ...Array(49).fill(409)])
    expect((await stored(world, id)).clerk_id).not.toBeNull()
  })

  it('a withdrawal and an acceptance meet, and one of them wins', async () => {
    const ends = new Set<string>()
    for (let round = 0; round < 8; round++) {
      const id = await aCase(visitor)
      await decide(world, clerk, id)
      const path = await queuePath(world, id)
      const withdraw = () => visitor.submit(`/center/cases/${id}/withdraw`, {})
      const accept = () => clerk.submit(path, { move: 'accept' })
      const both = round % 2 ? [withdraw(), accept()] : [accept(), withdraw()]
      const replies = await Promise.all(both)
      expect(replies.filter(({ status }) => status === 303)).toHaveLength(1)
      const { state } = await stored(world, id)
      expect(['withdrawn', 'accepted']).toContain(state)
      expect(await eventsOf(id)).toEqual(['submit', state === 'accepted' ? 'accept' : 'withdraw'])
      ends.add(state)
    }
    expect(ends.size).toBeGreaterThan(0)
  })

  it('two decisions of one clerk meet, and one of them holds', async () => {
    const id = await aCase(visitor)
    await decide(world, clerk, id, ['accept'], ['examine'])
    const path = await queuePath(world, id)
    const moves = ['pass', 'fail', 'ask', 'pass', 'fail']
    const replies = await Promise.all(moves.map((move) => decideOn(clerk, path, move, '意见。')))
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(await eventsOf(id)).toHaveLength(4)
  })

  it('a paper is taken away while the case is submitted, and no case goes without it', async () => {
    for (let round = 0; round < 6; round++) {
      const id = await aDraft(visitor)
      await submitForm(visitor, id, { act: 'save', ...valuesFor(item), file_statement: aFile('说明.pdf') })
      const { text } = await visitor.get(`/center/cases/${id}/edit`)
      const remove = /name="remove" value="(\w+)"/.exec(text)?.[1] ?? ''
      await Promise.all([
        submitForm(visitor, id, { act: 'submit', ...valuesFor(item) }),
        submitForm(visitor, id, { remove, ...valuesFor(item) }),
      ])
      const files = await world.hall.db
        .prepare('SELECT count(*) AS n FROM case_file WHERE case_id = ?')
        .bind(id)
        .first<{ n: number }>()
      const { state } = await stored(world, id)
      expect(state === 'draft' ? 1 : files?.n).toBe(1)
    }
  })

  it('two fill in one draft, and the second is told before anything is undone', async () => {
    const id = await aDraft(visitor)
    const versionOf = async () =>
      /name="version" value="(\d+)"/.exec((await visitor.get(`/center/cases/${id}/edit`)).text)?.[1] ?? ''
    const version = await versionOf()
    const first = await submitForm(visitor, id, { act: 'save', version, personName: '甲' })
    expect(first.status).toBe(303)
    const second = await submitForm(visitor, id, {
      act: 'submit',
      version,
      ...valuesFor(item),
      personName: '乙',
    })
    expect([second.status, summaryIn(second.text)]).toEqual([409, expect.stringContaining('有人也保存了')])
    expect(valuesIn(second.text)).toMatchObject({ personName: '乙' })
    expect(valuesIn((await visitor.get(`/center/cases/${id}/edit`)).text)).toMatchObject({ personName: '甲' })
    const now = /name="version" value="(\d+)"/.exec(second.text)?.[1] ?? ''
    expect((await submitForm(visitor, id, { act: 'save', version: now, personName: '乙' })).status).toBe(303)
    const both = await Promise.all(
      ['丙', '丁'].map(async (personName) =>
        submitForm(visitor, id, { act: 'save', version: String(Number(now) + 1), personName }),
      ),
    )
    expect(statuses(both)).toEqual([303, 409])
  })

  it('the counters stay what a count of all cases says', async () => {
    const mine = await signIn(world, await registerUnit(world))
    await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const id = await aCase(mine, n % 3 === 0 ? 'title-publicity' : 'title-return')
        if (n % 3 === 0) return decideOn(mine, `/center/workbench/${id}`, 'endorse')
        if (n % 3 === 1) return mine.submit(`/center/cases/${id}/withdraw`, {})
        await decide(world, clerk, id, ['refuse', '不受理。'])
        return mine.submit(`/center/cases/${id}/rating`, { rating: n % 2 ? '5' : '0' })
      }),
    )
    const { results } = await world.hall.db
      .prepare(
        `SELECT k.unit_id, k.item, k.open, k.ended, k.unrated, k.waiting,
           (SELECT count(*) FROM unit_case c WHERE c.unit_id = k.unit_id AND c.item = k.item AND phase = 'open') AS o,
           (SELECT count(*) FROM unit_case c WHERE c.unit_id = k.unit_id AND c.item = k.item AND phase = 'ended') AS e,
           (SELECT count(*) FROM unit_case c WHERE c.unit_id = k.unit_id AND c.item = k.item AND phase = 'ended' AND rating IS NULL) AS u,
           (SELECT count(*) FROM unit_case c WHERE c.unit_id = k.unit_id AND c.item = k.item AND state = 'unit_review') AS w
         FROM case_counter k`,
      )
      .all<Record<string, number>>()
    expect(results.length).toBeGreaterThan(2)
    for (const { open, ended, unrated, waiting, o, e, u, w } of results)
      expect([open, ended, unrated, waiting]).toEqual([o, e, u, w])
  })
})

describe('the database', () => {
  it('keeps what happened and what ended as it is, whoever writes', async () => {
    const id = await aCase(visitor)
    await decide(world, clerk, id, ['refuse', '不受理。'])
    for (const sql of [
      "UPDATE case_event SET event = 'pass' WHERE case_id = ?",
      'UPDATE case_event SET words_sealed = NULL WHERE case_id = ?',
      "UPDATE case_event SET words_sealed = 'x' WHERE case_id = ? AND words_sealed IS NOT NULL",
      'DELETE FROM case_event WHERE case_id = ?',
      "UPDATE unit_case SET state = 'submitted', phase = 'open', ended_at = NULL WHERE id = ?",
      "UPDATE unit_case SET case_number = '2026010112345678' WHERE id = ?",
      'DELETE FROM unit_case WHERE id = ?',
      'DELETE FROM case_file WHERE case_id = ?',
    ])
      await expect(world.hall.db.prepare(sql).bind(id).run(), sql).rejects.toThrow()
  })
})
