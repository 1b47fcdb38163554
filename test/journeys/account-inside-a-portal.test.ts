import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { launchProfile, useJourneys, violations } from '../support/browser.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import { aCase } from '../support/cases.ts'
import { until } from '../support/listener.ts'
import { PORTAL_CLIENT_ID } from '../support/world.ts'

const world = useJourneys()
let who: Awaited<ReturnType<typeof registerUnit>>
const hall = () => world.hall.origin

beforeAll(async () => {
  who = await registerUnit(world)
  const visitor = await signIn(world, who)
  for (let made = 0; made < 2; made++) await aCase(visitor)
})

const inside = (page: Page, name: 'login' | 'account' | 'cases') => page.frameLocator(`hall-${name} iframe`)
const greeting = (page: Page, as = who) => page.getByRole('heading', { name: `${as.unit.unitName}，您好` })

async function signInThere(page: Page, as = who) {
  await page.goto(world.portal.origin)
  const form = inside(page, 'login')
  await form.locator('hall-login-form:defined').waitFor()
  await form.locator('[name=unit]').fill(as.unit.creditCode)
  await form.locator('[name=person]').fill(as.person.documentNumber)
  await form.locator('[name=password]').fill(as.person.password)
  await form.locator('[name=password]').press('Enter')
  await greeting(page, as).waitFor()
}

async function showsBoth(page: Page) {
  await inside(page, 'account').getByText(who.unit.unitName).waitFor()
  await inside(page, 'account').getByText(`法定代表人 ${who.person.name[0]}**`).waitFor()
  await inside(page, 'cases').getByText('办理中').waitFor()
  expect(await inside(page, 'cases').locator('.case-count').allTextContents()).toEqual(['2', '0', '0'])
}

const frameOf = (page: Page, name: string) =>
  page.frames().find((one) => one.url().includes(`/embed/${name}`))
const sessions = async () =>
  (await world.hall.db.prepare('SELECT count(*) AS n FROM session').first<{ n: number }>())?.n ?? 0

