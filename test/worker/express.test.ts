import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { aUnit, must } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { errorsIn, headingOf, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { aParcel, COUNTER, LIST, sendParcel } from '../support/parcels.ts'
import { aHandler, aRepresentative, type Member } from '../support/unit-people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let clerk: Visitor
let who: Member
beforeAll(async () => {
  clerk = await signInClerk(world, await aClerk(world))
  who = await aRepresentative(world)
})

const words = async ({ visitor }: Member, path = LIST) => wordsOf((await visitor.get(path)).text)

describe('a parcel', () => {
  it('is put in by a clerk and seen by all of the unit’s operators', async () => {
    const mine = await aRepresentative(world)
    expect(await words(mine)).toContain('暂无快递信息')
    const parcel = await sendParcel(world, clerk, mine.unit, { caseNumber: 'BJ2026-0012' })
    const handler = await aHandler(world, mine)
    for (const member of [mine, handler]) {
      const said = await words(member)
      for (const part of [parcel.waybill, '中国邮政速递', 'BJ2026-0012', '等快递员来取'])
        expect(said).toContain(part)
      const page = await member.visitor.get(`${LIST}/parcel?id=${parcel.id}`)
      expect([page.status, headingOf(page.text)]).toEqual([200, `快递${parcel.waybill}`])
      expect(wordsOf(page.text)).toContain(`江苏省泰州市海陵区${parcel.detail}`)
      for (const secret of [parcel.mobile, parcel.name]) expect(page.text).not.toContain(secret)
    }
    expect(await words(mine, '/center/activity')).toContain('窗口登记快递')
  })

  it('is found by its waybill and by its case, however they are typed', async () => {
    const parcel = await sendParcel(world, clerk, who.unit, { caseNumber: 'BJ2026-0777' })
    const other = await sendParcel(world, clerk, who.unit)
    for (const typed of [
      parcel.waybill,
      ` ${parcel.waybill.slice(0, 4)} ${parcel.waybill.slice(4)}`,
      'bj2026-0777',
    ]) {
      const said = await words(who, `${LIST}?q=${encodeURIComponent(typed)}`)
      expect(said).toContain(parcel.waybill)
      expect(said).not.toContain(other.waybill)
    }
    const none = await who.visitor.get(`${LIST}?q=${encodeURIComponent('<b>%_')}`)
    expect(wordsOf(none.text)).toContain('没有找到这个单号或编号的快递')
    expect(none.text).not.toContain('<b>')
  })

  it('of a carrier that nobody can be asked about is followed by its clerk until it has arrived, and no further', async () => {
    const parcel = await sendParcel(world, clerk, who.unit, { carrier: 'other' })
    const track = (fields: Record<string, string>) => clerk.submit(parcel.path, fields)
    expect(errorsIn((await track({ state: '' })).text).state).toContain('请选择')
    await must(303, track({ state: 'travelling', note: '到达泰州转运中心' }))
    await must(303, track({ state: 'delivered', note: '本人签收' }))
    const over = await track({ state: 'returned' })
    expect([over.status, summaryIn(over.text)]).toEqual([409, expect.stringContaining('已经签收或退回')])
    const said = await words(who, `${LIST}/parcel?id=${parcel.id}`)
    expect(said).toMatch(/已签收本人签收.*运输中到达泰州转运中心.*等快递员来取/)
    expect(await words(who, `${LIST}?q=${parcel.waybill}`)).toContain('已签收')
  })

  it('arrives once, whoever says so fifty times at once', async () => {
    const parcel = await sendParcel(world, clerk, who.unit, { carrier: 'other' })
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, turn) =>
        clerk.submit(parcel.path, { state: turn % 2 ? 'delivered' : 'returned' }),
      ),
    )
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1)
    for (const { status } of replies) expect([303, 409]).toContain(status)
  })

  it('is put in once, of fifty at once, and its form keeps what was typed', async () => {
    const fields = aParcel(who.unit)
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => clerk.submit(`${COUNTER}/new`, fields)),
    )
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1)
    const late = replies.find(({ status }) => status === 409)
    expect(errorsIn(late?.text ?? '').waybill).toContain('已经登记过')
    expect(valuesIn(late?.text ?? '')).toMatchObject({ waybill: fields.waybill, region: fields.region })
    const unknown = await clerk.submit(`${COUNTER}/new`, aParcel(aUnit()))
    expect([unknown.status, errorsIn(unknown.text).creditCode]).toEqual([
      409,
      expect.stringContaining('还没有在大厅开户'),
    ])
    const empty = await clerk.submit(`${COUNTER}/new`, {})
    expect(empty.status).toBe(422)
    expect(Object.keys(errorsIn(empty.text))).toEqual([
      ...['creditCode', 'carrier', 'waybill', 'name', 'mobile', 'region', 'detail'],
    ])
  })

  it('is another unit’s secret, and another clerk’s', async () => {
    const parcel = await sendParcel(world, clerk, who.unit, { caseNumber: 'BJ2026-0888' })
    const stranger = await aRepresentative(world)
    for (const path of [LIST, `${LIST}?q=${parcel.waybill}`, `${LIST}?q=BJ2026-0888`])
      expect((await stranger.visitor.get(path)).text).not.toContain(parcel.id)
    expect((await stranger.visitor.get(`${LIST}/parcel?id=${parcel.id}`)).status).toBe(404)
    const other = await signInClerk(world, await aClerk(world))
    expect((await other.get(parcel.path)).status).toBe(404)
    for (const fields of [{ state: 'returned' }, {}])
      expect((await other.submit(parcel.path, fields)).status).toBe(404)
    expect((await other.get(COUNTER)).text).not.toContain(parcel.waybill)
    const nobody = new Visitor(world.hall.origin)
    expect((await nobody.get(LIST)).headers.get('location')).toContain('/login')
    for (const visitor of [nobody, who.visitor])
      expect((await visitor.submit(`${COUNTER}/new`, aParcel(who.unit))).headers.get('location')).toBe(
        '/counter/login',
      )
  })

  it('is one of twenty on a page', async () => {
    const mine = await aRepresentative(world)
    for (let sent = 0; sent < 23; sent++) await sendParcel(world, clerk, mine.unit)
    const rows = (html: string) => [...html.matchAll(/parcel\?id=(\w+)/g)].map(([, id]) => id)
    const first = await mine.visitor.get(LIST)
    const next = /href="([^"]+before=\w+)"/.exec(first.text)?.[1] ?? ''
    const second = await mine.visitor.get(next)
    expect([rows(first.text).length, rows(second.text).length]).toEqual([20, 3])
    expect(new Set([...rows(first.text), ...rows(second.text)]).size).toBe(23)
    expect(second.text).not.toContain('看更早的')
  })

  it('seals receiver and notes, and moves them to a new key', async () => {
    const own = { detail: '封存路 77 号 101 室', carrier: 'other' }
    const parcel = await sendParcel(world, clerk, who.unit, own)
    await must(303, clerk.submit(parcel.path, { state: 'collected', note: '封存的说明' }))
    const { keys } = JSON.parse(world.secrets.SEALING_KEYS) as { keys: Record<string, string> }
    const both = { ...keys, k2: randomBytes(32).toString('base64') }
    await world.hall.reload({ SEALING_KEYS: JSON.stringify({ current: 'k2', keys: both }) })
    await world.hall.tick()
    const dump = async (table: string) =>
      JSON.stringify((await world.hall.db.prepare(`SELECT * FROM ${table}`).all()).results)
    for (const table of ['parcel', 'parcel_event']) {
      await expect.poll(() => dump(table)).not.toMatch(/封存|"k1\./)
    }
    const said = await words(who, `${LIST}/parcel?id=${parcel.id}`)
    for (const part of ['封存路 77 号 101 室', '封存的说明']) expect(said).toContain(part)
  })
})
