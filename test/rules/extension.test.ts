import { describe, expect, it } from 'vitest'
import { aheadOf, clockTime } from '../../extension/features/clock.ts'
import { type Findings, linksOf, reportOf, summaryOf } from '../../extension/features/diagnosis.ts'
import { faultOf, isOlder, isTooLarge } from '../../extension/features/host-faults.ts'
import { ownBrowser } from '../../extension/features/own-browser.ts'
import { askingOrigin } from '../../extension/features/sender.ts'
import { matchesOf, settings } from '../../extension/settings.ts'
import { BridgeFault, HOST_PATIENCE_MS, MOST_MESSAGE_BYTES } from '../../schema/ca-bridge.ts'

describe('what a build is made for', () => {
  it('is the hall on this machine, unless halls are named', () => {
    expect(settings({})).toMatchObject({ halls: ['http://localhost:8787'], patience: HOST_PATIENCE_MS })
    const { halls } = settings({ HALL_ORIGINS: 'https://hall.example  https://hall.example:8443' })
    expect(halls).toEqual(['https://hall.example', 'https://hall.example:8443'])
    expect(matchesOf(halls)).toEqual(['https://hall.example/*'])
    expect(settings({ EXTENSION_KEY: '' }).key).toBeUndefined()
  })

  it.each([
    ...[
      'http://hall.example',
      'https://hall.example/',
      'https://*.hall.example',
      '<all_urls>',
      'hall.example',
    ],
    ...['https://Hall.example', 'http://127.0.0.1:8787', 'file:///hall', 'https://me@hall.example'],
  ])('is never %s', (origin) => {
    expect(() => settings({ HALL_ORIGINS: origin })).toThrow()
  })
})

describe('whoever asks', () => {
  const hall = 'https://hall.example'
  const isHall = (origin: string) => origin === hall
  const sender = { id: 'ours', origin: hall, frameId: 0, tab: { id: 1 } }

  it('is a frame of a hall in which our own script runs', () => {
    expect(askingOrigin(sender, 'ours', isHall)).toBe(hall)
  })

  it.each([
    ['another extension', { ...sender, id: 'theirs' }],
    ['nobody', undefined],
    ['one of our own pages, outside any tab', { id: 'ours', origin: hall }],
    ['a frame without an origin of its own', { ...sender, origin: 'null' }],
    ['a frame whose origin the browser does not tell', { ...sender, origin: undefined }],
    ['another port', { ...sender, origin: `${hall}:8443` }],
    ['plain HTTP', { ...sender, origin: 'http://hall.example' }],
    ['a longer name', { ...sender, origin: `${hall}.elsewhere.example` }],
  ])('is not %s', (_who, other) => {
    expect(askingOrigin(other, 'ours', isHall)).toBeUndefined()
  })
})

describe('what goes wrong with a host', () => {
  it.each([
    ['Specified native messaging host not found.', 'no_host'],
    ['No such native application cn.unit_hall.ca', 'no_host'],
    ['Access to the specified native messaging host is forbidden.', 'host_forbidden'],
    ['Native host has exited.', 'host_failed'],
    ['Failed to start native messaging host.', 'host_failed'],
    ['Error when communicating with the native messaging host.', 'host_failed'],
    [undefined, 'host_failed'],
  ])('is told apart: %s', (said, fault) => {
    expect(faultOf(said)).toBe(fault)
  })

  it('is an older version, part by part', () => {
    for (const older of ['0.9.9', '1.1', '1.1.99.9', '0']) expect(isOlder(older, '1.2.0'), older).toBe(true)
    for (const newer of ['1.2', '1.2.0', '1.2.0.1', '1.10.0', '2'])
      expect(isOlder(newer, '1.2.0')).toBe(false)
  })

  it('is a message too large, by its bytes', () => {
    const most = MOST_MESSAGE_BYTES - 2
    expect(isTooLarge('x'.repeat(most))).toBe(false)
    expect(isTooLarge('x'.repeat(most + 1))).toBe(true)
    expect(isTooLarge('证'.repeat(most / 2))).toBe(true)
  })
})