/** Sums what moved on the page since it was opened, as browsers measure it. */
const watchShifts = (context: BrowserContext) =>
  context.addInitScript(() => {
    Object.assign(globalThis, { moved: 0 })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        (globalThis as unknown as { moved: number }).moved += (entry as unknown as { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
const shifted = (page: Page) => page.evaluate(() => (globalThis as unknown as { moved: number }).moved)

describe("account and counters inside a portal's page", () => {
  it.each([
    ['at a desk', {}],
    ['on a phone, in the dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const }],
  ])('are there after a sign-in, moving nothing of the page, %s', async (_where, options) => {
    const page = await world.open(options)
    await watchShifts(page.context())
    await page.goto(world.portal.origin)
    await inside(page, 'login').locator('hall-login-form:defined').waitFor()
    await page.waitForTimeout(300)
    expect(await shifted(page)).toBe(0)
    await signInThere(page)
    await showsBoth(page)
    await page.waitForTimeout(300)
    expect(await shifted(page)).toBe(0)
    expect(await violations(page)).toEqual([])
    for (const name of ['account', 'cases']) {
      const frame = frameOf(page, name)
      expect(frame && (await violations(frame))).toEqual([])
      expect(new URL(frame?.url() ?? '').searchParams.has('ticket')).toBe(false)
    }
    expect(await page.context().cookies(hall())).toEqual([])
    await page.context().close()
  })

  it("keep every token and ticket from the portal's scripts", async () => {
    // Even where the portal's policy keeps its scripts from nothing.
    const page = await world.open({ bypassCSP: true })
    const bodies: Promise<string>[] = []
    page.on('response', (response) => {
      const isRead = response.url().startsWith(world.portal.origin) && response.status() === 200
      if (isRead) bodies.push(response.text().catch(() => ''))
    })
    await signInThere(page)
    await showsBoth(page)
    const seen = await page.evaluate(async () => {
      const roots = [...document.querySelectorAll('*')].map((one) => one.shadowRoot?.innerHTML ?? '')
      const frames = [...document.querySelectorAll('hall-account, hall-cases')].map((one) => {
        const frame = one.shadowRoot?.querySelector('iframe')
        try {
          return `${frame?.contentWindow?.location.href} ${frame?.contentDocument?.body.innerHTML}`
        } catch (error) {
          return (error as Error).name
        }
      })
      // Whoever follows the portal's own address by script comes to another site, which lets nobody read.
      const followed = await fetch('/hall/account').then(
        (reply) => reply.url,
        (error: Error) => error.name,
      )
      const unfollowed = await fetch('/hall/account', { redirect: 'manual' })
      const entries = performance.getEntries().map(({ name }) => name)
      return {
        everything: JSON.stringify([
          ...[document.documentElement.outerHTML, roots, frames, entries, { ...localStorage }],
          ...[{ ...sessionStorage }, document.cookie, unfollowed.url, [...unfollowed.headers]],
        ]),
        ...{ frames, followed, type: unfollowed.type },
      }
    })
    expect(seen.frames).toEqual(['SecurityError', 'SecurityError'])
    expect([seen.followed, seen.type]).toEqual(['TypeError', 'opaqueredirect'])
    for (const text of [seen.everything, ...(await Promise.all(bodies))]) {
      expect(text).not.toMatch(/[0-9a-z]{26}\.[\w-]{43}/) // tokens, tickets and keys
      expect(text).not.toMatch(/eyJ[\w-]{20,}/) // ID tokens
    }
    world.expectComplaint('CORS')
    world.expectComplaint('ERR_FAILED')
    await page.context().close()
  })

  it('open the lists of the hall in windows of their own', async () => {
    const page = await world.open()
    await signInThere(page)
    await showsBoth(page)
    const opened = page.context().waitForEvent('page')
    await inside(page, 'cases').getByRole('link', { name: '办理中' }).press('Enter')
    const list = await opened
    // The frame's sign-in is the portal's: the hall itself asks again, and then leads to that list.
    await list.getByRole('heading', { name: '单位登录' }).waitFor()
    await list.locator('[name=unit]').fill(who.unit.creditCode)
    await list.locator('[name=person]').fill(who.person.documentNumber)
    await list.locator('[name=password]').fill(who.person.password)
    await list.getByRole('button', { name: '登录', exact: true }).click()
    await list.waitForURL('**/center/cases?status=open')
    expect(await list.evaluate(() => opener)).toBe(null)
    await page.context().close()
  })

  it('count anew when the visitor comes back to the page', async () => {
    const other = await registerUnit(world)
    const page = await world.open()
    await page.clock.install()
    await signInThere(page, other)
    const count = () => inside(page, 'cases').locator('.case-count').first().textContent()
    await expect.poll(count).toBe('0')
    await aCase(await signIn(world, other))
    await page.clock.fastForward(11_000)
    await frameOf(page, 'cases')?.evaluate(() =>
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
    )
    await expect.poll(count).toBe('1')
    await page.context().close()
  })
})

describe('signing out inside the frame', () => {
  it('by keys alone: ends the hall’s session, and the portal’s own server ends its own', async () => {
    const page = await world.open()
    await signInThere(page)
    await showsBoth(page)
    const before = await sessions()
    const button = inside(page, 'account').getByRole('button', { name: '退出登录' })
    for (let presses = 0; presses < 40; presses++) {
      if (await button.evaluate((one) => one === document.activeElement && document.hasFocus())) break
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '已经退出' }).waitFor()
    expect(page.url()).toBe(`${world.portal.origin}/left-the-hall`)
    expect(await sessions()).toBe(before - 1)
    await page.goto(`${world.portal.origin}/welcome`)
    await inside(page, 'login').locator('[name=unit]').waitFor()
    await page.context().close()
  })

  it('works without a script: frame and link are there, and the portal hears of it from the hall', async () => {
    const scripted = await world.open()
    await signInThere(scripted)
    const state = await scripted.context().storageState()
    const page = await world.open({ javaScriptEnabled: false, storageState: state })
    await page.goto(`${world.portal.origin}/welcome`)
    await inside(page, 'account').getByText(who.unit.unitName).waitFor()
    expect(await page.getByRole('link', { name: '到单位办事大厅看办件' }).isVisible()).toBe(true)
    await inside(page, 'account').getByRole('button', { name: '退出登录' }).click()
    await inside(page, 'account').getByText('已经退出单位办事大厅').waitFor()
    await until(async () => {
      await page.goto(`${world.portal.origin}/welcome`)
      return (await greeting(page).count()) === 0
    })
    for (const one of [page, scripted]) await one.context().close()
  })

  it('says so when the session has ended elsewhere, and shows the way on', async () => {
    world.expectComplaint('401')
    world.expectComplaint('[unit-hall] session_over')
    const page = await world.open()
    await page.clock.install()
    await signInThere(page)
    await showsBoth(page)
    await world.hall.db
      .prepare('UPDATE session SET seen_at = seen_at - 1900000 WHERE client_id = ?')
      .bind(PORTAL_CLIENT_ID)
      .run()
    await page.clock.fastForward(11_000)
    await frameOf(page, 'account')?.evaluate(() =>
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
    )
    await inside(page, 'account').getByText('登录已经结束').waitFor()
    await page.getByRole('link', { name: '到单位办事大厅查看' }).waitFor()
    await page.context().close()
  })
})

describe('a sign-in without a script inside the frame', () => {
  it('comes to the portal by a link at its end', async () => {
    const page = await world.open({ javaScriptEnabled: false })
    await page.goto(world.portal.origin)
    const form = inside(page, 'login')
    await form.locator('[name=unit]').fill(who.unit.creditCode)
    await form.locator('[name=person]').fill(who.person.documentNumber)
    await form.locator('[name=password]').fill(who.person.password)
    await form.getByRole('button', { name: '登录', exact: true }).click()
    await form.getByRole('link', { name: '继续，回到临江市政务服务门户' }).click()
    await greeting(page).waitFor()
    await page.context().close()
  })
})

describe('with third-party cookies blocked', () => {
  it('shows account and counters all the same, and signs out', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'profile-'))
    await mkdir(join(folder, 'Default'))
    const blocked = { profile: { cookie_controls_mode: 1, block_third_party_cookies: true } }
    await writeFile(join(folder, 'Default/Preferences'), JSON.stringify(blocked))
    const context = await launchProfile(folder)
    const page = await context.newPage()
    const sent: Promise<string | undefined>[] = []
    page.on('request', (request) => {
      if (request.url().startsWith(`${hall()}/embed/`))
        sent.push(request.allHeaders().then(({ cookie }) => cookie))
    })
    await signInThere(page)
    await showsBoth(page)
    const denied = await frameOf(page, 'account')?.evaluate(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: whether that is allowed is what is asked
      document.cookie = 'probe=1; SameSite=None; Secure'
      return document.cookie
    })
    expect(denied).toBe('')
    const before = await sessions()
    await inside(page, 'account').getByRole('button', { name: '退出登录' }).press('Enter')
    await page.getByRole('heading', { name: '已经退出' }).waitFor()
    expect(await sessions()).toBe(before - 1)
    expect(sent.length).toBeGreaterThan(2)
    expect(new Set(await Promise.all(sent))).toEqual(new Set([undefined]))
    await context.close()
    await rm(folder, { recursive: true, force: true })
  })
})
