import { describe, expect, it } from 'vitest'
import { formIn, otherWay, useEmbedding } from './embed-stage.ts'
import { FORGED } from './fake-hall.ts'

const stage = useEmbedding()

describe('a forged answer', () => {
  it('is not believed from the page itself, nor from another frame of the very hall', async () => {
    const { page, heard } = await stage.open(`${stage.element()}<iframe id="forger"></iframe>`, {
      keep: true,
    })
    await formIn(page).waitFor()
    await page.evaluate((forged) => postMessage(forged, '*'), FORGED)
    const arrived = page.evaluate(
      (origin) =>
        new Promise((resolve) =>
          addEventListener('message', (event) => event.origin === origin && resolve(1)),
        ),
      stage.hall.origin,
    )
    await page
      .locator('#forger')
      .evaluate(
        (frame: HTMLIFrameElement, origin) => frame.setAttribute('src', `${origin}/forger`),
        stage.hall.origin,
      )
    await arrived
    expect(await heard()).toEqual([])
    await formIn(page).dispatchEvent('click')
    await expect.poll(heard).toHaveLength(1)
    expect(JSON.stringify(await heard())).toContain('code-of-state-1')
    await page.close()
  })

  it('is not believed from a frame that has gone to another origin', async () => {
    const { page, heard } = await stage.open(stage.element('hijacked'), {
      policy: stage.strict('*'),
    })
    await expect.poll(() => page.frames()[1]?.url()).toBe(`${stage.stranger.origin}/`)
    await page.frames()[1]?.waitForLoadState()
    expect(await otherWay(page).isVisible()).toBe(true)
    await page.clock.fastForward(10_000)
    await page.getByRole('alert').waitFor()
    expect(await heard()).toEqual([['hall-login-error', { reason: 'unreachable' }]])
    expect(page.url()).toBe(`${stage.portal.origin}/`)
    await page.close()
  })

  it('is not believed when it bears the state of another attempt', async () => {
    const { page, heard } = await stage.open(stage.element(), { keep: true })
    await formIn(page).waitFor()
    // The very frame, and the right origin; only the state is not this element's.
    await page.frames()[1]?.evaluate((forged) => {
      parent.postMessage({ ...forged, response: { ...forged.response, state: 'another' } }, '*')
    }, FORGED)
    await formIn(page).dispatchEvent('click')
    await expect.poll(heard).toHaveLength(1)
    expect(JSON.stringify(await heard())).not.toContain('forged')
    await page.close()
  })
})

describe('a sign-in that cannot be', () => {
  it('says why to the developer, what to do to the visitor, and shows the other way', async () => {
    const { page, heard, complaints } = await stage.open(stage.element('unregistered'))
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toBe('这个网站还不能使用单位登录。')
    expect(complaints).toContain('[unit-hall] unregistered_origin: Register this origin.')
    expect(await heard()).toEqual([['hall-login-error', { reason: 'unregistered_origin' }]])
    expect(await page.locator('iframe').count()).toBe(0)
    expect(await otherWay(page).isVisible()).toBe(true)
    await page.close()
  })

  it('offers the hall itself where the portal put no way of its own', async () => {
    const { page } = await stage.open(stage.element('unregistered', 1, ''))
    const link = page.getByRole('alert').getByRole('link', { name: '到单位办事大厅登录' })
    expect(await link.getAttribute('href')).toBe(`${stage.hall.origin}/login`)
    await page.close()
  })

  it("hands on the hall's own refusal of the request", async () => {
    const { page, heard, complaints } = await stage.open(stage.element('wrong-scope'))
    await page.getByRole('alert').waitFor()
    expect(complaints).toEqual(['[unit-hall] invalid_scope: scope must contain openid'])
    expect(await heard()).toEqual([['hall-login-error', { reason: 'invalid_scope' }]])
    await page.close()
  })

  it.each([
    ['a frame that never answers', 'silent', () => stage.strict()],
    ["a page whose policy forbids the hall's frame", 'good', () => stage.strict("'none'")],
  ] as const)('waits quietly, then gives up after ten seconds, for %s', async (_case, client, policyOf) => {
    const { page, heard } = await stage.open(stage.element(client), { policy: policyOf() })
    const status = page.getByRole('status')
    await status.waitFor({ state: 'attached' })
    await expect.poll(() => status.textContent()).toBe('正在打开登录窗口…')
    expect(await otherWay(page).isVisible()).toBe(true)
    await page.clock.fastForward(10_000)
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('登录窗口没有打开')
    expect(await heard()).toEqual([['hall-login-error', { reason: 'unreachable' }]])
    await page.close()
  })
})
