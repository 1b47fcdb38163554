import { brotliCompressSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../support/browser-launch.ts'
import { type Client, type FakeHall, FORGED, type Site, startFakeHall, startSite } from './fake-hall.ts'

let browser: Browser
let hall: FakeHall
let portal: Site
let stranger: Site
/** The portal's page now, and its policy: strict unless a test says otherwise. */
let html = ''
let policy = ''

const strict = () =>
  `default-src 'none'; script-src ${hall.origin}; frame-src ${hall.origin}; connect-src ${hall.origin}`

const FALLBACK = '<a href="/login">用别的办法登录</a>'
const element = (client: Client = 'good', number = 1, inside = FALLBACK) =>
  `<hall-login client-id="${client}" redirect-uri="${portal.origin}/callback?from=page" state="state-${number}"
    nonce="nonce-${number}" code-challenge="challenge-${number}">${inside}</hall-login>`

beforeAll(async () => {
  stranger = await startSite('127.0.0.1', (_request, response) => {
    const forge = `parent.postMessage({type:'hall:ready'}, '*');parent.postMessage(${JSON.stringify(FORGED)}, '*')`
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<script>${forge}</script>`)
  })
  ;[hall, browser] = await Promise.all([startFakeHall(() => stranger.origin), launch()])
  portal = await startSite('127.0.0.1', (_request, response) => {
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
    response.writeHead(200, headers).end(html)
  })
})

afterAll(async () => {
  await browser.close()
  for (const site of [hall, portal, stranger]) site.close()
})

interface Visit {
  page: Page
  /** Events that the portal's page heard, name and detail. */
  heard(): Promise<unknown[]>
  /** What the console complained of. */
  complaints: string[]
}

interface Options {
  keep?: boolean
  policy?: string
  reducedMotion?: 'reduce'
}

/** Opens a portal's page with `inside` in it, and listens; `keep` prevents the default of `hall-login`. */
async function visit(inside: string, options: Options = {}): Promise<Visit> {
  policy = options.policy ?? strict()
  html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>门户</title><link rel="icon" href="data:,">
    <script src="${hall.origin}/embed.js" defer></script><main>${inside}</main></html>`
  const page = await browser.newPage({ reducedMotion: options.reducedMotion ?? null })
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.clock.install()
  await page.addInitScript((keep) => {
    const list: unknown[] = []
    Object.assign(globalThis, { heard: list })
    for (const name of ['hall-login', 'hall-login-error'])
      addEventListener(name, (event) => {
        list.push([name, (event as CustomEvent).detail])
        if (keep) event.preventDefault()
      })
  }, options.keep ?? false)
  await page.goto(portal.origin)
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard)
  return { page, heard, complaints }
}

const formIn = (page: Page, which = 'iframe') =>
  page.frameLocator(which).getByRole('button', { name: '登录' })
const heightOf = (page: Page) =>
  page.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().height)
const fallback = (page: Page) => page.getByRole('link', { name: '用别的办法登录' })

describe('after a sign-in', () => {
  it('leads the page to the redirect URI with code, state and issuer', async () => {
    const { page, complaints } = await visit(element())
    await formIn(page).click()
    await page.waitForURL('**/callback?*')
    const { searchParams } = new URL(page.url())
    expect(Object.fromEntries(searchParams)).toEqual({
      ...{ from: 'page', code: 'code-of-state-1', state: 'state-1', iss: hall.origin },
    })
    expect(complaints).toEqual([])
    await page.close()
  })

  it('leaves the page where it is if the portal takes the code itself, and keeps the code nowhere', async () => {
    const { page, heard } = await visit(element(), { keep: true })
    await formIn(page).click()
    await expect.poll(heard).toHaveLength(1)
    const detail = { code: 'code-of-state-1', state: 'state-1', iss: hall.origin }
    expect(await heard()).toEqual([['hall-login', detail]])
    expect(page.url()).toBe(`${portal.origin}/`)
    const kept = await page.evaluate(() =>
      JSON.stringify([document.documentElement.outerHTML, { ...localStorage }, { ...sessionStorage }]),
    )
    expect(kept).not.toContain('code-of')
    expect(kept).toContain('iframe')
    await page.close()
  })
})

describe('a forged answer', () => {
  it('is not believed from the page itself, nor from another frame of the very hall', async () => {
    const { page, heard } = await visit(`${element()}<iframe id="forger"></iframe>`, { keep: true })
    await formIn(page, 'hall-login iframe').waitFor()
    await page.evaluate((forged) => postMessage(forged, '*'), FORGED)
    const arrived = page.evaluate(
      (origin) =>
        new Promise((resolve) =>
          addEventListener('message', (event) => event.origin === origin && resolve(1)),
        ),
      hall.origin,
    )
    await page
      .locator('#forger')
      .evaluate(
        (frame: HTMLIFrameElement, origin) => frame.setAttribute('src', `${origin}/forger`),
        hall.origin,
      )
    await arrived
    expect(await heard()).toEqual([])
    await formIn(page, 'hall-login iframe').click()
    await expect.poll(heard).toHaveLength(1)
    expect(JSON.stringify(await heard())).toContain('code-of-state-1')
    await page.close()
  })

  it('is not believed from a frame that has gone to another origin', async () => {
    const { page, heard } = await visit(element('hijacked'), {
      policy: `${strict()} ; frame-src *`.replace(/frame-src http\S+;/, ''),
    })
    await expect.poll(() => page.frames()[1]?.url()).toBe(`${stranger.origin}/`)
    await page.frames()[1]?.waitForLoadState()
    expect(await fallback(page).isVisible()).toBe(true)
    await page.clock.fastForward(10_000)
    await page.getByRole('alert').waitFor()
    expect(await heard()).toEqual([['hall-login-error', { reason: 'unreachable' }]])
    expect(page.url()).toBe(`${portal.origin}/`)
    await page.close()
  })

  it('is not believed when it bears the state of another attempt', async () => {
    const { page, heard } = await visit(element(), { keep: true })
    await formIn(page).waitFor()
    // The very frame, and the right origin; only the state is not this element's.
    await page.frames()[1]?.evaluate((forged) => {
      parent.postMessage({ ...forged, response: { ...forged.response, state: 'another' } }, '*')
    }, FORGED)
    await formIn(page).click()
    await expect.poll(heard).toHaveLength(1)
    expect(JSON.stringify(await heard())).not.toContain('forged')
    await page.close()
  })
})

describe('a sign-in that cannot be', () => {
  it('says why to the developer, what to do to the visitor, and shows the other way', async () => {
    const { page, heard, complaints } = await visit(element('unregistered'))
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toBe('这个网站还不能使用单位登录。')
    expect(complaints).toContain('[unit-hall] unregistered_origin: Register this origin.')
    expect(await heard()).toEqual([['hall-login-error', { reason: 'unregistered_origin' }]])
    expect(await page.locator('iframe').count()).toBe(0)
    expect(await fallback(page).isVisible()).toBe(true)
    await page.close()
  })

  it('offers the hall itself where the portal put no way of its own', async () => {
    const { page } = await visit(element('unregistered', 1, ''))
    const link = page.getByRole('alert').getByRole('link', { name: '到单位办事大厅登录' })
    expect(await link.getAttribute('href')).toBe(`${hall.origin}/login`)
    await page.close()
  })

  it("hands on the hall's own refusal of the request", async () => {
    const { page, heard, complaints } = await visit(element('wrong-scope'))
    await page.getByRole('alert').waitFor()
    expect(complaints).toEqual(['[unit-hall] invalid_scope: scope must contain openid'])
    expect(await heard()).toEqual([['hall-login-error', { reason: 'invalid_scope' }]])
    await page.close()
  })

  it.each([
    ['a frame that never answers', 'silent', () => strict()],
    ["a page whose policy forbids the hall's frame", 'good', () => strict().replace('frame-src', 'img-src')],
  ] as const)('waits quietly, then gives up after ten seconds, for %s', async (_case, client, policyOf) => {
    const { page, heard } = await visit(element(client), { policy: policyOf() })
    const status = page.getByRole('status')
    await status.waitFor({ state: 'attached' })
    await expect.poll(() => status.textContent()).toBe('正在打开登录窗口…')
    expect(await fallback(page).isVisible()).toBe(true)
    await page.clock.fastForward(10_000)
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('登录窗口没有打开')
    expect(await heard()).toEqual([['hall-login-error', { reason: 'unreachable' }]])
    await page.close()
  })
})

describe('the frame', () => {
  it.each([
    ['gently', {}, 'height'],
    ['at once, for whoever wants less motion', { reducedMotion: 'reduce' }, 'none'],
  ] as const)('is as wide as its place and as high as what it holds, %s', async (_how, options, moves) => {
    const { page, complaints } = await visit(element(), options)
    await expect.poll(() => heightOf(page)).toBe(300)
    const frame = page.locator('iframe')
    expect(
      await frame.evaluate((one) => one.clientWidth === document.querySelector('main')?.clientWidth),
    ).toBe(true)
    expect(await frame.evaluate((one) => getComputedStyle(one).transitionProperty)).toBe(moves)
    await page.frameLocator('iframe').getByRole('button', { name: '出错' }).click()
    await expect.poll(() => heightOf(page)).toBe(420)
    expect(await frame.getAttribute('title')).toBe('单位登录')
    expect(await frame.getAttribute('allow')).toBe(null)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('has its height although it stands below what is on the screen', async () => {
    const { page } = await visit(`${'<p>办事</p>'.repeat(200)}${element()}`)
    await expect.poll(() => heightOf(page)).toBe(300)
    await page.close()
  })

  it('asks for all that the attributes say, the hidden nonce included', async () => {
    const { page } = await visit(element('good', 7))
    await formIn(page).waitFor()
    expect(await page.locator('hall-login').getAttribute('nonce')).toBe('')
    expect(Object.fromEntries(hall.asked.at(-1) ?? [])).toEqual({
      ...{ response_type: 'code', response_mode: 'web_message', scope: 'openid', client_id: 'good' },
      ...{ redirect_uri: `${portal.origin}/callback?from=page`, state: 'state-7', nonce: 'nonce-7' },
      ...{ code_challenge: 'challenge-7', code_challenge_method: 'S256' },
    })
    await page.close()
  })

  it('hides the other way without touching it', async () => {
    const { page } = await visit(element('good', 1, `还可以${FALLBACK}`))
    const before = await page.evaluateHandle(() => [
      ...(document.querySelector('hall-login')?.childNodes ?? []),
    ])
    await formIn(page).waitFor()
    expect(await fallback(page).isVisible()).toBe(false)
    expect(await page.getByText('还可以').isVisible()).toBe(true)
    expect(await before.evaluate((nodes) => nodes.every((node) => node.isConnected))).toBe(true)
    await page.close()
  })
})

describe('the element', () => {
  it('opens anew, once, when the portal gives it another attempt', async () => {
    const { page } = await visit(element())
    await formIn(page).waitFor()
    const before = hall.asked.length
    await page.locator('hall-login').evaluate((one) => {
      for (const name of ['state', 'nonce', 'code-challenge']) one.setAttribute(name, `${name}-2`)
    })
    await expect.poll(() => hall.asked.at(-1)?.get('state')).toBe('state-2')
    await formIn(page).click()
    await page.waitForURL('**/callback?*code=code-of-state-2*')
    expect(hall.asked.length).toBe(before + 1)
    expect(hall.asked.at(-1)?.get('nonce')).toBe('nonce-2')
    await page.close()
  })

  it('may come later, and be one of several', async () => {
    const { page, heard, complaints } = await visit(element(), { keep: true })
    await formIn(page).waitFor()
    await page.locator('hall-login').evaluate((one) => {
      const second = document.createElement('hall-login')
      for (const { name, value } of one.attributes) second.setAttribute(name, value.replace('-1', '-2'))
      one.after(second)
    })
    await formIn(page, 'hall-login:nth-of-type(2) iframe').click()
    await expect.poll(heard).toHaveLength(1)
    expect(JSON.stringify(await heard())).toContain('code-of-state-2')
    await formIn(page, 'hall-login:nth-of-type(1) iframe').click()
    await expect.poll(heard).toHaveLength(2)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('leaves nothing behind when it is taken away, and comes back when it is put back', async () => {
    const { page, heard, complaints } = await visit(element('silent'))
    await page.locator('iframe').waitFor({ state: 'attached' })
    const taken = await page.locator('hall-login').evaluateHandle((one) => {
      one.remove()
      return one
    })
    expect(await taken.evaluate((one) => one.childNodes.length)).toBe(1)
    await page.clock.fastForward(11_000)
    expect(await heard()).toEqual([])
    expect(complaints).toEqual([])
    await taken.evaluate((one) => {
      one.setAttribute('client-id', 'good')
      document.querySelector('main')?.appendChild(one)
    })
    await formIn(page).waitFor()
    expect(hall.asked.at(-1)?.get('nonce')).toBe('nonce-1')
    await page.close()
  })

  it('minds not that the page names the script twice', async () => {
    const { page, complaints } = await visit(
      `${element()}<script src="${hall.origin}/embed.js" defer></script>`,
    )
    await formIn(page).waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe('the script that a portal loads', () => {
  it('stays within 2,500 bytes of brotli', () => {
    expect(brotliCompressSync(hall.script).length).toBeLessThanOrEqual(2_500)
  })
})
