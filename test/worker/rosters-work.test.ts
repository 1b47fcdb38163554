import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { askForLost } from '../../worker/rosters/clock.ts'
import { fileOf as resultFile } from '../../worker/rosters/files.ts'
import { findRoster } from '../../worker/rosters/store.ts'
import { fileChunk } from '../../worker/rosters/work.ts'
import { insure } from '../support/insured.ts'
import { kept, noonOf, rebuilt, undo, wordOf } from '../support/ledger.ts'
import { type Message, type RosterQueue, rosterQueue } from '../support/roster-queue.ts'
import { askJob, csvOf, type InRow, people, rowOf } from '../support/rosters.ts'
import { FEWER_ROUNDS } from '../support/rounds.ts'
import { aUnitWithSoftware, Software, type UnitSoftware } from '../support/unit-software.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let unit: UnitSoftware
let software: Software
let queue: RosterQueue
beforeAll(async () => {
  unit = await aUnitWithSoftware(world.hall.db)
  software = await Software.of(world.hall, unit)
})
beforeEach(() => {
  queue = rosterQueue(world)
})

const DAY = '2026-11-20'
const NOW = noonOf(DAY)
const MINUTE = 60_000

const known = async (count: number): Promise<InRow[]> => {
  const who = people(count)
  await insure(world.hall.db, world.secrets.SEALING_KEYS, who)
  return who
}
const fileOf = (who: readonly InRow[], day = DAY) =>
  csvOf(
    'enrolment',
    who.map((person) => ({ ...rowOf.enrolment(person), contractStart: day })),
  )
const handIn = (content: string, now = NOW) =>
  queue.handIn(unit.unitId, `client:${unit.clientId}`, 'enrolment', content, now)

/** Handed in and read: what is left are its chunks. */
async function read(content: string, now = NOW): Promise<{ id: string; chunks: Message[] }> {
  const id = await handIn(content, now)
  const message = queue.messages.shift()
  if (message) await queue.work(message, now)
  return { id, chunks: queue.messages.splice(0) }
}

const job = (id: string) => askJob(software, id)
const chunkRows = async (id: string) =>
  (
    await world.hall.db
      .prepare('SELECT first_row, last_row, rows, finished FROM roster_chunk WHERE roster_id = ? ORDER BY 1')
      .bind(id)
      .all<{ first_row: number; last_row: number; rows: number; finished: number }>()
  ).results
const filed = (id: string) =>
  world.hall.db.prepare('SELECT count(*) AS n FROM filing WHERE roster_id = ?').bind(id).first<number>('n')

