import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { WxtBrowser } from 'wxt/browser'
import { ANSWERS, EXTENSION_IDS, HOST_NAME } from '../../schema/ca-bridge.ts'
import { EXTENSION } from '../support/extension.ts'
import { ask, askAll, asked, OWN_HOST, SILENCE, toSign, useExtension } from './stage.ts'

/** What an extension's own code finds. */
declare const chrome: WxtBrowser

const stage = useExtension()
const refused = { ok: false, fault: 'origin_refused' }
const nobodyAskedTheHost = async () => expect(await stage().host.heard()).toEqual([])

const innerFrame = async (page: Page) => {
  const frame = page.frame('inner')
  if (!frame) throw new Error('no frame')
  await frame.waitForLoadState()
  return frame
}
const holding = (url: string, how: 'frame' | 'sandbox' = 'frame') => `/?${how}=${encodeURIComponent(url)}`

/** In the world of our content script on this page, as whoever took it over could. */
async function inContentScript(page: Page, expression: string): Promise<unknown> {
  const session = await page.context().newCDPSession(page)
  const worlds: { id: number; origin: string }[] = []
  session.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context))
  await session.send('Runtime.enable')
  const own = worlds.find(({ origin }) => origin === EXTENSION)
  if (!own) throw new Error('our content script is not there')
  const { result } = await session.send('Runtime.evaluate', {
    ...{ contextId: own.id, expression, awaitPromise: true, returnByValue: true },
  })
  return result.value
}

const throughAPort = (name: string, message: unknown) => `new Promise((resolve) => {
  const port = chrome.runtime.connect({ name: ${JSON.stringify(name)} })
  port.onMessage.addListener(resolve)
  port.onDisconnect.addListener(() => resolve('closed'))
  port.postMessage(${JSON.stringify(message)})
})`

describe('a page that is no hall', () => {
  it('gets nothing where the extension has no business', async () => {
    const page = await stage().open(stage().stranger)
    expect(await askAll(page, { kind: 'hello' }, SILENCE)).toEqual([])
  })

  it('is refused at another port of the hall’s machine, by the page’s side and by the background', async () => {
    const page = await stage().open(stage().offList)
    for (const request of [{ kind: 'hello' }, { kind: 'status' }, toSign()] as const)
      expect(await ask(page, request)).toEqual(refused)
    for (const request of [{ kind: 'status' }, toSign()])
      expect(await inContentScript(page, throughAPort('ask', { request, origin: stage().hall }))).toEqual(
        refused,
      )
    await nobodyAskedTheHost()
  })

  it('gets nothing in a frame without an origin of its own', async () => {
    const page = await stage().open(stage().hall + holding(stage().hall, 'sandbox'))
    expect(await askAll(await innerFrame(page), toSign(), SILENCE)).toEqual([])
    await nobodyAskedTheHost()
  })

  it('cannot ask in the name of the hall, from a frame within it or from around it', async () => {
    const { hall, stranger } = stage()
    const forge = asked(toSign())
    const within = await innerFrame(await stage().open(hall + holding(stranger)))
    await within.evaluate((message) => parent.postMessage(message, '*'), forge)
    const around = await stage().open(stranger + holding(hall))
    await innerFrame(around)
    await around.evaluate((message) => frames[0]?.postMessage(message, '*'), forge)
    // What is asked afterwards is answered, so that what came before it would have been.
    await stage().host.plays({ answers: [{ ok: false, fault: 'no_key' }] })
    expect(await ask(stage().page, { kind: 'status' })).toMatchObject({ ok: true })
    expect((await stage().host.heard()).map(({ kind }) => kind)).not.toContain('sign')
  })

  it('cannot read the extension’s own pages', async () => {
    const { page } = stage()
    const read = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'read',
          () => 'refused',
        ),
      `${EXTENSION}/popup.html`,
    )
    expect(read).toBe('refused')
  })
})

describe('another extension', () => {
  const throughTheOther = async <T>(act: (id: string, host: string) => Promise<T>) => {
    const isOther = (url: string) => !url.startsWith(EXTENSION)
    const there = () =>
      stage()
        .context.serviceWorkers()
        .find((worker) => isOther(worker.url()))
    const other =
      there() ?? (await stage().context.waitForEvent('serviceworker', (worker) => isOther(worker.url())))
    return other.evaluate(([code, id, host]) => new Function(`return (${code})(...arguments)`)(id, host), [
      act.toString(),
      EXTENSION_IDS.chromium,
      HOST_NAME,
    ] as const)
  }

  it('is not heard by ours', async () => {
    const [message, port] = await throughTheOther(async (id) => {
      const nonce = 'a'.repeat(43)
      const request = { kind: 'sign', purpose: 'login', nonce }
      const sent = chrome.runtime.sendMessage(id, { request }).then(String, ({ message }: Error) => message)
      const port = chrome.runtime.connect(id, { name: 'ask' })
      const closed = new Promise<string>((resolve) => {
        port.onDisconnect.addListener(() => resolve(chrome.runtime.lastError?.message ?? 'closed'))
        port.onMessage.addListener((told) => resolve(JSON.stringify(told)))
      })
      port.postMessage({ request })
      return [await sent, await closed]
    })
    expect([message, port]).toEqual(
      Array(2).fill('Could not establish connection. Receiving end does not exist.'),
    )
    await nobodyAskedTheHost()
  })

  it('is not let to the host, whose manifest names ours alone', async () => {
    const said = await throughTheOther(
      (_id, host) =>
        new Promise<string>((resolve) => {
          const port = chrome.runtime.connectNative(host)
          port.onDisconnect.addListener(() => resolve(chrome.runtime.lastError?.message ?? 'closed'))
        }),
    )
    expect(said).toBe('Access to the specified native messaging host is forbidden.')
  })
})

