import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { MOST_MESSAGE_BYTES } from '../../schema/ca-bridge.ts'
import { ask, askAll, asked, OWN_HOST, toSign, useExtension } from './stage.ts'

const stage = useExtension()
const failed = (fault: string) => ({ ok: false, fault })

const signing = () => ask(stage().page, toSign())
const kindsHeard = async () => (await stage().host.heard()).map(({ kind }) => kind)
const untilHeard = (kinds: string[]) => expect.poll(kindsHeard).toEqual(kinds)

/** Signed with nothing wrong but what is said here. */
const signed = (own: object) => ({
  ...{ format: 'unit-hall-ca/1', certificate: 'AA', algorithm: 'ES256', signature: 'AA' },
  ...{ driver: 'pkcs11', version: '1.0.0', ...own },
})

describe('a host', () => {
  it('that is not installed is not a person who cancelled', async () => {
    await stage().host.uninstall()
    expect(await signing()).toEqual(failed('no_host'))
  })

  it('that was installed for another extension says so', async () => {
    await stage().host.install(`chrome-extension://${'a'.repeat(32)}/`)
    expect(await signing()).toEqual(failed('host_forbidden'))
  })

  it.each([
    ['breaks off', { exits: 3 }],
    ['breaks off while a person decides', { afterMs: 300, exits: 0 }],
    ['writes what is no message', { writes: 'Usage: host [options]' }],
    ['answers in a shape that nobody knows', { answers: [{ ok: true, token: 'x' }] }],
    [
      'answers with a status where a signature is due',
      { answers: [{ ok: true, status: { version: '1.0.0', drivers: [] } }] },
    ],
    ['answers another question', { answers: [{ ok: true, signed: signed({}), id: '0' }] }],
    [
      'answers with more than it may',
      { answers: [{ ok: true, signed: signed({}), more: 'x'.repeat(MOST_MESSAGE_BYTES) }] },
    ],
    [
      'answers with more than a browser lets through',
      { answers: [{ ok: true, more: 'x'.repeat(1024 * 1024) }] },
    ],
    ['names a fault that nobody knows', { answers: [{ ok: false, fault: 'pin_wrong; drop' }] }],
  ])('that %s has failed', async (_how, part) => {
    await stage().host.plays(part)
    expect(await signing()).toEqual(failed('host_failed'))
  })

  it('that is older than the extension speaks with is too old', async () => {
    await stage().host.plays({ signs: { ...OWN_HOST, version: '0.0.9' } })
    expect(await signing()).toEqual(failed('host_too_old'))
    await stage().host.plays({ answers: [{ ok: true, status: { version: '0.0.9', drivers: [] } }] })
    expect(await ask(stage().page, { kind: 'status' })).toMatchObject({
      status: { host: { fault: 'host_too_old' } },
    })
  })

  it('that tells what is wrong with the key is passed on, tries left and nothing more', async () => {
    await stage().host.plays({ answers: [{ ok: false, fault: 'pin_wrong', triesLeft: 3, pin: '123456' }] })
    expect(await signing()).toEqual({ ok: false, fault: 'pin_wrong', triesLeft: 3 })
  })

  it('that answers twice is heard once', async () => {
    await stage().host.plays({ answers: [failed('no_key'), failed('pin_locked')] })
    expect(await askAll(stage().page, toSign(), { wait: 300 })).toEqual([failed('no_key')])
  })

  it('that never answers is told to stop, and let go', async () => {
    await stage().host.plays({})
    expect(await signing()).toEqual(failed('timeout'))
    await untilHeard(['sign', 'cancel', 'ended'])
  })
})

describe('a person', () => {
  it('who cancels in the page ends it at the host, and may begin anew', async () => {
    await stage().host.plays({})
    const answer = signing()
    await untilHeard(['sign'])
    expect(await ask(stage().page, { kind: 'cancel' })).toEqual({ ok: true, extension: '0.1.0' })
    expect(await answer).toEqual(failed('cancelled'))
    await untilHeard(['sign', 'cancel', 'ended'])
    await stage().host.plays({ signs: OWN_HOST })
    expect(await signing()).toMatchObject({ ok: true })
  })

  it.each([
    ['goes on to another page', (page: Page) => page.goto(`${stage().hall}/next`)],
    ['closes the tab', (page: Page) => page.close()],
  ])('who %s ends it at the host', async (_how, leave) => {
    await stage().host.plays({})
    const page = await stage().open(stage().hall)
    ask(page, toSign()).catch(() => 'the page that asked is gone')
    await untilHeard(['sign'])
    await leave(page)
    await untilHeard(['sign', 'cancel', 'ended'])
    await stage().host.plays({ signs: OWN_HOST })
    expect(await signing()).toMatchObject({ ok: true })
  })

  it('who comes back to a page that was kept finds it cancelled', async () => {
    await stage().host.plays({})
    const page = await stage().open(stage().hall)
    const before = await page.evaluate((message) => {
      const heard: unknown[] = []
      Object.assign(window, { heard })
      addEventListener('message', ({ data }) => heard.push(data.answer))
      postMessage(message, location.origin)
      return performance.timeOrigin
    }, asked(toSign()))
    await untilHeard(['sign'])
    await page.goto(`${stage().hall}/next`)
    await untilHeard(['sign', 'cancel', 'ended'])
    // Playwright waits for a load, and a kept page has none.
    await page.evaluate(() => history.back())
    const found = () =>
      page.evaluate(() => ({ since: performance.timeOrigin, heard: Reflect.get(window, 'heard')?.slice(1) }))
    await expect.poll(found).toEqual({ since: before, heard: [failed('cancelled')] })
  })

  it('is asked for one signature at a time, whichever page asks, and only that page cancels it', async () => {
    const other = await stage().open(stage().otherHall)
    await stage().host.plays({ signs: OWN_HOST, afterMs: 1_500 })
    const answer = signing()
    await untilHeard(['sign'])
    expect(await ask(other, toSign())).toEqual(failed('busy'))
    expect(await signing()).toEqual(failed('busy'))
    await ask(other, { kind: 'cancel' })
    expect(await answer).toMatchObject({ ok: true })
    expect(await kindsHeard()).not.toContain('cancel')
  })
})
