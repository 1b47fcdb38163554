import { randomBytes } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { must, sandbox } from '../support/builders.ts'
import type { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { summaryIn, wordsOf } from '../support/html.ts'
import { until } from '../support/listener.ts'
import { askedOutside, LIST, later, sendParcel, tell } from '../support/parcels.ts'
import { aRepresentative, type Member } from '../support/unit-people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const HOUR = 3_600_000
const DAY = 24 * HOUR
let clerk: Visitor
let who: Member
beforeAll(async () => {
  clerk = await signInClerk(world, await aClerk(world))
  who = await aRepresentative(world)
})
/** Parcels of tests before are not to be asked about. */
beforeEach(async () => {
  await world.hall.db.prepare('UPDATE waybill SET ask_at = NULL').run()
})

const pageOf = async ({ id }: { id: string }, { visitor } = who) =>
  wordsOf((await visitor.get(`${LIST}/parcel?id=${id}`)).text)
const ago = (hours: number) => Date.now() - hours * HOUR
const rowOf = (waybill: string) =>
  world.hall.db.prepare('SELECT * FROM waybill WHERE number = ?').bind(waybill).first<{
    asked_at: number
    ask_at: number | null
    fault: string | null
  }>()
const events = (id: string) =>
  world.hall.db
    .prepare('SELECT count(*) AS n FROM parcel_event WHERE parcel_id = ?')
    .bind(id)
    .first<number>('n')

describe('a parcel’s track', () => {
  it('comes from its carrier, a line once however often it is told, until it has arrived', async () => {
    const parcel = await sendParcel(world, clerk, who.unit)
    expect(await pageOf(parcel)).toContain('快递公司还没有消息')
    await until(async () => ((await rowOf(parcel.waybill))?.asked_at ?? 0) > 0)
    await later(world, 31)
    await tell(world, parcel, ['collect', ago(20)], ['leave', ago(10)])
    await later(world, 120)
    await world.hall.tick()
    const said = await pageOf(parcel)
    expect(said).toMatch(/现在的状态运输中.*运输中快件离开【南京转运中心】.*快递员已取走/)
    expect(said).toMatch(/最近一次向快递公司查询：\d+月\d+日 \d\d:\d\d。以后大厅会自己再查/)
    expect(said).not.toContain('等快递员来取')

    await tell(world, parcel, ['deliver', ago(1)], ['hand', ago(0.5)])
    for (let round = 0; round < 3; round++) {
      await later(world, 121)
      await world.hall.tick()
    }
    expect(await events(parcel.id)).toBe(4)
    expect(await pageOf(parcel)).toMatch(/现在的状态已签收.*已签收，签收人：前台.*这个快递已经结束，不再查询/)
    expect(await rowOf(parcel.waybill)).toMatchObject({ ask_at: null, fault: null })
    const before = await askedOutside(world)
    await later(world, 500)
    await world.hall.tick()
    await pageOf(parcel)
    expect(await askedOutside(world)).toBe(before)
  })

  it('shows what went wrong on the way, and follows it back', async () => {
    const parcel = await sendParcel(world, clerk, who.unit, { carrier: 'yunda' })
    for (const [step, state] of [
      ['trouble', '派送遇到问题'],
      ['decline', '收件人拒收'],
      ['turn', '正在退回'],
      ['return', '已退回'],
    ] as const) {
      await tell(world, parcel, [step, ago(1)])
      await later(world, 121)
      await world.hall.tick()
      expect(await pageOf(parcel)).toContain(`现在的状态${state}`)
    }
    expect((await rowOf(parcel.waybill))?.ask_at).toBeNull()
  })

  it('goes on under its own words where two things happen in one second', async () => {
    const parcel = await sendParcel(world, clerk, who.unit)
    const at = Math.floor(ago(3) / 1000) * 1000
    await tell(
      world,
      parcel,
      ['collect', at, '第一件事'],
      ['leave', at, '第二件事'],
      ['leave', at, '第三件事'],
    )
    await world.hall.tick()
    expect(await pageOf(parcel)).toMatch(/第三件事.*第二件事.*第一件事/)
  })

  it('is sealed, and told once more under a new key it is not kept twice', async () => {
    const parcel = await sendParcel(world, clerk, who.unit)
    await tell(world, parcel, ['deliver', ago(2), '快递员 13905260002 正在派件'])
    await world.hall.tick()
    const dump = async () =>
      JSON.stringify((await world.hall.db.prepare('SELECT * FROM parcel_event').all()).results)
    expect(await dump()).not.toMatch(/派件|13905260002/)
    const { keys } = JSON.parse(world.secrets.SEALING_KEYS) as { keys: Record<string, string> }
    const both = { ...keys, k2: randomBytes(32).toString('base64') }
    await world.hall.reload({ SEALING_KEYS: JSON.stringify({ current: 'k2', keys: both }) })
    await later(world, 121)
    // Asked before the rows are moved to the new key, and after.
    await pageOf(parcel)
    await until(
      async () =>
        (await askedOutside(world)) > 0 && ((await rowOf(parcel.waybill))?.asked_at ?? 0) > ago(0.1),
    )
    await world.hall.tick()
    await expect.poll(dump).not.toContain('"k1.')
    await later(world, 121)
    await world.hall.tick()
    expect(await events(parcel.id)).toBe(1)
    expect(await pageOf(parcel)).toContain('快递员 13905260002 正在派件')
  })

  it('belongs to one parcel: another unit and another clerk do not see it', async () => {
    const parcel = await sendParcel(world, clerk, who.unit)
    await tell(world, parcel, ['collect', ago(1), '只有本单位看得到'])
    await world.hall.tick()
    const stranger = await aRepresentative(world)
    expect(await pageOf(parcel, stranger)).not.toContain('只有本单位')
    const other = await signInClerk(world, await aClerk(world))
    expect((await other.get(parcel.path)).status).toBe(404)
    expect((await clerk.get(parcel.path)).text).toContain('只有本单位看得到')
  })
})

describe('a carrier', () => {
  it('is asked once in half an hour, by two crons and twenty readers at once', async () => {
    const parcel = await sendParcel(world, clerk, who.unit)
    await tell(world, parcel, ['collect', ago(1)])
    const before = await askedOutside(world)
    const readers = Array.from({ length: 20 }, () => pageOf(parcel))
    await Promise.all([world.hall.tick(), world.hall.tick(), ...readers])
    await until(async () => (await events(parcel.id)) === 1)
    await later(world, 29)
    await Promise.all([world.hall.tick(), pageOf(parcel), pageOf(parcel)])
    expect(await askedOutside(world)).toBe(before + 1)
    await later(world, 2)
    await pageOf(parcel)
    await until(async () => (await askedOutside(world)) === before + 2)
  })

  it('keeps nobody waiting: the page shows what is there and says when it was asked last', async () => {
    const parcel = await sendParcel(world, clerk, who.unit)
    await sandbox(world).post('faults', { partner: 'express', fault: 'timeout', times: 1 })
    const began = Date.now()
    expect(await pageOf(parcel)).toContain('大厅正要向快递公司查询')
    expect(Date.now() - began).toBeLessThan(2_000)
    await until(async () => (await rowOf(parcel.waybill))?.fault === 'timeout', 15_000)
    expect(await pageOf(parcel)).toMatch(/没有及时回应，轨迹可能不是最新的.*最近一次向快递公司查询/)
    await tell(world, parcel, ['collect', ago(1)])
    await later(world, 31)
    await world.hall.tick()
    expect(await pageOf(parcel)).toMatch(/物流轨迹快递员已取走/)
  })

  it('is asked once about a waybill that two units have, and both learn of it', async () => {
    const other = await aRepresentative(world)
    const parcel = await sendParcel(world, clerk, who.unit)
    const twin = await sendParcel(world, clerk, other.unit, { waybill: parcel.waybill })
    await tell(world, parcel, ['collect', ago(1)])
    const before = await askedOutside(world)
    await Promise.all([world.hall.tick(), pageOf(parcel), pageOf(twin, other)])
    await until(async () => (await events(parcel.id)) === 1)
    expect(await askedOutside(world)).toBe(before + 1)
    expect([await events(parcel.id), await events(twin.id)]).toEqual([1, 1])
  })

  it('is asked about sixty waybills a minute at the most, the longest waiting first', async () => {
    await world.hall.db
      .prepare(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 80)
         INSERT INTO waybill (carrier, number, ask_at) SELECT 'post', 'CROWD' || (1000 + i), i FROM n`,
      )
      .run()
    await world.hall.db
      .prepare(
        `INSERT INTO parcel (unit_id, id, carrier, waybill, receiver_sealed, state, key_id, clerk_id, created_at)
         SELECT p.unit_id, 'crowd' || w.number, w.carrier, w.number, p.receiver_sealed, 'waiting', p.key_id, p.clerk_id, ?
         FROM waybill w, (SELECT * FROM parcel WHERE key_id = 'k2' OR key_id = 'k1' LIMIT 1) p WHERE w.number LIKE 'CROWD%'`,
      )
      .bind(Date.now())
      .run()
    const before = await askedOutside(world)
    await world.hall.tick()
    expect(await askedOutside(world)).toBe(before + 60)
    const { results } = await world.hall.db
      .prepare("SELECT number FROM waybill WHERE number LIKE 'CROWD%' AND asked_at > 0 ORDER BY number")
      .all<{ number: string }>()
    expect([results[0]?.number, results.at(-1)?.number]).toEqual(['CROWD1001', 'CROWD1060'])
    await world.hall.tick()
    expect(await askedOutside(world)).toBe(before + 80)
  })

  it('that is down is spared, and the waybills behind keep their turn', async () => {
    await world.hall.db
      .prepare("UPDATE waybill SET asked_at = 0, ask_at = 1 WHERE number LIKE 'CROWD%'")
      .run()
    await sandbox(world).post('express/age', { minutes: 31 })
    await sandbox(world).post('faults', { partner: 'express', fault: '500', times: 100 })
    const before = await askedOutside(world)
    await world.hall.tick()
    await world.sandbox.db.prepare('DELETE FROM faults').run()
    const asked = (await askedOutside(world)) - before
    expect(asked).toBeGreaterThanOrEqual(5)
    expect(asked).toBeLessThanOrEqual(12)
    const left = await world.hall.db
      .prepare("SELECT count(*) AS n FROM waybill WHERE number LIKE 'CROWD%' AND asked_at = 0")
      .first('n')
    expect(left).toBe(68)
    expect(world.lines.some((line) => line.includes('"partner":"express","kind":"unavailable"'))).toBe(true)
    expect(world.lines.join('\n')).not.toMatch(/CROWD1|13812345678/)
    await world.hall.reload()
  })

  it('is asked no more about what nobody knew for a week, and a new parcel of that number begins anew', async () => {
    const parcel = await sendParcel(world, clerk, who.unit)
    await world.hall.db
      .prepare('UPDATE parcel SET created_at = created_at - ? WHERE id = ?')
      .bind(8 * DAY, parcel.id)
      .run()
    await world.hall.tick()
    expect((await rowOf(parcel.waybill))?.ask_at).toBeNull()
    expect(await pageOf(parcel)).toContain('大厅不再查询它了，请凭单号问快递公司')
    const other = await aRepresentative(world)
    await sendParcel(world, clerk, other.unit, { waybill: parcel.waybill })
    expect((await rowOf(parcel.waybill))?.ask_at).not.toBeNull()
  })

  it('is asked for a parcel of the same number that is put in while the old one ends', async () => {
    const other = await aRepresentative(world)
    const parcel = await sendParcel(world, clerk, who.unit)
    await tell(world, parcel, ['hand', ago(1)])
    await sandbox(world).post('faults', { partner: 'express', fault: 'late', times: 1, delayMs: 2_000 })
    const clock = world.hall.tick()
    await until(async () => ((await rowOf(parcel.waybill))?.asked_at ?? 0) > 0)
    const twin = await sendParcel(world, clerk, other.unit, { waybill: parcel.waybill })
    await clock
    expect(await pageOf(parcel)).toContain('现在的状态已签收')
    expect((await rowOf(parcel.waybill))?.ask_at).not.toBeNull()
    await later(world, 31)
    await world.hall.tick()
    expect(await pageOf(twin, other)).toContain('现在的状态已签收')
    expect((await rowOf(parcel.waybill))?.ask_at).toBeNull()
  })
})

describe('a clerk', () => {
  it('writes no track by hand while a carrier is asked, and may where it is asked no more', async () => {
    const parcel = await sendParcel(world, clerk, who.unit)
    expect((await clerk.get(parcel.path)).text).not.toContain('name="state"')
    const early = await clerk.submit(parcel.path, { state: 'delivered' })
    expect([early.status, summaryIn(early.text)]).toEqual([
      409,
      expect.stringContaining('由大厅向快递公司查询'),
    ])
    await world.hall.db
      .prepare('UPDATE waybill SET ask_at = NULL WHERE number = ?')
      .bind(parcel.waybill)
      .run()
    expect((await clerk.get(parcel.path)).text).toContain('name="state"')
    await must(303, clerk.submit(parcel.path, { state: 'delivered', note: '单位来电说收到了' }))
    expect(await pageOf(parcel)).toContain('单位来电说收到了')
  })
})
