import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Carrier } from '../../schema/express.ts'
import { signOf } from '../../worker/partners/express/kuaidi100.ts'
import { connect, type PartnerFault } from '../../worker/partners/index.ts'
import type { FaultName } from '../sandbox/faults.ts'
import { type Rig, startRig } from '../sandbox/rig.ts'
import { PATIENCE } from '../support/pair.ts'

const mobile = '13812345678'
let rig: Rig
const faults: PartnerFault[] = []

beforeAll(async () => {
  rig = await startRig('partners-express')
}, 60_000)
afterAll(() => rig.dispose())
beforeEach(async () => {
  faults.length = 0
  await rig.control('reset', {})
})

function hall(secret: object = {}) {
  const secrets = JSON.parse(rig.keys.hall.PARTNER_SECRETS)
  const env = {
    ...rig.keys.hall,
    PARTNER_SECRETS: JSON.stringify({ ...secrets, express: { ...secrets.express, ...secret } }),
  }
  return connect(env, { log: (fault) => void faults.push(fault) }).express
}
const faulted = (kind: string, detail: unknown = expect.any(String)) => ({
  ok: false,
  error: expect.objectContaining({ partner: 'express', kind, detail }),
})
const track = (waybill: string, carrier: Carrier = 'post', port = hall()) =>
  port.track({ carrier, waybill, mobile })
const NOTHING = { ok: true, value: { state: undefined, lines: [] } }

/** Noon of China on that day of November. */
const noon = (day: number) => Date.UTC(2026, 10, day, 4)
const move = (num: string, steps: [step: string, day: number][], more: object = {}) =>
  rig.control('express', {
    com: 'ems',
    num,
    steps: steps.map(([step, day]) => ({ step, at: noon(day) })),
    ...more,
  })

