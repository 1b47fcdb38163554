import { describe, expect, it } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { earliestMonth } from '../../worker/filings/rules.ts'
import { decide as decideRows } from '../../worker/rosters/decide.ts'
import { sceneAt } from '../../worker/rosters/period.ts'
import { findRoster } from '../../worker/rosters/store.ts'
import { isRefused } from '../../worker/rosters/words.ts'
import { aTrial, beside, caseOf, raise, raisesOf, rosterOver, submitTrial } from '../support/base-rosters.ts'
import { must, registerUnit, signIn } from '../support/builders.ts'
import { decide, decideOn, queuePath, stored, submitForm } from '../support/cases.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { NEW, terminationOf } from '../support/filings.ts'
import { wordsOf } from '../support/html.ts'
import { kept, rebuilt } from '../support/ledger.ts'
import { rosterQueue } from '../support/roster-queue.ts'
import { day, type InRow } from '../support/rosters.ts'
import { useBases } from '../support/use-bases.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const desk = useBases(world)

describe('what a desk.clerk approves', () => {
  it('is what they looked at: a spreadsheet that was swapped meanwhile is not approved unseen', async () => {
    const [one, other] = (await desk.enrolled(2)) as [InRow, InRow]
    const id = await desk.examined([one])
    const path = await queuePath(world, id)
    const seen = /name="version" value="(\d+)"/.exec((await desk.clerk.get(path)).text)?.[1] ?? ''
    await decide(world, desk.clerk, id, ['ask', '请补一份名单。'])
    const roster = raisesOf([raise(other, { newBase: '20000' })])
    await submitForm(desk.visitor, id, { act: 'save', ...beside(), roster })
    await rosterOver(desk.visitor, id, true)
    await must(303, submitTrial(desk.visitor, id))
    const reply = await desk.clerk.submit(path, { move: 'pass', words: '', version: seen })
    expect([reply.status, wordsOf(reply.text)]).toEqual([409, expect.stringContaining('内容又改过')])
    expect((await desk.clerk.submit(path, { move: 'pass', words: '' })).status).toBe(409)
    expect([await desk.filedBy(id), (await stored(world, id)).state]).toEqual([0, 'in_review'])
    await must(303, decideOn(desk.clerk, path, 'pass'))
    expect(await rosterOver(desk.visitor, id, false)).toMatchObject({ rows: 1, done: 1 })
  })

  it('is filed once, however often it is approved and the queue brings its rows', async () => {
    const who = await desk.enrolled(510)
    const id = await desk.examined(who)
    const path = await queuePath(world, id)
    const version = /name="version" value="(\d+)"/.exec((await desk.clerk.get(path)).text)?.[1] ?? ''
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => desk.clerk.submit(path, { move: 'pass', words: '', version })),
    )
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1)
    const { results: chunks } = await world.hall.db
      .prepare(
        `SELECT c.unit_id AS unitId, c.roster_id AS id, c.first_row AS first FROM roster_chunk c
         JOIN roster r ON r.id = c.roster_id WHERE r.case_id = ? AND r.trial = 0`,
      )
      .bind(id)
      .all<{ unitId: string; id: string; first: number }>()
    expect(chunks).toHaveLength(3)
    const queue = rosterQueue(world)
    const again = [...chunks, ...chunks].map((one) => queue.work({ kind: 'file_chunk', ...one }, Date.now()))
    await Promise.all(again)
    expect(await rosterOver(desk.visitor, id, false)).toMatchObject({ rows: 510, done: 510, failed: 0 })
    expect([await desk.rostersOf(id), await desk.filedBy(id)]).toEqual([1, 510])
    expect(await kept(world)).toEqual(await rebuilt(world))
  })

  it('reports whoever left meanwhile, and raises the others', async () => {
    const who = (await desk.enrolled(3)) as [InRow, InRow, InRow]
    const id = await desk.examined(who)
    const gone = terminationOf({ person: { ...who[1], documentType: '01' } } as never, day())
    await must(303, desk.visitor.submit(NEW('termination'), gone))
    await decide(world, desk.clerk, id, ['pass'])
    const filed = await rosterOver(desk.visitor, id, false)
    expect(filed).toMatchObject({ done: 2, failed: 1 })
    const { json } = await desk.visitor.get<{ reasons: { row: number; code: string }[] }>(
      `/api/v1/rosters/${filed.id}`,
    )
    expect(json.reasons).toEqual([expect.objectContaining({ row: 3, code: 'not_enrolled_here' })])
  })

  it('may reach as far back as on the day on which it was asked for, however long an office takes', async () => {
    const [person] = await desk.enrolled(1)
    const id = await desk.examined([person])
    const { env } = rosterQueue(world)
    await decide(world, desk.clerk, id, ['pass'])
    const { id: rosterId } = await rosterOver(desk.visitor, id, false)
    const unitId = (await stored(world, id)).unit_id
    const roster = await findRoster(env.DB, { unitId, id: rosterId })
    if (!roster) throw new Error('what was approved is a roster')
    const [other] = await desk.enrolled(1)
    await env.DB.prepare("UPDATE coverage SET since_month = '2020-01'").run()
    const value = {
      name: other.name,
      documentNumber: other.documentNumber,
      oldBaseFen: 800_000,
      newBaseFen: 900_000,
    }
    const asked = Date.now() - 40 * 24 * 3_600_000
    const far = { ...roster, from_month: earliestMonth(dayInChina(asked)) }
    const place = await sceneAt(env, unitId, Date.now())
    const judged = () => decideRows(env, far, [{ row: 2, raw: [], value }], place, Date.now())
    expect((await judged()).results).toMatchObject([{ row: 2, refused: { code: 'base_from_too_early' } }])
    await env.DB.prepare('UPDATE roster SET created_at = ? WHERE case_id = ? AND trial = 1')
      .bind(asked, id)
      .run()
    expect((await judged()).results.filter(isRefused)).toEqual([])
  })

  it('is nothing once the unit took the case back', async () => {
    const { id } = await aTrial(desk.visitor, raisesOf((await desk.enrolled(1)).map((one) => raise(one))))
    await must(303, submitTrial(desk.visitor, id))
    await must(303, desk.visitor.submit(`/center/cases/${id}/withdraw`, {}))
    expect((await desk.clerk.get(await queuePath(world, id))).status).toBe(404)
    expect([await desk.filedBy(id), await desk.rostersOf(id)]).toEqual([0, 0])
  })

  it('is looked into by nobody but the unit and the desk.clerk who has the case', async () => {
    const id = await desk.examined(await desk.enrolled(1))
    const path = `${await queuePath(world, id)}/roster`
    const { roster } = await caseOf(desk.visitor, id)
    const stranger = await signIn(world, await registerUnit(world))
    const colleague = await signInClerk(world, await aClerk(world))
    for (const file of ['sent', 'all', 'failed']) {
      expect((await desk.clerk.get(`${path}/${file}`)).status, file).toBe(200)
      expect((await colleague.get(`${path}/${file}`)).status, file).toBe(404)
    }
    expect((await stranger.get(`/center/rosters/${roster?.id}`)).status).toBe(404)
    expect((await stranger.get(`/api/v1/rosters/${roster?.id}`)).status).toBe(404)
    const read = "SELECT count(*) AS n FROM audit WHERE act = 'case_read_file' AND subject = ?"
    expect(await desk.count(read, `case:${id}`)).toBe(3)
  })
})