describe('a chunk of a roster', () => {
  it('is done once, however often and at whatever same moment the queue brings it', async () => {
    for (let round = 0; round < FEWER_ROUNDS; round++) {
      const { id, chunks } = await read(fileOf(await known(40)))
      // Whoever comes later has waited too long for those who came first, and takes it from them.
      const moments = Array.from({ length: 10 }, (_, at) => NOW + (at % 2) * 5 * MINUTE)
      await Promise.all(moments.flatMap((now) => chunks.map((one) => queue.work(one, now))))
      for (const chunk of chunks) await queue.work(chunk, NOW + 10 * MINUTE)
      await queue.workAll(NOW + 10 * MINUTE)
      expect(await filed(id)).toBe(40)
      expect(await job(id)).toMatchObject({ state: 'done', done: 40, failed: 0 })
    }
    expect(await kept(world)).toEqual(await rebuilt(world))
  })

  it('takes as many statements for all its rows as for one, and each row has its own answer', async () => {
    const statementsFor = async (content: string) => {
      const { id, chunks } = await read(content)
      let prepared = 0
      const DB = new Proxy(world.hall.db, {
        get: (db, name) => {
          if (name === 'prepare') prepared++
          const found = Reflect.get(db, name)
          return typeof found === 'function' ? found.bind(db) : found
        },
      })
      for (const chunk of chunks) await fileChunk({ ...queue.env, DB }, chunk, NOW)
      return { prepared, job: await job(id) }
    }
    const one = await statementsFor(fileOf(await known(1)))
    const all = await statementsFor(fileOf([...(await known(249)), ...people(1)]))
    expect(all.prepared).toBeLessThanOrEqual(one.prepared)
    expect(all.prepared / 250).toBeLessThan(0.1)
    expect(all.job).toMatchObject({ state: 'done', done: 249, failed: 1 })
    expect(all.job.reasons.map(({ row, code }) => [row, code])).toEqual([[251, 'basic_data_missing']])
  })

  it('waits for whoever took it, until that was too long', async () => {
    const { id, chunks } = await read(fileOf(await known(2)))
    await world.hall.db
      .prepare('UPDATE roster_chunk SET taken_until = ?2, tries = 1 WHERE roster_id = ?1')
      .bind(id, NOW + MINUTE)
      .run()
    for (const chunk of chunks) await queue.work(chunk, NOW + MINUTE - 1)
    expect(await filed(id)).toBe(0)
    for (const chunk of chunks) await queue.work(chunk, NOW + MINUTE)
    expect(await filed(id)).toBe(2)
  })

  it('is cut in two where it cannot be done whole, down to the one row that nothing can be done with', async () => {
    const who = await known(9)
    const { id, chunks } = await read(fileOf(who))
    // As if a row had been filed already, for somebody else, which cannot be.
    await known(1)
    await world.hall.db
      .prepare(
        `INSERT INTO filing (unit_id, id, kind, insured_id, period, filed_by, filed_at, roster_id, roster_row)
         SELECT ?1, '0', 'basic_data', id, '2026-12', 'client:test', 0, ?2, 7 FROM insured ORDER BY id DESC LIMIT 1`,
      )
      .bind(unit.unitId, id)
      .run()
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    queue.messages.push(...chunks)
    await queue.workAll(NOW)
    expect(told.mock.calls.map(([line]) => JSON.parse(line).id)).toEqual(['queue:roster'])
    told.mockRestore()
    expect((await chunkRows(id)).every(({ finished }) => finished === 1)).toBe(true)
    const after = await job(id)
    expect(after).toMatchObject({ state: 'done', rows: 9, done: 8, failed: 1 })
    expect(after.reasons.map(({ row, code }) => [row, code])).toEqual([[7, 'row.stuck']])
  })

  it('is cut in two as well when it was tried and not ended three times', async () => {
    const { id, chunks } = await read(fileOf(await known(4)))
    await world.hall.db.prepare('UPDATE roster_chunk SET tries = 3 WHERE roster_id = ?').bind(id).run()
    for (const chunk of chunks) await queue.work(chunk, NOW)
    expect((await chunkRows(id)).map(({ rows }) => rows)).toEqual([2, 2])
    await queue.workAll(NOW)
    expect(await job(id)).toMatchObject({ state: 'done', done: 4 })
  })

  it('is told of when its rows are gone, and everything beside it is filed', async () => {
    const { id, chunks } = await read(fileOf(await known(251)))
    const { objects } = await world.hall.files.list({ prefix: `rosters/${unit.unitId}/${id}/rows-` })
    const [rows = ''] = objects.map(({ key }) => key)
    const [first, second] = chunks
    if (first) await queue.work(first, NOW)
    await world.hall.files.delete(rows)
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    for (const minute of [0, 2, 4])
      if (second) await expect(queue.work(second, NOW + minute * MINUTE)).rejects.toThrow('are gone')
    if (second) await queue.work(second, NOW + 6 * MINUTE)
    expect(told).toHaveBeenCalled()
    told.mockRestore()
    const after = await job(id)
    expect(after).toMatchObject({ state: 'done', done: 250, failed: 1 })
    expect(after.reasons.map(({ row, code }) => [row, code])).toEqual([[252, 'row.lost']])
    const roster = await findRoster(world.hall.db, { unitId: unit.unitId, id })
    if (!roster) throw new Error('the roster is there')
    const { body } = await resultFile(queue.env, roster, 'failed')
    expect(await new Response(body).text()).toContain('大厅这边读不出来了')
  })
})

describe('what changes while a roster is worked', () => {
  it('holds for the rows after it: the filing period closes', async () => {
    const { id, chunks } = await read(fileOf(await known(500), '2026-12-06'), noonOf('2026-12-06'))
    const [first, second] = chunks
    if (first) await queue.work(first, noonOf('2026-12-06'))
    if (second) await queue.work(second, noonOf('2026-12-07'))
    const after = await job(id)
    expect(after).toMatchObject({ state: 'done', done: 250, failed: 250 })
    expect(new Set(after.reasons.map(({ code }) => code))).toEqual(new Set(['filing_period_closed']))
  })

  it('holds for the rows after it: the software is stopped', async () => {
    const { id, chunks } = await read(fileOf(await known(500)))
    const [first, second] = chunks
    if (first) await queue.work(first, NOW)
    const stop = (at: number | null) =>
      world.hall.db.prepare('UPDATE client SET disabled_at = ? WHERE id = ?').bind(at, unit.clientId).run()
    await stop(NOW)
    if (second) await queue.work(second, NOW)
    await stop(null)
    const after = await job(id)
    expect(after).toMatchObject({ state: 'done', done: 250, failed: 250 })
    expect(new Set(after.reasons.map(({ code }) => code))).toEqual(new Set(['row.not_allowed']))
  })

  it('may be another roster with the same people, at the same moment: each is insured once', async () => {
    const who = await known(60)
    const other = await aUnitWithSoftware(world.hall.db)
    const mine = await read(fileOf(who))
    const id = await queue.handIn(other.unitId, `client:${other.clientId}`, 'enrolment', fileOf(who), NOW)
    const again = await read(fileOf([...who].reverse()))
    const messages = queue.messages.splice(0)
    for (const message of messages) await queue.work(message, NOW)
    const theirs = queue.messages.splice(0)
    await Promise.all([...mine.chunks, ...theirs, ...again.chunks].map((one) => queue.work(one, NOW)))
    await queue.workAll(NOW)
    const others = await askJob(await Software.of(world.hall, other), id)
    const both = await Promise.all([job(mine.id), job(again.id)])
    for (const one of [others, ...both]) expect(one).toMatchObject({ state: 'done', rows: 60 })
    expect(both.reduce((sum, { done }) => sum + done, others.done)).toBe(60)
    expect(await kept(world)).toEqual(await rebuilt(world))
  })
})