describe('a parcel’s track by Kuaidi100', () => {
  it('has a signature over param, key and customer', () => {
    const expected = createHash('md5').update('{"com":"ems"}secretACME').digest('hex').toUpperCase()
    expect(signOf('{"com":"ems"}', { customer: 'ACME', key: 'secret' })).toBe(expected)
  })

  it('is nothing until the carrier has the parcel, then the oldest line first, by the carrier’s clock', async () => {
    expect(await track('11000001')).toEqual(NOTHING)
    await move('11000002', [
      ['collect', 18],
      ['leave', 19],
      ['deliver', 20],
      ['hand', 20],
    ])
    expect(await track('11000002')).toEqual({
      ok: true,
      value: {
        state: 'delivered',
        lines: [
          { at: noon(18), state: 'collected', words: expect.stringContaining('王师傅') },
          { at: noon(19), state: 'travelling', words: expect.stringContaining('泰州转运中心') },
          { at: noon(20), state: 'delivering', words: expect.stringContaining('正在派件') },
          { at: noon(20), state: 'delivered', words: expect.stringContaining('已签收') },
        ],
      },
    })
  })

  it.each([
    ['collect', 'collected'],
    ['leave', 'travelling'],
    ['deliver', 'delivering'],
    ['trouble', 'troubled'],
    ['forward', 'forwarded'],
    ['decline', 'declined'],
    ['turn', 'returning'],
    ['hand', 'delivered'],
    ['return', 'returned'],
  ])('tells %s as %s, of the parcel and of the line', async (step, state) => {
    await move(`1100${step.toUpperCase()}`, [[step, 20]])
    const told = await track(`1100${step.toUpperCase()}`)
    expect(told).toMatchObject({ ok: true, value: { state, lines: [{ state }] } })
  })

  it('folds what a carrier wrote into a line, however long', async () => {
    const words = `到达\n泰州\u200b ${'远'.repeat(600)}`
    await rig.control('express', { com: 'ems', num: '11000003', steps: [{ step: 'arrive', words }] })
    const told = await track('11000003')
    if (!told.ok) throw new Error(told.error.detail)
    expect(told.value.lines[0]?.words).toHaveLength(500)
    expect(told.value.lines[0]?.words).toMatch(/^到达 泰州 远+$/)
  })

  it('knows every carrier but the one without a name, and tells four digits of a mobile where it must', async () => {
    const port = hall()
    expect([port.knows('post'), port.knows('jitu'), port.knows('other')]).toEqual([true, true, false])
    for (const [carrier, com] of [
      ['shunfeng', 'shunfeng'],
      ['zhongtong', 'zhongtong'],
    ] as const) {
      await move(`22${com.toUpperCase()}`, [['collect', 20]], { com, phone: mobile })
      expect(await track(`22${com.toUpperCase()}`, carrier)).toMatchObject({
        ok: true,
        value: { state: 'collected' },
      })
    }
    await move('22000009', [['collect', 20]], { com: 'shunfeng', phone: '13900000000' })
    expect(await track('22000009', 'shunfeng')).toEqual(faulted('refused', 'code 408'))
  })

  it('is refused within the half hour, for this waybill alone', async () => {
    await move('11000004', [['collect', 18]])
    await move('11000005', [['collect', 18]])
    expect((await track('11000004')).ok).toBe(true)
    expect(await track('11000004')).toEqual(faulted('refused', 'code 408'))
    expect((await track('11000005')).ok).toBe(true)
    await rig.control('express/age', { minutes: 30 })
    expect((await track('11000004')).ok).toBe(true)
  })

  it('is refused to a wrong key and to another customer', async () => {
    await move('11000006', [['collect', 18]])
    for (const secret of [{ key: 'wrong' }, { customer: 'another' }])
      expect(await track('11000006', 'post', hall(secret))).toEqual(faulted('refused', 'code 503'))
    expect((await track('11000006')).ok).toBe(true)
  })

  it.each<[FaultName, unknown]>([
    ['timeout', faulted('timeout')],
    ['500', faulted('unavailable', 'status 500')],
    ['late', faulted('timeout')],
    ['nonsense', faulted('nonsense')],
    ['deny', faulted('limited', 'code 601')],
    // Answers are not signed: TLS vouches for them. And asking changes nothing, however often it is done.
    ['bad_signature', NOTHING],
    ['twice', NOTHING],
  ])('asks once and no more, whatever happens (%s)', async (name, expected) => {
    await rig.order('express', name, 2, 2 * PATIENCE)
    expect(await track('11000007')).toEqual(expected)
    expect(await rig.calls('express')).toBe(1)
    for (const { detail } of faults) expect(detail).not.toMatch(/11000007|1381234/)
  })
})

