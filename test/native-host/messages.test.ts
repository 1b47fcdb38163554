import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../support/listener.ts'
import { framed, runHost } from '../support/native-host/host.ts'
import { aDesk, aNonce, type Desk, HALL } from '../support/native-host/world.ts'
import { unitKey } from '../support/tokens/certificates.ts'
import { skfKeys } from '../support/tokens/skf.ts'

const request = (id: string, more: object = {}) => ({
  ...{ id, kind: 'sign' as const, purpose: 'login' as const, origin: HALL, nonce: aNonce() },
  ...more,
})

let desk: Desk
let settings: object

beforeAll(async () => {
  desk = await aDesk()
  const skf = await skfKeys(desk.folder)
  await skf.plugIn('key', '12345678', { signing: await unitKey(desk.folder, 'sm2') })
  Object.assign(desk.env, skf.env)
  settings = { skf: [skf.library] }
  await desk.configure(settings)
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.person.will('wait')
  desk.person.saw.length = 0
})

describe('what the browser sends', () => {
  it('ends the host when it is longer than a message may be', async () => {
    const host = desk.host()
    const header = Buffer.alloc(4)
    header.writeUInt32LE(64 * 1024 + 1)
    host.write(header)
    expect(await host.gone).toBe(1)
    expect(host.answers).toEqual([])
    expect(host.log()).toBe('')
  })

  it.each<[string, Buffer]>([
    ['no JSON', framed('{"id":')],
    ['no UTF-8', framed(Buffer.of(0x22, 0xff, 0xfe, 0x22))],
    ['nothing at all', framed('')],
    ['noise', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ])('ends the host when it is %s', async (_name, bytes) => {
    const host = desk.host()
    host.write(bytes)
    expect(await host.gone).toBe(1)
    expect(host.answers).toEqual([])
  })

  it('is read from pieces of any size', async () => {
    const host = desk.host()
    desk.person.will('pin:12345678')
    const bytes = Buffer.concat([
      framed(JSON.stringify(request('a'))),
      framed(JSON.stringify({ id: 'b', kind: 'sing' })),
    ])
    for (const byte of bytes) host.write(Buffer.of(byte))
    await until(() => host.answers.length === 2)
    expect(host.answers.map(({ id, ok }) => [id, ok])).toEqual([
      ['b', false],
      ['a', true],
    ])
    await host.leave()
  })

  it('ends the host when half of it comes and no more', async () => {
    const host = desk.host()
    const began = Date.now()
    host.write(framed(JSON.stringify(request('a'))).subarray(0, 20))
    const trickle = setInterval(() => host.write(Buffer.of(0x20)), 500)
    expect(await host.gone).toBe(1)
    clearInterval(trickle)
    expect(Date.now() - began).toBeLessThan(9_000)
  })

  it('is refused where it is no request, and the host lives on', async () => {
    const host = desk.host()
    const wrong = [
      { id: 'x', kind: 'export-key' },
      { ...request('x'), origin: undefined },
      request('x', { nonce: 'AAAA' }),
      request('x', { purpose: 'transfer' }),
      request('x', { origin: `https://${'a'.repeat(300)}.example` }),
      request('x', { within: `https://${'a'.repeat(300)}.example` }),
    ]
    for (const message of wrong) host.say(message)
    await until(() => host.answers.length === wrong.length)
    for (const answer of host.answers) expect(answer).toEqual({ id: 'x', ok: false, fault: 'host_too_old' })
    expect(await host.ask({ id: 'y', kind: 'status' })).toMatchObject({ id: 'y', ok: true })
    expect(await host.leave()).toBe(0)
  })

  it('is answered under no name where it has none that is one', async () => {
    const host = desk.host()
    for (const message of [
      [],
      'sign',
      null,
      { id: 7 },
      { id: 'x'.repeat(5000) },
      request('x'.repeat(65_000)),
    ])
      host.write(framed(JSON.stringify(message)))
    await until(() => host.answers.length === 6)
    expect(new Set(host.answers.map(({ id }) => id))).toEqual(new Set(['']))
    await host.leave()
  })
})

describe('the site that asks', () => {
  it('is refused unless it is a hall, letter by letter', async () => {
    const host = desk.host()
    const others = [
      ...[
        'https://other.example',
        'http://hall.linjiang.example',
        `${HALL}/`,
        `${HALL}:443`,
        `${HALL}.evil.example`,
      ],
      ...[
        'https://HALL.linjiang.example',
        'null',
        'file://',
        'https://user@hall.linjiang.example',
        ` ${HALL}`,
      ],
      ...['', `${HALL}\n`, 'https://hall.linjiang.example@evil.example', 'https://xn--hall-linjiang.example'],
    ]
    for (const origin of others)
      expect(await host.ask(request('r', { origin })), origin).toEqual({
        id: 'r',
        ok: false,
        fault: 'origin_refused',
      })
    await host.leave()
    expect(desk.person.saw).toEqual([])
  })

  it('is refused though it is on the list, where others could pretend to be it', async () => {
    const others = ['http://hall.linjiang.example', 'https://大厅.example', 'ftp://hall.example']
    await desk.configure({ ...settings, origins: others })
    const host = desk.host()
    for (const origin of others)
      expect(await host.ask(request('r', { origin })), origin).toMatchObject({ fault: 'origin_refused' })
    await host.leave()
    await desk.configure(settings)
  })
})

describe('one signature', () => {
  it('is cancelled by the extension, which takes the window away', async () => {
    const host = desk.host()
    const answer = host.ask(request('a'))
    await until(() => desk.person.open.size === 1 && desk.person.saw.length === 1)
    host.say({ id: 'another', kind: 'cancel' })
    host.say({ id: 'a', kind: 'cancel' })
    expect(await answer).toEqual({ id: 'a', ok: false, fault: 'cancelled' })
    await until(() => desk.person.open.size === 0)
    await host.leave()
  })

  it('is cancelled by the person', async () => {
    desk.person.will('cancel')
    expect((await desk.sign()).answer).toEqual({ id: 'r-1', ok: false, fault: 'cancelled' })
  })

  it('is not made where no window can be shown', async () => {
    desk.person.will('failed')
    expect((await desk.sign()).answer).toEqual({ id: 'r-1', ok: false, fault: 'driver_failed' })
  })

  it('is given up when nobody answers in time', async () => {
    desk.env.UNIT_HALL_TEST_PATIENCE_MS = '1500'
    expect((await desk.sign()).answer).toEqual({ id: 'r-1', ok: false, fault: 'timeout' })
    delete desk.env.UNIT_HALL_TEST_PATIENCE_MS
    await until(() => desk.person.open.size === 0)
  })

  it('is made at a time: a second one hears so, and the first goes on', async () => {
    const host = desk.host()
    const first = host.ask(request('a'))
    await until(() => desk.person.saw.length === 1)
    expect(await host.ask(request('b'))).toEqual({ id: 'b', ok: false, fault: 'busy' })
    host.say({ id: 'a', kind: 'cancel' })
    expect(await first).toMatchObject({ fault: 'cancelled' })
    desk.person.will('pin:12345678')
    expect(await host.ask(request('c'))).toMatchObject({ id: 'c', ok: true })
    await host.leave()
  })

  it('ends with the browser, window and library with it', async () => {
    const host = desk.host()
    host.say(request('a'))
    await until(() => desk.person.open.size === 1 && desk.person.saw.length === 1)
    expect(await host.leave()).toBe(0)
    await until(() => desk.person.open.size === 0)
    expect(host.answers).toEqual([])
  })
})

describe('the host', () => {
  it('is started by a file, as a browser’s manifest names one', async () => {
    const host = runHost({}, [await desk.program()])
    desk.person.will('pin:12345678')
    expect(await host.ask(request('a'))).toMatchObject({ id: 'a', ok: true })
    expect(await host.leave()).toBe(0)
  })
})

describe('the status', () => {
  it('tells the state of each way to keys, and asks nobody', async () => {
    const host = desk.host()
    const answer = await host.ask({ id: 's', kind: 'status' })
    await host.leave()
    const none = (driver: string) => ({ driver, state: 'not_installed', keys: 0 })
    const ready = { driver: 'skf', state: 'ready', keys: 1 }
    const drivers = [none('pkcs11'), ready, none('jsca'), none('guoxin'), none('bjca')]
    expect(answer).toEqual({ id: 's', ok: true, status: { version: '0.1.0', drivers } })
    expect(desk.person.saw).toEqual([])
  })

  it('is told as broken where the file of settings is', async () => {
    await desk.configure({ origins: 'https://all.example' })
    const host = desk.host()
    expect(await host.ask({ id: 's', kind: 'status' })).toEqual({
      id: 's',
      ok: false,
      fault: 'driver_failed',
    })
    expect(await host.ask(request('a'))).toMatchObject({ fault: 'driver_failed' })
    await host.leave()
  })
})
