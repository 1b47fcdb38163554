import { brotliCompressSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { formIn, otherWay, useEmbedding } from './embed-stage.ts'

const stage = useEmbedding()

const heightOf = (page: Page) =>
  page.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().height)

describe('after a sign-in', () => {
  it('leads the page to the redirect URI with code, state and issuer', async () => {
    const { page, complaints } = await stage.open(stage.element())
    await formIn(page).dispatchEvent('click')
    await page.waitForURL('**/callback?*')
    const { searchParams } = new URL(page.url())
    expect(Object.fromEntries(searchParams)).toEqual({
      from: 'page',
      code: 'code-of-state-1',
      state: 'state-1',
      iss: stage.hall.origin,
    })
    expect(complaints).toEqual([])
    await page.close()
  })

  it('leaves the page where it is if the portal takes the code itself, and keeps the code nowhere', async () => {
    const { page, heard } = await stage.open(stage.element(), { keep: true })
    await formIn(page).dispatchEvent('click')
    await expect.poll(heard).toHaveLength(1)
    const detail = { code: 'code-of-state-1', state: 'state-1', iss: stage.hall.origin }
    expect(await heard()).toEqual([['hall-login', detail]])
    expect(page.url()).toBe(`${stage.portal.origin}/`)
    const kept = await page.evaluate(() => {
      const inside = document.querySelector('hall-login')?.shadowRoot?.innerHTML
      const all = [document.documentElement.outerHTML, inside, { ...localStorage }, { ...sessionStorage }]
      return JSON.stringify(all)
    })
    expect(kept).not.toContain('code-of')
    expect(kept).toContain('iframe')
    await page.close()
  })
})

describe('the frame', () => {
  it.each([
    ['gently', {}, 'height'],
    ['at once, for whoever wants less motion', { reducedMotion: 'reduce' }, 'none'],
  ] as const)('is as wide as its place and as high as what it holds, %s', async (_how, options, moves) => {
    const { page, complaints } = await stage.open(stage.element(), options)
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
    const { page } = await stage.open(`${'<p>办事</p>'.repeat(200)}${stage.element()}`)
    await expect.poll(() => heightOf(page)).toBe(300)
    await page.close()
  })

  it('asks for all that the attributes say, the hidden nonce included', async () => {
    const { page } = await stage.open(stage.element('good', 7))
    await formIn(page).waitFor()
    expect(await page.locator('hall-login').getAttribute('nonce')).toBe('')
    expect(Object.fromEntries(stage.hall.asked.at(-1) ?? [])).toEqual({
      response_type: 'code',
      response_mode: 'web_message',
      scope: 'openid',
      client_id: 'good',
      redirect_uri: `${stage.portal.origin}/callback?from=page`,
      state: 'state-7',
      nonce: 'nonce-7',
      code_challenge: 'challenge-7',
      code_challenge_method: 'S256',
    })
    await page.close()
  })

  it('hides the other way without touching it', async () => {
    const { page } = await stage.open(stage.element('good', 1, '还可以<a href="/login">用别的办法登录</a>'))
    await formIn(page).waitFor()
    const login = page.locator('hall-login')
    expect(await otherWay(page).isVisible()).toBe(false)
    expect(await login.ariaSnapshot()).toBe('- iframe')
    expect(await login.textContent()).toBe('还可以用别的办法登录')
    await page.close()
  })
})

describe('the element', () => {
  it('opens anew, once, when the portal gives it another attempt', async () => {
    const { page } = await stage.open(stage.element())
    await formIn(page).waitFor()
    const before = stage.hall.asked.length
    await page.locator('hall-login').evaluate((one) => {
      for (const name of ['state', 'nonce', 'code-challenge']) one.setAttribute(name, `${name}-2`)
    })
    await expect.poll(() => stage.hall.asked.at(-1)?.get('state')).toBe('state-2')
    // The same values again: whoever types in the form by now must not lose it.
    await page.locator('hall-login').evaluate((one) => one.setAttribute('state', 'state-2'))
    await formIn(page).dispatchEvent('click')
    await page.waitForURL('**/callback?*code=code-of-state-2*')
    expect(stage.hall.asked.length).toBe(before + 1)
    expect(stage.hall.asked.at(-1)?.get('nonce')).toBe('nonce-2')
    await page.close()
  })

  it('may come later, and be one of several', async () => {
    const { page, heard, complaints } = await stage.open(stage.element(), { keep: true })
    await formIn(page).waitFor()
    await page.locator('hall-login').evaluate((one) => {
      const second = document.createElement('hall-login')
      for (const { name, value } of one.attributes) second.setAttribute(name, value.replace('-1', '-2'))
      one.parentElement?.appendChild(second)
    })
    await formIn(page, 'hall-login:nth-of-type(2) iframe').dispatchEvent('click')
    await expect.poll(heard).toHaveLength(1)
    expect(JSON.stringify(await heard())).toContain('code-of-state-2')
    await formIn(page, 'hall-login:nth-of-type(1) iframe').dispatchEvent('click')
    await expect.poll(heard).toHaveLength(2)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('leaves nothing behind when it is taken away, and comes back when it is put back', async () => {
    const { page, heard, complaints } = await stage.open(stage.element('silent'))
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
    expect(stage.hall.asked.at(-1)?.get('nonce')).toBe('nonce-1')
    await page.close()
  })

  it('minds not that the page names the script twice', async () => {
    const { page, complaints } = await stage.open(
      `${stage.element()}<script src="${stage.hall.origin}/embed.js" defer></script>`,
    )
    await formIn(page).waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe('the script that a portal loads', () => {
  it('leaves the other way to those without scripts', async () => {
    const { page } = await stage.open(stage.element(), { javaScriptEnabled: false })
    expect(await otherWay(page).isVisible()).toBe(true)
    expect(await page.locator('iframe').count()).toBe(0)
    await page.close()
  })

  it('stays within 2,500 bytes of brotli', () => {
    expect(brotliCompressSync(stage.hall.script).length).toBeLessThanOrEqual(2_500)
  })
})
