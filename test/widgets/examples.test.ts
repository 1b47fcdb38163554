import axe, { type AxeResults } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Exhibit, gallery } from './gallery.ts'
import { openStage, type Stage, WITHOUT_SCRIPTS } from './stage.ts'

const DESKTOP = { width: 1366, height: 768 }
const NARROW = { width: 360, height: 740 }
/** What a page of 1366 × 768 has left to lay itself out in at 200 %. */
const ZOOMED = { width: 683, height: 384 }

let stage: Stage
let context: BrowserContext

const pathOf = ({ widget, state }: Exhibit) => `/${widget}/${encodeURIComponent(state)}`

beforeAll(async () => {
  stage = await openStage()
  const { draw } = await import('./draw.tsx')
  for (const exhibit of gallery) stage.pages.set(pathOf(exhibit), draw(exhibit))
  context = await stage.browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce' })
}, 60_000)

afterAll(() => stage.close())

/** Opens the example and answers what the console complained of since. */
async function open(exhibit: Exhibit, query = ''): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (line) => ['error', 'warning'].includes(line.type()) && complaints.push(line.text()))
  await page.goto(stage.origin + pathOf(exhibit) + query, { waitUntil: 'load' })
  return { page, complaints }
}

/** Rules broken, each with the elements that break it. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const result = await page.evaluate<AxeResults>('axe.run(document)')
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** A dialog is opened by script on purpose; everything else must be as the server drew it. */
const drawn = async (page: Page) => (await page.locator('main').innerHTML()).replaceAll(' open=""', '')

/** What wakes is what the server drew, which is as good by itself. */
async function losesNothing(exhibit: Exhibit, live: Page) {
  const bare = await open(exhibit, WITHOUT_SCRIPTS)
  await live.waitForFunction(() => !document.querySelector('[data-props]:not(:defined)'))
  expect(await drawn(live)).toBe(await drawn(bare.page))
  expect(await violations(bare.page)).toEqual([])
  expect(bare.complaints).toEqual([])
  await bare.page.close()
}

describe('every example of every widget', () => {
  it.each(gallery.map((exhibit) => [`${exhibit.widget}: ${exhibit.state}`, exhibit] as const))(
    '%s looks right, reads right and loses nothing',
    async (_title, exhibit) => {
      const live = await open(exhibit)
      if (exhibit.islands.length > 0) await losesNothing(exhibit, live.page)
      expect(await violations(live.page)).toEqual([])
      await live.page.emulateMedia({ colorScheme: 'dark' })
      expect(await violations(live.page)).toEqual([])
      for (const size of [NARROW, ZOOMED]) {
        await live.page.setViewportSize(size)
        expect(await overflow(live.page)).toBe(0)
      }
      await live.page.setViewportSize(NARROW)
      await live.page.evaluate(() => document.documentElement.setAttribute('data-size', 'large'))
      expect(await overflow(live.page)).toBe(0)
      expect(live.complaints).toEqual([])
      await live.page.close()
    },
    20_000,
  )
})