it('filings of a roster are rolled back while the rest of it is worked, and are not filed again', async () => {
  const taizhou = await aUnitWithSoftware(world.hall.db, '321202')
  const who = await known(300)
  const id = await queue.handIn(taizhou.unitId, `client:${taizhou.clientId}`, 'enrolment', fileOf(who), NOW)
  const [message] = queue.messages.splice(0)
  if (message) await queue.work(message, NOW)
  const [first, second] = queue.messages.splice(0)
  if (!first || !second) throw new Error('three hundred rows are two chunks')
  await queue.work(first, NOW)
  const { results } = await world.hall.db
    .prepare('SELECT id FROM filing WHERE unit_id = ? AND roster_id = ? ORDER BY roster_row LIMIT 20')
    .bind(taizhou.unitId, id)
    .all<{ id: string }>()
  const place = { unitId: taizhou.unitId, region: '321202' }
  const [undone] = await Promise.all([
    Promise.all(results.map((one) => undo(world, place, DAY, one.id))),
    ...[first, second, first].map((one) => queue.work(one, NOW)),
  ])
  await queue.workAll(NOW)
  expect(undone.map(wordOf)).toEqual(Array(20).fill('filed'))
  expect(await askJob(await Software.of(world.hall, taizhou), id)).toMatchObject({ state: 'done', done: 300 })
  const of = (kind: string) =>
    world.hall.db
      .prepare('SELECT count(*) AS n FROM filing WHERE unit_id = ? AND kind = ?')
      .bind(taizhou.unitId, kind)
      .first<number>('n')
  expect([await of('enrolment'), await of('rollback')]).toEqual([300, 20])
  expect(await kept(world)).toEqual(await rebuilt(world))
})

describe('what is lost', () => {
  it('is asked for again by the clock, and nothing that is not', async () => {
    await queue.workAll(NOW)
    const id = await handIn(fileOf(await known(3)))
    const lost = () => queue.messages.splice(0).filter((message) => message.id === id)
    lost()
    await askForLost(queue.env, NOW + MINUTE)
    expect(lost()).toEqual([])
    await askForLost(queue.env, NOW + 3 * MINUTE)
    const [again] = lost()
    expect(again?.kind).toBe('read_roster')
    if (again) await queue.work(again, NOW + 3 * MINUTE)
    lost()
    await askForLost(queue.env, NOW + 6 * MINUTE)
    const chunks = lost()
    expect(chunks.map(({ kind, first }) => [kind, first])).toEqual([['file_chunk', 2]])
    for (const chunk of chunks) await queue.work(chunk, NOW + 6 * MINUTE)
    await askForLost(queue.env, NOW + 60 * MINUTE)
    expect(lost()).toEqual([])
    expect(await job(id)).toMatchObject({ state: 'done', done: 3 })
  })

  it('is given up after three readings that did not end, and says so', async () => {
    const id = await handIn(fileOf(await known(1)))
    await world.hall.db.prepare('UPDATE roster SET tries = 3 WHERE id = ?').bind(id).run()
    await queue.workAll(NOW)
    const after = await job(id)
    expect(after).toMatchObject({ state: 'failed', problem: { code: 'roster.unread' } })
    expect(after.problem?.text).toContain('几个小一点的文件')
  })

  it('is nothing of a reading that another one overtook', async () => {
    const id = await handIn(fileOf(await known(2)))
    const [message] = queue.messages.splice(0)
    if (!message) throw new Error('a file that was handed in is to be read')
    const slow = queue.work(message, NOW)
    await queue.work(message, NOW + 5 * MINUTE)
    await slow
    await queue.workAll(NOW + 5 * MINUTE)
    expect(await filed(id)).toBe(2)
    expect(await chunkRows(id)).toHaveLength(1)
  })
})