/** A platform that answers as it is told to, and notes what it was asked. */
async function aPlatform(body: unknown) {
  const heard: Record<string, string>[] = []
  const server = createServer(async (request, response) => {
    let sent = ''
    for await (const chunk of request) sent += String(chunk)
    heard.push(Object.fromEntries(new URLSearchParams(sent)))
    response.writeHead(200, { 'content-type': 'text/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const config = JSON.parse(rig.keys.hall.PARTNERS)
  const PARTNERS = JSON.stringify({
    ...config,
    express: { ...config.express, endpoint: `http://127.0.0.1:${port}/poll/query.do` },
  })
  const asking = connect({ ...rig.keys.hall, PARTNERS }, { log: (fault) => void faults.push(fault) }).express
  return { heard, port: asking, close: () => server.close() }
}

describe('what goes over the wire', () => {
  const line = { time: '2026-11-20 12:00:00', context: '到达泰州', status: '在途' }
  const answer = { message: 'ok', nu: '33000001', com: 'ems', status: '200', state: '0', data: [line] }

  it.each<[Carrier, string, object]>([
    ['post', 'ems', {}],
    ['jingdong', 'jd', {}],
    ['jitu', 'jtexpress', {}],
    ['shunfeng', 'shunfeng', { phone: '5678' }],
    ['zhongtong', 'zhongtong', { phone: '5678' }],
  ])('is the code of %s, the waybill, and of a mobile four digits or nothing', async (carrier, com, more) => {
    const { heard, port, close } = await aPlatform({ ...answer, com })
    expect(await track('33000001', carrier, port)).toMatchObject({ ok: true, value: { state: 'travelling' } })
    close()
    const { param = '', sign, customer } = heard[0] ?? {}
    expect(JSON.parse(param)).toEqual({ com, num: '33000001', ...more, resultv2: '1' })
    const keys = JSON.parse(rig.keys.hall.PARTNER_SECRETS).express
    expect([customer, sign]).toEqual([keys.customer, signOf(param, keys)])
  })

  it.each<[string, object, unknown]>([
    ['is of another parcel', { nu: '33000002' }, faulted('nonsense', 'another parcel')],
    ['is of another carrier', { com: 'jd' }, faulted('nonsense', 'another parcel')],
    ['has no list', { data: null }, faulted('nonsense')],
    [
      'is a refusal with more than a code',
      { result: false, returnCode: '李 1' },
      faulted('refused', 'code no code'),
    ],
    ['is a platform that is busy', { result: false, returnCode: '502' }, faulted('unavailable', 'code 502')],
    [
      'has a number for a state',
      { state: 5 },
      { ok: true, value: expect.objectContaining({ state: 'delivering' }) },
    ],
    [
      'has a state of the customs',
      { state: '11' },
      { ok: true, value: expect.objectContaining({ state: 'travelling' }) },
    ],
    [
      'has a state that nobody knows',
      { state: '99' },
      { ok: true, value: expect.objectContaining({ state: undefined }) },
    ],
    ['has no lines and no news', { data: [] }, NOTHING],
    [
      'has lines that nobody can read',
      {
        data: [line, null, { time: 'gestern', context: 'x' }, { time: line.time }, { ...line, context: ' ' }],
      },
      { ok: true, value: { state: 'travelling', lines: [expect.objectContaining({ words: '到达泰州' })] } },
    ],
    [
      'stands upside down',
      { data: [{ ...line, time: '2026-11-19 12:00:00' }, line, { ...line, context: '同一秒里在前' }] },
      {
        ok: true,
        value: {
          state: 'travelling',
          lines: [
            expect.objectContaining({ at: noon(19) }),
            expect.objectContaining({ words: '同一秒里在前' }),
            expect.objectContaining({ words: '到达泰州' }),
          ],
        },
      },
    ],
  ])('is read with care where the answer %s', async (_what, own, expected) => {
    const { port, close } = await aPlatform({ ...answer, ...own })
    expect(await track('33000001', 'post', port)).toEqual(expected)
    close()
  })
})

describe('the page of parcels', () => {
  const post = (path: string, form: Record<string, string>) =>
    fetch(`${rig.origin}/kuaidi100${path}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(form),
    })

  it('takes a parcel and moves it on by hand', async () => {
    const taken = await post('/parcels', { com: 'ems', num: '', phone: '' })
    const path = taken.headers.get('location')?.replace('/kuaidi100', '') ?? ''
    expect(path).toMatch(/^\/parcels\/ems\/11\d{11}$/)
    expect((await post(path, { step: 'collect' })).status).toBe(303)
    const page = await (await fetch(`${rig.origin}/kuaidi100${path}`)).text()
    expect(page).toContain('已揽收')
    expect(page).toContain('大厅还没有来问过')
    expect(await track(path.split('/').at(-1) ?? '')).toMatchObject({
      ok: true,
      value: { state: 'collected' },
    })
    expect(await (await fetch(`${rig.origin}/kuaidi100`)).text()).toContain(path)
  })

  it('says so where there is no such parcel, or what was typed is none', async () => {
    expect((await post('/parcels', { com: 'ems', num: 'x', phone: '' })).status).toBe(422)
    for (const path of ['/parcels/ems/99999999', '/parcels/none/99999999'])
      expect((await fetch(`${rig.origin}/kuaidi100${path}`)).status).toBe(404)
  })
})