describe('a diagnosis', () => {
  const found: Findings = {
    ...{ version: '0.1.0', browser: 'Chromium 156', system: 'Linux' },
    hall: { state: 'signed_out', aheadMs: 1_000 },
    host: { version: '1.0.0', drivers: [{ driver: 'skf', state: 'ready', keys: 1 }] },
  }
  const summary = (changed: Partial<Findings>) => summaryOf(linksOf({ ...found, ...changed }))
  const drivers = (...list: Extract<Findings['host'], { version: string }>['drivers']) => ({
    host: { version: '1.0.0', drivers: list },
  })

  it('says that all is well when it is', () => {
    expect(summary({})).toEqual({ state: 'good', says: '从网页到证书都通，可以用证书登录。' })
  })

  it.each([
    ['the hall', { hall: { state: 'unreachable' } as const }, '「办事大厅」不通'],
    ['the host', { host: { fault: 'host_failed' } as const }, '「证书驱动程序」不通'],
    ['no key', drivers({ driver: 'skf', state: 'no_key', keys: 0 }), '「签名证书」要留意'],
    ['the only client', drivers({ driver: 'jsca', state: 'failed', keys: 0 }), '「江苏 CA 客户端」不通'],
    [
      'a client beside a key that works',
      drivers({ driver: 'jsca', state: 'failed', keys: 0 }, { driver: 'skf', state: 'ready', keys: 1 }),
      '都通，只有「江苏 CA 客户端」要留意',
    ],
    ['a slow clock', { hall: { state: 'signed_in', aheadMs: -3_600_000 } as const }, '「电脑时间」要留意'],
  ])('names what to see to first: %s', (_what, changed, words) => {
    expect(summary(changed).says).toContain(words)
  })

  it('tells what is wrong in words, and what to do, for every fault', () => {
    for (const fault of BridgeFault.options) {
      const link = linksOf({ ...found, host: { fault } }).at(-1)
      expect(link?.state, fault).toBe('bad')
      expect(`${link?.says}${link?.todo}`, fault).toMatch(/^[^a-z_]{10,}。$/)
    }
  })

  it('is told to the help desk line by line', () => {
    const lines = reportOf(linksOf(found), new Date(2026, 10, 28, 9, 5)).split('\n')
    expect(lines[0]).toBe('单位办事大厅证书助手诊断　2026/11/28 09:05:00')
    expect(lines[1]).toBe('[正常] 证书助手：已经装好，版本 0.1.0。浏览器是 Chromium 156，系统是 Linux。')
    expect(lines).toHaveLength(7)
  })
})

describe('a clock', () => {
  it('is off by what the hall tells in whole seconds, taken between question and answer', () => {
    const told = 'Sat, 28 Nov 2026 09:00:00 GMT'
    const theirs = Date.parse(told)
    expect(aheadOf(told, theirs + 400, theirs + 600)).toBe(0)
    expect(aheadOf(told, theirs + 60_400, theirs + 60_600)).toBe(60_000)
    expect(aheadOf(null, 0, 0)).toBeUndefined()
    expect(aheadOf('soon', 0, 0)).toBeUndefined()
  })

  it('tells the time, and the day where it is another', () => {
    const now = new Date(2026, 10, 28, 15, 0)
    expect(clockTime(new Date(2026, 10, 28, 15, 36).toISOString(), now)).toBe('15:36')
    expect(clockTime(new Date(2026, 10, 29, 1, 5).toISOString(), now)).toBe('11月29日 01:05')
    expect(clockTime(new Date(2026, 10, 28, 0, 5).toISOString(), now)).toBe('00:05')
  })
})

describe('a browser', () => {
  it.each([
    [
      [
        ['Chromium', '156'],
        ['Microsoft Edge', '156'],
        ['Not;A=Brand', '8'],
      ],
      'Microsoft Edge 156',
    ],
    [
      [
        ['Not(A:Brand', '99'],
        ['Chromium', '156'],
      ],
      'Chromium 156',
    ],
  ])('is known by its own name: %#', (brands, name) => {
    const told = brands.map(([brand = '', version = '']) => ({ brand, version }))
    const data = { brands: told, platform: 'Windows' }
    expect(ownBrowser({ userAgent: '', platform: '', userAgentData: data })).toEqual({
      ...{ browser: name, system: 'Windows' },
    })
  })

  it('that has no such list tells by its old one', () => {
    const userAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'
    expect(ownBrowser({ userAgent, platform: 'Win32' })).toEqual({ browser: 'Firefox 140', system: 'Win32' })
  })
})
