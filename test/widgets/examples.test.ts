import axe, { type AxeResults } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AXE } from '../support/browser.ts'
import { type Exhibit, gallery } from './gallery.ts'
import { openStage, type Stage, WITHOUT_SCRIPTS } from './stage.ts'

const DESKTOP = { width: 1366, height: 768 }
const NARROW = { width: 360, height: 740 }
/** What a page of 1366 × 768 has left to lay itself out in at 200 %. */
const ZOOMED = { width: 683, height: 384 }

let stage: Stage
/** Two pages for all examples, since opening one takes longer than looking at an example. */
let live: Watched
let bare: Watched

interface Watched {
  page: Page
  /** What the console complained of since the example was opened. */
  complaints: string[]
}

const pathOf = ({ widget, state }: Exhibit) => `/${widget}/${encodeURIComponent(state)}`

beforeAll(async () => {
  stage = await openStage()
  const { draw } = await import('./draw.tsx')
  for (const exhibit of gallery) stage.pages.set(pathOf(exhibit), draw(exhibit))
  const context = await stage.browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce' })
  await context.addInitScript(axe.source)
  live = await watched(context)
  bare = await watched(context)
}, 60_000)

afterAll(() => stage.close())

async function watched(context: BrowserContext): Promise<Watched> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (line) => ['error', 'warning'].includes(line.type()) && complaints.push(line.text()))
  return { page, complaints }
}

async function open({ page, complaints }: Watched, exhibit: Exhibit, query = ''): Promise<void> {
  complaints.length = 0
  await page.setViewportSize(DESKTOP)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(stage.origin + pathOf(exhibit) + query, { waitUntil: 'load' })
}

/** Rules broken, each with the elements that break it; all rules unless some are named. */
async function violations(page: Page, rules?: string[]): Promise<string[]> {
  const options = { ...AXE, ...(rules && { runOnly: rules }) }
  const result = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`)
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** A dialog is opened by script on purpose; everything else must be as the server drew it. */
const drawn = async (page: Page) => (await page.locator('main').innerHTML()).replaceAll(' open=""', '')

/** What wakes is what the server drew, so whatever is true of the one is true of the other. */
async function losesNothing(exhibit: Exhibit) {
  await open(bare, exhibit, WITHOUT_SCRIPTS)
  await live.page.waitForFunction(() => !document.querySelector('[data-props]:not(:defined)'))
  expect(await drawn(live.page)).toBe(await drawn(bare.page))
  expect(await violations(bare.page, ['color-contrast'])).toEqual([])
  expect(bare.complaints).toEqual([])
}

describe('every example of every widget', () => {
  it.each(gallery.map((exhibit) => [`${exhibit.widget}: ${exhibit.state}`, exhibit] as const))(
    '%s looks right, reads right and loses nothing',
    async (_title, exhibit) => {
      await open(live, exhibit)
      if (exhibit.islands.length > 0) await losesNothing(exhibit)
      expect(await violations(live.page)).toEqual([])
      await live.page.emulateMedia({ colorScheme: 'dark' })
      expect(await violations(live.page, ['color-contrast'])).toEqual([])
      for (const size of [NARROW, ZOOMED]) {
        await live.page.setViewportSize(size)
        expect(await overflow(live.page)).toBe(0)
      }
      await live.page.setViewportSize(NARROW)
      await live.page.evaluate(() => document.documentElement.setAttribute('data-size', 'large'))
      expect(await overflow(live.page)).toBe(0)
      expect(live.complaints).toEqual([])
    },
    20_000,
  )
})
