import axe from 'axe-core'
import { h } from 'preact'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Exhibit, gallery } from './gallery.ts'
import { openStage, type Stage } from './stage.ts'

const DESKTOP = { width: 1366, height: 768 }
const NARROW = { width: 360, height: 740 }
/** What a page of 1366 × 768 has left to lay itself out in at 200 %. */
const ZOOMED = { width: 683, height: 384 }

let stage: Stage
let scripted: BrowserContext
let plain: BrowserContext

const pathOf = ({ widget, state }: Exhibit) => `/${widget}/${encodeURIComponent(state)}`

beforeAll(async () => {
  stage = await openStage()
  const { Page: Shell, renderPage } = await import('../../worker/lib/page.tsx')
  for (const exhibit of gallery) {
    const { state, vnode, islands, framed } = exhibit
    const shell = { title: state, path: '/', size: 'normal', region: '省本级', islands, framed } as const
    // biome-ignore lint/correctness/noChildrenProp: this file has no JSX
    stage.pages.set(pathOf(exhibit), renderPage(h(Shell, { ...shell, children: vnode })))
  }
  scripted = await stage.browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce' })
  plain = await stage.browser.newContext({ viewport: DESKTOP, javaScriptEnabled: false })
}, 60_000)

afterAll(() => stage.close())

/** Opens the example and answers what the console complained of since. */
async function open(context: BrowserContext, exhibit: Exhibit): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (line) => ['error', 'warning'].includes(line.type()) && complaints.push(line.text()))
  await page.goto(stage.origin + pathOf(exhibit), { waitUntil: 'load' })
  return { page, complaints }
}

/** Rules broken, each with the elements that break it. */
async function violations(page: Page): Promise<string[]> {
  const result = await page.evaluate(async (source) => {
    const read = globalThis as unknown as { axe?: typeof axe }
    // biome-ignore lint/security/noGlobalEval: puts the checker into the page from outside
    if (!read.axe) (0, eval)(source)
    return (await read.axe?.run(document))?.violations ?? []
  }, axe.source)
  return result.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** A dialog is opened by script on purpose; everything else must be as the server drew it. */
const drawn = async (page: Page) => (await page.locator('main').innerHTML()).replaceAll(' open=""', '')

describe('every example of every widget', () => {
  it.each(gallery.map((exhibit) => [`${exhibit.widget}: ${exhibit.state}`, exhibit] as const))(
    '%s looks right, reads right and loses nothing',
    async (_title, exhibit) => {
      const bare = await open(plain, exhibit)
      const live = await open(scripted, exhibit)
      await live.page.waitForFunction(() => !document.querySelector('[data-props]:not(:defined)'))
      expect(await drawn(live.page)).toBe(await drawn(bare.page))
      expect(await violations(bare.page)).toEqual([])
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
      expect([...bare.complaints, ...live.complaints]).toEqual([])
      await Promise.all([bare.page.close(), live.page.close()])
    },
    20_000,
  )
})
