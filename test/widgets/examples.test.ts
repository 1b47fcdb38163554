import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeSource, broken } from '../support/axe.ts'
import { type Exhibit, gallery } from './gallery.ts'
import { openStage, SCRIPTS, type Stage } from './stage.ts'

const DESKTOP = { width: 1366, height: 768 }
const NARROW = { width: 360, height: 740 }
/** What a page of 1366 × 768 has left to lay itself out in at 200 %. */
const ZOOMED = { width: 683, height: 384 }

let stage: Stage
/**
 * Two pages for all examples, since opening one takes longer than looking at an example: one where scripts run,
 * gone to anew for each, and one that no script of ours is in, where only the document changes.
 */
let live: Watched
let bare: Watched

interface Watched {
  page: Page
  /** What the console complained of since the example was opened. */
  complaints: string[]
  /** Its window is no more that of a desk by day. */
  changed: boolean
}

const pathOf = ({ widget, state }: Exhibit) => `/${widget}/${encodeURIComponent(state)}`

beforeAll(async () => {
  stage = await openStage()
  const { draw } = await import('./draw.tsx')
  for (const exhibit of gallery) stage.pages.set(pathOf(exhibit), draw(exhibit))
  const context = await stage.browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce' })
  await context.addInitScript(axeSource)
  live = await watched(context)
  bare = await watched(context)
  await bare.page.goto(stage.origin)
})

afterAll(() => stage.close())

async function watched(context: BrowserContext): Promise<Watched> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (line) => ['error', 'warning'].includes(line.type()) && complaints.push(line.text()))
  return { page, complaints, changed: false }
}

/** As on the first look, whatever the last example was looked at with. */
async function asAtADesk(watched: Watched): Promise<void> {
  watched.complaints.length = 0
  if (!watched.changed) return
  await watched.page.setViewportSize(DESKTOP)
  await watched.page.emulateMedia({ colorScheme: 'light' })
  watched.changed = false
}

/** As the server draws it. It has the policy of the page it is put in, which is that of every page. */
async function openBare(exhibit: Exhibit): Promise<Watched> {
  await asAtADesk(bare)
  await bare.page.setContent((stage.pages.get(pathOf(exhibit)) ?? '').replaceAll(SCRIPTS, ''))
  return bare
}

async function openLive(exhibit: Exhibit): Promise<Watched> {
  await asAtADesk(live)
  await live.page.goto(stage.origin + pathOf(exhibit), { waitUntil: 'load' })
  await live.page.waitForFunction(() => !document.querySelector('[data-props]:not(:defined)'))
  return live
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** A dialog is opened by script on purpose; everything else must be as the server drew it. */
const drawn = async (page: Page) => (await page.locator('main').innerHTML()).replaceAll(' open=""', '')

const legible = (page: Page) => page.locator('main').innerText()

/**
 * What wakes is what the server drew, so whatever is true of the one is true of the other, but for what is shown only
 * until a script is there or is not there.
 */
async function losesNothing(exhibit: Exhibit) {
  const { page, complaints } = await openBare(exhibit)
  expect(await drawn(live.page)).toBe(await drawn(page))
  if ((await legible(live.page)) !== (await legible(page)))
    expect(await broken(page, ['color-contrast'])).toEqual([])
  expect(complaints).toEqual([])
}

describe('every example of every widget', () => {
  it.each(gallery.map((exhibit) => [`${exhibit.widget}: ${exhibit.state}`, exhibit] as const))(
    '%s looks right, reads right and loses nothing',
    async (_title, exhibit) => {
      const alive = exhibit.islands.length > 0
      const shown = await (alive ? openLive : openBare)(exhibit)
      const { page, complaints } = shown
      if (alive) await losesNothing(exhibit)
      expect(await broken(page)).toEqual([])
      shown.changed = true
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await broken(page, ['color-contrast'])).toEqual([])
      await page.setViewportSize(ZOOMED)
      expect(await overflow(page)).toBe(0)
      await page.setViewportSize(NARROW)
      expect(await overflow(page)).toBe(0)
      await page.evaluate(() => document.documentElement.setAttribute('data-size', 'large'))
      expect(await overflow(page)).toBe(0)
      expect(complaints).toEqual([])
    },
  )
})
