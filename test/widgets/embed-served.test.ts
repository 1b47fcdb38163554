/** Elements that a portal's server put into its page with their frames: in place before any script runs. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { formIn, otherWay, useEmbedding, type Visit } from './embed-stage.ts'

const stage = useEmbedding()
const names = ['hall-ready', 'hall-login', 'hall-login-error']

/** As worker/embed/element.ts draws it; that it does is tested there. */
const served = (tag: string, attributes: string, src: string, height: number) =>
  `<${tag} ${attributes} height="${height}"><template shadowrootmode="open"><iframe title="框" src="${src.replaceAll('&', '&amp;')}"
    width="100%" height="${height}" frameborder="0" align="top" referrerpolicy="origin"></iframe><noscript><slot></slot></noscript></template><a href="/login">用别的办法登录</a></${tag}>`

function login(number = 1) {
  const query = new URLSearchParams({
    ...{
      response_type: 'code',
      response_mode: 'web_message',
      code_challenge_method: 'S256',
      scope: 'openid',
    },
    ...{ client_id: 'good', redirect_uri: `${stage.portal.origin}/callback`, state: `state-${number}` },
    ...{ nonce: `nonce-${number}`, code_challenge: `challenge-${number}` },
  })
  const attributes = `client-id="good" redirect-uri="${stage.portal.origin}/callback" state="state-${number}" nonce="nonce-${number}" code-challenge="challenge-${number}"`
  return served('hall-login', attributes, `${stage.hall.origin}/oidc/authorize?${query}`, 300)
}
const cases = () =>
  served('hall-cases', 'client-id="good" src="/hall/cases?client_id=good"', '/hall/cases?client_id=good', 132)

const ready = ({ heard }: Visit) => expect.poll(heard).toContainEqual(['hall-ready', {}])
const shifts = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0
        const watch = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value
        })
        watch.observe({ type: 'layout-shift', buffered: true })
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)))
      }),
  )

describe('an element that came with its frame', () => {
  it.each([
    ['the sign-in', login, 300],
    ['the counters', cases, 132],
  ] as const)('shifts nothing of the page, and loads its frame once: %s', async (_name, draw, height) => {
    const asked = () => stage.hall.asked.length + (stage.hall.loads.get('GET /embed/cases good') ?? 0)
    const before = asked()
    const visit = await stage.open(`<h1>门户</h1>${draw()}<p id="below">下面的内容</p>`, { names })
    await ready(visit)
    const frame = visit.page.locator('iframe')
    await expect.poll(() => frame.evaluate((one) => one.style.display)).toBe('block')
    await visit.page.waitForTimeout(300)
    expect(await shifts(visit.page)).toBe(0)
    expect(await frame.evaluate((one) => one.getBoundingClientRect().height)).toBe(height)
    expect(asked()).toBe(before + 1)
    expect(await otherWay(visit.page).isVisible()).toBe(false)
    expect(visit.complaints).toEqual([])
    await visit.page.close()
  })

  it('is there while the script is not, and hears the frame that had spoken before', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const visit = await stage.open(login(), { names, holdScript: held })
    await formIn(visit.page).waitFor()
    const frame = visit.page.locator('iframe')
    expect(await frame.evaluate((one) => one.getBoundingClientRect().height)).toBe(300)
    expect(await visit.heard()).toEqual([])
    release()
    await ready(visit)
    await formIn(visit.page).dispatchEvent('click')
    await visit.page.waitForURL('**/callback?*code=code-of-state-1*')
    expect(visit.complaints).toEqual([])
    await visit.page.close()
  })

  it('opens anew when the portal gives it other attributes', async () => {
    const visit = await stage.open(login(), { names })
    await ready(visit)
    await visit.page.locator('hall-login').evaluate((one) => {
      for (const name of ['state', 'nonce', 'code-challenge']) one.setAttribute(name, `${name}-2`)
    })
    await expect.poll(() => stage.hall.asked.at(-1)?.get('state')).toBe('state-2')
    expect(await visit.page.locator('iframe').count()).toBe(1)
    await visit.page.close()
  })

  it('is refused like any other', async () => {
    const html = login().replace('client-id="good"', 'client-id="unregistered"')
    const visit = await stage.open(html.replace('client_id=good', 'client_id=unregistered'), { names })
    await visit.page.getByRole('alert').waitFor()
    expect(await visit.heard()).toContainEqual(['hall-login-error', { reason: 'unregistered_origin' }])
    expect(await visit.page.locator('iframe').count()).toBe(0)
    expect(await otherWay(visit.page).isVisible()).toBe(true)
    await visit.page.close()
  })

  it('shows frame and other way without a script', async () => {
    const { page } = await stage.open(cases(), { javaScriptEnabled: false })
    await page.frameLocator('iframe').getByText('看过').waitFor()
    expect(await otherWay(page).isVisible()).toBe(true)
    await page.close()
  })
})
