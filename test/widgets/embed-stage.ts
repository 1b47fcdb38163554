/** A portal's page in a real browser, on a site of its own, around a fake hall on another. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launch, SHORT_LIVED } from '../support/browser-launch.ts'
import { type Client, type FakeHall, FORGED, type Site, startFakeHall, startSite } from './fake-hall.ts'

export interface Visit {
  page: Page
  /** Events that the portal's page heard, name and detail. */
  heard(): Promise<unknown[]>
  /** What the console complained of. */
  complaints: string[]
}

export interface Options {
  /** Prevents the default of `hall-login`. */
  keep?: boolean
  /** Events to listen to; with the element that each comes from, if `everything` is wanted. */
  names?: string[]
  everything?: boolean
  /** Content-Security-Policy of the portal's page; a strict one by default. */
  policy?: string
  reducedMotion?: 'reduce'
  /** Holds the hall's script back until it resolves, as a slow network does. */
  holdScript?: Promise<void>
  javaScriptEnabled?: false
}

const LISTENED = ['hall-login', 'hall-login-error']
const FALLBACK = '<a href="/login">用别的办法登录</a>'

/** Sites and browser for one test file. */
export function useEmbedding() {
  let browser: Browser
  let hall: FakeHall
  let portal: Site
  let stranger: Site
  /** The portal's page now, and its policy. */
  let [html, policy] = ['', '']

  beforeAll(async () => {
    stranger = await startSite('127.0.0.1', (_request, response) => {
      const forge = `for (const m of ${JSON.stringify([{ type: 'hall:ready' }, FORGED])}) parent.postMessage(m, '*')`
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<script>${forge}</script>`)
    })
    ;[hall, browser] = await Promise.all([
      startFakeHall(
        () => stranger.origin,
        () => portal.origin,
      ),
      launch(SHORT_LIVED),
    ])
    portal = await startSite('127.0.0.1', ({ url }, response) => {
      // The portal's server sends frames on, as one does that has got a ticket.
      if (url?.startsWith('/hall/'))
        return response.writeHead(303, { location: url.replace('/hall', `${hall.origin}/embed`) }).end()
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
      response.writeHead(200, headers).end(url === '/' ? html : '')
    })
  })
  afterAll(async () => {
    await browser.close()
    for (const site of [hall, portal, stranger]) site.close()
  })

  /** All that docs/embedding.md says a portal's policy needs, and nothing more (the icon is the test's). */
  const strict = (frames = hall.origin) =>
    `default-src 'none'; img-src data:; script-src ${hall.origin}; frame-src 'self' ${frames}; connect-src ${hall.origin}`

  const element = (client: Client = 'good', number = 1, inside = FALLBACK) =>
    `<hall-login client-id="${client}" redirect-uri="${portal.origin}/callback?from=page" state="state-${number}"
      nonce="nonce-${number}" code-challenge="challenge-${number}">${inside}</hall-login>`

  /** Opens a portal's page with `inside` in it, and listens. Its clock can be put forward. */
  async function open(inside: string, options: Options = {}): Promise<Visit> {
    policy = options.policy ?? strict()
    html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>门户</title><link rel="icon" href="data:,">
      <script src="${hall.origin}/embed.js" defer></script><main>${inside}</main></html>`
    const page = await browser.newPage({
      reducedMotion: options.reducedMotion ?? null,
      javaScriptEnabled: options.javaScriptEnabled ?? true,
    })
    page.setDefaultTimeout(30_000)
    const complaints: string[] = []
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.clock.install()
    const listening = {
      keep: options.keep ?? false,
      names: options.names ?? LISTENED,
      whole: options.everything ?? false,
    }
    await page.addInitScript(({ keep, names, whole }) => {
      const list: unknown[] = []
      Object.assign(globalThis, { heard: list })
      for (const name of names)
        addEventListener(name, (event) => {
          const from = whole ? [(event.target as Element).localName] : []
          list.push([...from, name, (event as CustomEvent).detail])
          if (keep) event.preventDefault()
        })
    }, listening)
    const { holdScript } = options
    if (holdScript) {
      await page.route('**/embed.js', (route) => holdScript.then(() => route.continue()))
      await page.goto(portal.origin, { waitUntil: 'commit' })
    } else await page.goto(portal.origin)
    const heard = () => page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard)
    return { page, heard, complaints }
  }

  /** One of the two that show something to whoever is signed in. */
  const widget = (name: 'account' | 'cases', client: Client = 'good', more = '') =>
    `<hall-${name} client-id="${client}" src="/hall/${name}?client_id=${client}" ${more}>${FALLBACK}</hall-${name}>`

  const check = (client: Client = 'good') => `<hall-verify client-id="${client}">${FALLBACK}</hall-verify>`

  return {
    open,
    element,
    widget,
    check,
    strict,
    get hall() {
      return hall
    },
    get portal() {
      return portal
    },
    get stranger() {
      return stranger
    },
  }
}

/** The button that signs in, in the frame. Pressed by event: the frame may still be getting its height, and moves. */
export const formIn = (page: Page, frame = 'hall-login iframe') =>
  page.frameLocator(frame).getByRole('button', { name: '登录' })

/** What the portal put inside the element. */
export const otherWay = (page: Page) => page.getByRole('link', { name: '用别的办法登录' })