describe('a page of the hall', () => {
  it('is answered once for an id, however often it asks with it', async () => {
    const { page } = stage()
    const id = crypto.randomUUID()
    const all = await Promise.all([
      askAll(page, toSign(), { id, wait: 500 }),
      askAll(page, toSign(), { id, wait: 500 }),
    ])
    expect(all.map((answers) => answers.length)).toEqual([1, 1])
    expect(await askAll(page, toSign(), { id, ...SILENCE })).toEqual([])
    expect((await stage().host.heard()).map(({ kind }) => kind)).toEqual(['sign', 'ended'])
  })

  it('cannot say who it is: the browser does', async () => {
    const { page } = stage()
    const lies = { origin: 'https://elsewhere.example', within: 'https://elsewhere.example', id: 'mine' }
    expect(await askAll(page, { ...toSign(), ...lies })).toMatchObject([{ ok: true }])
    const [heard] = await stage().host.heard()
    expect(heard).toMatchObject({ origin: stage().hall, id: expect.not.stringContaining('mine') })
    expect(heard).not.toHaveProperty('within')
  })

  it('is left alone when it says what nobody understands', async () => {
    const { page } = stage()
    const { nonce } = toSign()
    const nonsense: unknown[] = [
      ...[null, 'sign', 7, [], {}, { kind: 'eval' }, { kind: ['sign'], purpose: 'login', nonce }],
      ...[
        { kind: 'sign', purpose: 'pay', nonce },
        { kind: 'sign', purpose: 'login', nonce: `${nonce}\n` },
      ],
      ...[
        { kind: 'sign', purpose: 'login' },
        { kind: 'sign', purpose: 'login', nonce: 'x'.repeat(1_000_000) },
      ],
    ]
    const all = await Promise.all(nonsense.map((request) => askAll(page, request, SILENCE)))
    expect(all.flat()).toEqual([])
    for (const id of ['1', '', 'x'.repeat(1_000)])
      expect(await askAll(page, toSign(), { id, patience: 200 })).toEqual([])
    await nobodyAskedTheHost()
  })

  it('closes the port of a question that is none, and asks the host nothing', async () => {
    const { page } = stage()
    for (const message of [
      'sign',
      { request: { kind: 'sign' } },
      { request: toSign(), within: 'x'.repeat(301) },
    ])
      expect(await inContentScript(page, throughAPort('ask', message))).toBe('closed')
    expect(await inContentScript(page, throughAPort('other', { request: toSign() }))).toBe('closed')
    await nobodyAskedTheHost()
  })

  it('that asks without end is left alone until it is loaded again', async () => {
    const page = await stage().open(stage().hall)
    await page.evaluate(
      ({ type, answers }) => {
        Object.assign(window, { heard: 0 })
        addEventListener('message', ({ data }) => {
          if (data.type === answers) Object.assign(window, { heard: Reflect.get(window, 'heard') + 1 })
        })
        for (let asked = 0; asked < 600; asked++)
          postMessage({ type, id: crypto.randomUUID(), request: { kind: 'hello' } }, location.origin)
      },
      { type: asked(null).type, answers: ANSWERS },
    )
    await expect.poll(() => page.evaluate(() => Reflect.get(window, 'heard'))).toBe(500)
    expect(await askAll(page, { kind: 'hello' }, SILENCE)).toEqual([])
    await page.reload()
    expect(await ask(page, { kind: 'hello' })).toMatchObject({ ok: true })
  })

  it('moves nothing by answering in the extension’s place', async () => {
    await stage().host.plays({ signs: OWN_HOST, afterMs: 600 })
    const { page } = stage()
    const id = crypto.randomUUID()
    const answers = askAll(page, toSign(), { id, wait: 1_500 })
    await expect.poll(async () => (await stage().host.heard()).length).toBe(1)
    const within = { type: ANSWERS, id, answer: { ok: false, fault: 'cancelled' } }
    await page.evaluate((message) => postMessage(message, location.origin), within)
    expect(await answers).toMatchObject([{ fault: 'cancelled' }, { ok: true, token: { driver: 'pkcs11' } }])
  })
})
