import { describe, expect, it } from 'vitest'
import type { Theme } from '../../schema/theme.ts'
import { themeQuery } from '../../schema/theme.ts'
import { heightOf } from '../../worker/embed/rules.ts'
import { awake, overflow, useJourneys, violations } from '../support/browser.ts'

const world = useJourneys()
const DOCS = '/docs/widgets'

describe('the page on the widgets', () => {
  it.each([
    ['at a desk', {}],
    ['on a phone, in the dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const }],
  ])('is found from the document, can be read, and shows every frame, %s', async (_where, options) => {
    const page = await world.open(options)
    await page.goto(`${world.hall.origin}/docs`)
    await page.getByRole('link', { name: '放进网站的部件' }).click()
    await page.getByRole('heading', { name: '放进网站的部件' }).waitFor()
    await awake(page)
    expect(await overflow(page)).toBe(0)
    expect(await violations(page)).toEqual([])
    const last = page.locator('iframe').last()
    await last.scrollIntoViewIfNeeded()
    await last.contentFrame().getByText('没有这份证明').waitFor()
    await page.context().close()
  })

  it('copies what it shows at a press', async () => {
    const page = await world.open({ permissions: ['clipboard-read', 'clipboard-write'] })
    await page.goto(world.hall.origin + DOCS)
    await awake(page)
    await page
      .locator('#hall-cases')
      .getByRole('button', { name: /^复制\s*网页里写/ })
      .press('Enter')
    await page.getByText('已经复制').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
      '<hall-cases client-id="my-city" src="/hall/cases">',
    )
    await page.context().close()
  })

  it('can be read without a script, less the buttons', async () => {
    const page = await world.open({ javaScriptEnabled: false })
    await page.goto(world.hall.origin + DOCS)
    expect(await page.getByText('<hall-cases client-id="my-city"').isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: '复制' }).count()).toBe(0)
    await page.context().close()
  })
})

/** What is kept for a frame in a column of a phone's width, at letters of the hall's own size. */
const NARROWEST = 340

describe('the room that is kept for a frame', () => {
  it.each([
    [{}, 1],
    [{ compact: true }, 1],
    [{ letters: 'large' }, 1.125],
    [{ letters: 'larger' }, 1.25],
    [{ letters: 'larger', compact: true, corners: 'round', act: '#1a1a1a' }, 1.25],
  ] as [Theme, number][])('holds all of it, and hardly more, with the look %j', async (theme, scale) => {
    const page = await world.open()
    for (const [element, state] of [
      ['hall-login', 'empty'],
      ['hall-account', 'signed-in'],
      ['hall-cases', 'some'],
      ['hall-verify', 'empty'],
    ] as const) {
      const kept = heightOf(element, theme)
      const heights: number[] = []
      for (const width of [NARROWEST, 480, 800]) {
        await page.setViewportSize({ width: Math.ceil(width * scale), height: 600 })
        await page.goto(`${world.hall.origin}${DOCS}/${element}/${state}?${themeQuery(theme)}`)
        heights.push(await page.evaluate(() => document.body.offsetHeight))
        expect(await violations(page)).toEqual([])
      }
      expect(Math.max(...heights), element).toBeLessThanOrEqual(kept)
      expect(Math.max(...heights), element).toBeGreaterThan(kept - 8)
    }
    await page.context().close()
  })
})
