import type { BrowserContextOptions } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { accountEntries, centerEntries } from '../../widgets/center-nav/entries.ts'
import { become, overflow, useJourneys, violations } from '../support/browser.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import { tabTo } from './steps.ts'

const world = useJourneys()
let who: Awaited<ReturnType<typeof registerUnit>>
beforeAll(async () => {
  who = await registerUnit(world)
})

const pages = [...centerEntries, ...accountEntries]

describe('the way through the unit centre', () => {
  it.each<[string, BrowserContextOptions, boolean]>([
    ['at a desk', {}, false],
    ['on a narrow phone, in the dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }, true],
  ])('leads to every page that is there and says which one is open, %s', async (_where, options, narrow) => {
    const page = await world.open(options)
    await become(page, await signIn(world, who))
    await page.goto(`${world.hall.origin}/center`)
    for (const { href, label } of pages) {
      // On a phone the sheet is closed everywhere but on the home.
      const opener = page.getByText('单位中心菜单')
      expect(await opener.isVisible()).toBe(narrow)
      const nav = page.getByRole('navigation', { name: '单位中心' })
      const link = nav.getByRole('link', { name: new RegExp(`^${label}`) })
      if (narrow && !(await link.isVisible())) await opener.click()
      await link.click()
      await page.waitForURL(`**${href}`)
      expect(await violations(page), href).toEqual([])
      expect(await overflow(page), href).toBe(0)
      if (narrow && !(await link.isVisible())) await opener.click()
      expect(await link.getAttribute('aria-current')).toBe('page')
    }
    await page.context().close()
  })

  it('is walked with the keyboard, and is not printed', async () => {
    const page = await world.open()
    await become(page, await signIn(world, who))
    await page.goto(`${world.hall.origin}/center`)
    const nav = page.getByRole('navigation', { name: '单位中心' })
    const link = nav.getByRole('link', { name: '账号动态' })
    await tabTo(page, link)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '账号动态' }).waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await nav.isVisible()).toBe(false)
    await page.context().close()
  })
})
