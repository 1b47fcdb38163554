import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, FrameLocator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { launchProfile, useJourneys, violations } from '../support/browser.ts'
import { registerUnit } from '../support/builders.ts'
import { startOtherSite } from '../support/other-site.ts'

const world = useJourneys()
let who: Awaited<ReturnType<typeof registerUnit>>

beforeAll(async () => {
  who = await registerUnit(world)
})

const inFrame = (page: Page) => page.frameLocator('hall-login iframe')

/** By the keyboard: a frame that is still getting its height moves under the pointer. */
async function signInWithin(frame: FrameLocator, password = who.person.password) {
  await frame.locator('hall-login-form:defined').waitFor()
  await frame.locator('[name=unit]').fill(who.unit.creditCode)
  await frame.locator('[name=person]').fill(who.person.documentNumber)
  await frame.locator('[name=password]').fill(password)
  await frame.locator('[name=password]').press('Enter')
}

async function greeted(page: Page) {
  await page.getByRole('heading', { name: `${who.unit.unitName}，您好` }).waitFor()
  await page.getByText(`法定代表人 ${who.person.name[0]}** 已登录`).waitFor()
}

const cookiesOfHall = async (context: BrowserContext) =>
  (await context.cookies(world.hall.origin)).map(({ name }) => name)

describe("sign-in inside a portal's page", () => {
  it.each([
    ['at a desk', {}],
    ['on a phone, in the dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const }],
  ])("lets the portal's server greet unit and operator, %s", async (_where, options) => {
    const page = await world.open(options)
    await page.goto(world.portal.origin)
    await inFrame(page).locator('[name=unit]').waitFor()
    expect(await violations(page)).toEqual([])
    const frame = page.frames().find((one) => one.url().startsWith(world.hall.origin))
    expect(frame && (await violations(frame))).toEqual([])
    await signInWithin(inFrame(page))
    await greeted(page)
    expect(await violations(page)).toEqual([])
    expect(await cookiesOfHall(page.context())).toEqual([])
    await page.getByRole('button', { name: '退出门户', exact: true }).click()
    await inFrame(page).locator('[name=unit]').waitFor()
    await page.context().close()
  })

  it('shows a wrong password in the frame, which fits what it holds', async () => {
    world.expectComplaint('401')
    const page = await world.open({ viewport: { width: 390, height: 844 } })
    await page.goto(world.portal.origin)
    await signInWithin(inFrame(page), 'Wrong#1234')
    await inFrame(page)
      .getByText(/对不上/)
      .waitFor()
    await expect
      .poll(async () => {
        const inner = await page.frames()[1]?.evaluate(() => document.body.offsetHeight)
        const outer = await page.locator('hall-login iframe').evaluate((frame) => frame.clientHeight)
        return Math.abs((inner ?? 0) - outer)
      })
      .toBeLessThan(3)
    await signInWithin(inFrame(page))
    await greeted(page)
    await page.context().close()
  })

  it('works in two tabs at once', async () => {
    const first = await world.open()
    const second = await first.context().newPage()
    await first.goto(world.portal.origin)
    await second.goto(world.portal.origin)
    await signInWithin(inFrame(first))
    await greeted(first)
    await signInWithin(inFrame(second))
    await greeted(second)
    await first.context().close()
  })

  it("keeps what is typed from the portal's scripts", async () => {
    const page = await world.open()
    await page.goto(world.portal.origin)
    await inFrame(page).locator('[name=password]').fill('secret')
    const seen = await page.evaluate(() => {
      try {
        const frame = document.querySelector('hall-login')?.shadowRoot?.querySelector('iframe')
        return String(frame?.contentWindow?.document.body.innerHTML)
      } catch (error) {
        return (error as Error).name
      }
    })
    expect(seen).toBe('SecurityError')
    await page.context().close()
  })
})

describe('with third-party cookies blocked', () => {
  it('signs in all the same, and the blocking is shown to be on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'profile-'))
    await mkdir(join(folder, 'Default'))
    const blocked = { profile: { cookie_controls_mode: 1, block_third_party_cookies: true } }
    await writeFile(join(folder, 'Default/Preferences'), JSON.stringify(blocked))
    const context = await launchProfile(folder)
    const page = await context.newPage()

    // The proof: signed in on the hall, yet the hall in a frame of another site gets no cookie.
    await page.goto(`${world.hall.origin}/login`)
    await page.locator('[name=unit]').fill(who.unit.creditCode)
    await page.locator('[name=person]').fill(who.person.documentNumber)
    await page.locator('[name=password]').fill(who.person.password)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('heading', { name: who.unit.unitName }).waitFor()
    const requests: Promise<string | undefined>[] = []
    page.on('request', (request) => {
      if (request.url().includes('/oidc/authorize'))
        requests.push(request.allHeaders().then(({ cookie }) => cookie))
    })
    await page.goto(world.portal.origin)
    await inFrame(page).locator('[name=unit]').waitFor()
    expect(await Promise.all(requests)).toEqual([undefined])
    const denied = await page.frames()[1]?.evaluate(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: whether that is allowed is what is asked
      document.cookie = 'probe=1; SameSite=None; Secure'
      return document.cookie
    })
    expect(denied).toBe('')

    await signInWithin(inFrame(page))
    await greeted(page)
    await context.close()
    await rm(folder, { recursive: true, force: true })
  })
})

describe('a page that may not embed', () => {
  const embedding = (
    attributes: string,
  ) => `<!doctype html><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">
    <script src="${world.hall.origin}/embed.js" defer></script>
    <hall-login ${attributes} state="s" nonce="n" code-challenge="${'a'.repeat(43)}">
    <a href="/login">用别的办法登录</a></hall-login>`

  const refusedBy = async (attributes: string) => {
    const site = await startOtherSite(embedding(attributes))
    const page = await world.open()
    const said: string[] = []
    page.on('console', (line) => said.push(line.text()))
    await page.goto(site.origin)
    await page.getByRole('alert').waitFor()
    const words = await page.getByRole('alert').textContent()
    const link = await page.getByRole('link', { name: '用别的办法登录' }).isVisible()
    await page.context().close()
    site.close()
    return { words, link, said: said.join('\n') }
  }

  it.each([
    [
      'another site',
      () => `client-id="demo-portal" redirect-uri="${world.portal.origin}/callback"`,
      'unregistered_origin',
    ],
    [
      'an unknown client',
      () => `client-id="nobody" redirect-uri="${world.portal.origin}/callback"`,
      'unknown_client',
    ],
  ])('is told why, for %s', async (_case, attributes, reason) => {
    world.expectComplaint('[unit-hall]')
    world.expectComplaint('frame-ancestors')
    world.expectComplaint('400')
    const { words, link, said } = await refusedBy(attributes())
    expect(said).toContain(`[unit-hall] ${reason}`)
    expect(words).toContain('这个网站还不能使用单位登录')
    expect(link).toBe(true)
  })

  it('is told of a wrong redirect URI on its own registered site', async () => {
    const query = `client_id=demo-portal&redirect_uri=${encodeURIComponent(`${world.portal.origin}/elsewhere`)}`
    const reply = await fetch(`${world.hall.origin}/oidc/embed-check?${query}`, {
      headers: { origin: world.portal.origin },
    })
    expect(await reply.json()).toMatchObject({ ok: false, reason: 'wrong_redirect_uri' })
  })
})
