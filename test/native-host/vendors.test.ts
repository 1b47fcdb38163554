import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CaClient, startCaClient } from '../support/ca-clients/caclient.ts'
import { startXtxApp, type XtxApp } from '../support/ca-clients/xtxapp.ts'
import { aDesk, type Desk, HALL } from '../support/native-host/world.ts'
import { type Kind, type UnitKey, unitKey } from '../support/tokens/certificates.ts'
import { skfKeys } from '../support/tokens/skf.ts'

const KINDS: Kind[] = ['rsa', 'ec', 'sm2']
const ALGORITHMS = { rsa: 'RS256', ec: 'ES256', sm2: 'SM2-SM3' }
const fault = (fault: string, triesLeft?: number) => ({
  ...{ id: 'r-1', ok: false, fault },
  ...(triesLeft === undefined ? {} : { triesLeft }),
})

let desk: Desk
const keys = {} as Record<Kind, UnitKey>
const off = { jsca: false, guoxin: false, bjca: false }

beforeAll(async () => {
  desk = await aDesk()
  for (const kind of KINDS) keys[kind] = await unitKey(desk.folder, kind)
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.person.saw.length = 0
})

describe('the client of JSCA, and of 国信CA, which speaks as it does', () => {
  let client: CaClient
  const meet = async (key: UnitKey, more: object = {}, driver: 'jsca' | 'guoxin' = 'jsca') => {
    client = await startCaClient(key)
    // A port where nobody is comes first, as it often does.
    await desk.configure({ vendors: { ...off, [driver]: { ports: [9, client.port], ...more } } })
  }

  it.each<[Kind, 'jsca' | 'guoxin']>([
    ['rsa', 'jsca'],
    ['ec', 'jsca'],
    ['sm2', 'jsca'],
    ['sm2', 'guoxin'],
  ])('signs with %s by %s, after our window and in its own', async (kind, driver) => {
    await meet(keys[kind], {}, driver)
    desk.person.will('yes')
    const signed = await desk.sign()
    expect(signed.answer).toMatchObject({ ok: true, signed: { driver, algorithm: ALGORITHMS[kind] } })
    expect(await desk.holds(keys[kind], signed)).toBe(true)
    const [shown, ...more] = desk.person.saw
    expect([shown?.kind, more]).toEqual(['confirm', []])
    expect(shown?.text).toContain(HALL)
    expect(shown?.text).toContain('客户端问您证书密码')
    await client.close()
  })

  it('is not asked to sign before the person agreed', async () => {
    await meet(keys.rsa)
    desk.person.will('cancel')
    expect((await desk.sign()).answer).toEqual(fault('cancelled'))
    expect(client.asked.map(({ url }) => url)).toEqual(['SOF_GetCertInfoLoc'])
    await client.close()
  })

  it('says what went wrong in its own window', async () => {
    await meet(keys.rsa)
    desk.person.will('yes')
    const all = {
      cancelled: 'cancelled',
      wrong_pin: 'pin_wrong',
      locked: 'pin_locked',
      unplugged: 'no_key',
    } as const
    for (const [behaves, told] of Object.entries(all)) {
      client.behaves = behaves as keyof typeof all
      expect((await desk.sign()).answer, behaves).toEqual(fault(told))
    }
    await client.close()
  })

  it('is nobody where another program has its port', async () => {
    await meet(keys.rsa)
    for (const behaves of ['nonsense', 'moved', 'endless', 'silent'] as const) {
      client.behaves = behaves
      expect((await desk.sign()).answer, behaves).toEqual(fault('no_key'))
    }
    expect(desk.person.saw).toEqual([])
    await client.close()
    expect((await desk.sign()).answer).toEqual(fault('no_key'))
  })

  it('that signs in another form than was declared is broken', async () => {
    await meet(keys.ec, { encoding: 'rs' })
    desk.person.will('yes')
    expect((await desk.sign()).answer).toEqual(fault('driver_failed'))
    await client.close()
  })

  it('with a certificate for encryption signs nothing', async () => {
    await meet(await unitKey(desk.folder, 'rsa', { usage: 'keyEncipherment' }))
    desk.person.will('yes')
    expect((await desk.sign()).answer).toEqual(fault('encryption_certificate'))
    await client.close()
  })
})

describe('the client of BJCA', () => {
  let app: XtxApp
  const PIN = '11223344'
  const meet = async (...some: UnitKey[]) => {
    app = await startXtxApp(PIN, some)
    await desk.configure({ vendors: { ...off, bjca: { ports: [app.port] } } })
  }

  it.each(KINDS)('signs with %s, and what it wraps around the signature is taken off', async (kind) => {
    await meet(keys[kind])
    desk.person.will(`pin:${PIN}`)
    const signed = await desk.sign()
    expect(signed.answer).toMatchObject({ ok: true, signed: { driver: 'bjca', algorithm: ALGORITHMS[kind] } })
    expect(await desk.holds(keys[kind], signed)).toBe(true)
    expect(desk.person.saw[0]?.text).toContain('证书：临江市测试单位有限公司')
    await app.close()
  })

  it('tells how many tries of the PIN are left', async () => {
    await meet(keys.rsa)
    desk.person.will('pin:000')
    expect((await desk.sign()).answer).toEqual(fault('pin_wrong', 9))
    app.triesLeft = 1
    expect((await desk.sign()).answer).toEqual(fault('pin_locked', 0))
    await app.close()
  })

  it('that signs attributes instead of our text is broken', async () => {
    await meet(keys.rsa)
    app.behaves = 'attributes'
    desk.person.will(`pin:${PIN}`)
    expect((await desk.sign()).answer).toEqual(fault('driver_failed'))
    await app.close()
  })

  it('lists several keys, and none that may only encrypt', async () => {
    const encrypting = await unitKey(desk.folder, 'rsa', { usage: 'keyEncipherment' })
    await meet(keys.rsa, keys.ec, encrypting)
    desk.person.will('pick:1', `pin:${PIN}`)
    expect(await desk.holds(keys.ec, await desk.sign())).toBe(true)
    expect(desk.person.saw[0]?.options).toHaveLength(2)
    await app.close()
    await meet(encrypting)
    expect((await desk.sign()).answer).toEqual(fault('encryption_certificate'))
    await app.close()
  })

  it('that leaves or talks nonsense is told as it is', async () => {
    await meet(keys.rsa)
    for (const behaves of ['leaves', 'nonsense'] as const) {
      app.behaves = behaves
      expect((await desk.sign()).answer, behaves).toEqual(fault('driver_failed'))
    }
    await app.close()
    expect((await desk.sign()).answer).toEqual(fault('no_key'))
  })
})

describe('a client that any page could ask', () => {
  it('is left alone while a key can be reached by the host itself', async () => {
    const [client, skf] = [await startCaClient(keys.rsa), await skfKeys(desk.folder, 'beside')]
    await skf.plugIn('key', '123456', { signing: keys.sm2 })
    Object.assign(desk.env, skf.env)
    await desk.configure({ skf: [skf.library], vendors: { ...off, jsca: { ports: [client.port] } } })
    desk.person.will('pin:123456')
    expect((await desk.sign()).answer).toMatchObject({ ok: true, signed: { driver: 'skf' } })
    expect(client.asked).toEqual([])
    const host = desk.host()
    const answer = await host.ask({ id: 's', kind: 'status' })
    await host.leave()
    expect(JSON.stringify(answer)).toContain('{"driver":"jsca","state":"ready","keys":1}')
    // The state is told without opening the client's window.
    expect(client.asked.map(({ url }) => url)).toEqual(['SOF_GetCertInfoLoc'])
    await client.close()
  })
})
