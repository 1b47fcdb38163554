/** Chromium as the journeys and widgets use it: started in one place, heard all along, checked by axe. */
import type { Browser, BrowserContext, BrowserContextOptions, Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { axeSource, broken } from './axe.ts'
import { launch, launchProfile, SHORT_LIVED } from './browser-launch.ts'
import type { Visitor } from './client.ts'
import { isFlawless, keepFlawless } from './flawless.ts'
import { startWorld, type World } from './world.ts'

export { launch, launchProfile }

/** What axe judges by: every element with its classes, type, role and the names of its attributes; not its words. */
const shapeOf = (page: Page | Frame) =>
  page.evaluate(() => {
    const around = [innerWidth, devicePixelRatio, matchMedia('(prefers-color-scheme: dark)').matches]
    const parts = [...document.querySelectorAll('*')].map((element) => {
      const names = element.getAttributeNames().join()
      return [element.tagName, element.className, element.getAttribute('type'), element.role, names].join(' ')
    })
    return [...around, ...parts].join('\n')
  })

/** Rules broken, each with the elements that break it: WCAG 2.2 AA and axe's best practice. */
export async function violations(page: Page | Frame): Promise<string[]> {
  const shape = await shapeOf(page)
  if (isFlawless(shape)) return []
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  const found = await broken(page)
  if (found.length === 0) keepFlawless(shape)
  return found
}

export const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Signs a browser window in as somebody who came as far as they are by the API. */
export const become = (page: Page, { cookies }: Visitor) =>
  page
    .context()
    .addCookies(
      [...cookies].map(([name, value]) => ({ name, value, secure: true, domain: 'localhost', path: '/' })),
    )

/** The page as it is where no script of ours runs. Switched off in the browser, axe would not run either. */
export const withoutScripts = (page: Page) =>
  page.route('**/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))

/** Waits until every island is awake, so that a key or click finds its listener. */
export const awake = (page: Page | Frame) =>
  page.waitForFunction(() => !document.querySelector('[data-props]:not(:defined)'))

export interface Journeys extends World {
  browser: Browser
  /** A browser window of its own: cookies, size and scheme apart from every other. */
  open(options?: BrowserContextOptions): Promise<Page>
  /** The phone of the sandbox, which lies beside every page and stays open. */
  phone(): Promise<Page>
  /** Listens to what the pages of a context complain of; `open` does it by itself. */
  hear(context: BrowserContext): void
  /** Complaints that this test causes on purpose, e.g. `401`. */
  expectComplaint(part: string): void
}

let hearFaults: (line: string) => void = () => undefined

/** Nothing turns and glides: it is drawn sixty times a second for as long as a page waits, and nobody looks. */
const DESK = { viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' } as const

/** Started once for all files that one worker of the test runner goes through, and ended with it. */
let running: Promise<{ world: World; browser: Browser }> | undefined
function started() {
  const onLine = (line: string) => line.includes('"at":"fault"') && hearFaults(line)
  running ??= Promise.all([startWorld({ onLine, patience: 1_500, light: true }), launch(SHORT_LIVED)])
    .then(([world, browser]) => ({ world, browser }))
    .catch((fault) => {
      // What did not start for one file may start for the next.
      running = undefined
      throw fault
    })
  return running
}

/**
 * Hall, sandbox, portal and browser for one test file. Every page is heard: what its console complains of fails
 * the test, unless the test said so before. Every page that is opened with `open` waits for its scripts.
 */
export function useJourneys(): Journeys {
  let world: World | undefined
  let browser: Browser | undefined
  let opened: BrowserContext[] = []
  let complaints: string[] = []
  let expected: string[] = []
  let held: Promise<Page> | undefined
  const there = <T>(thing: T | undefined): T => {
    if (!thing) throw new Error('the world is there in tests only')
    return thing
  }

  beforeAll(async () => {
    hearFaults = (line) => complaints.push(line)
    ;({ world, browser } = await started())
  })
  afterEach(() => {
    const unexpected = complaints.filter((line) => !expected.some((part) => line.includes(part)))
    complaints = []
    expected = []
    expect(unexpected).toEqual([])
  })
  afterAll(async () => {
    await Promise.all(opened.map((context) => context.close()))
    opened = []
    held = undefined
  })

  const hear = (context: BrowserContext) => {
    context.setDefaultTimeout(30_000)
    context.on('page', (page) => {
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
    })
  }

  const open: Journeys['open'] = async (options = {}) => {
    const context = await there(browser).newContext({ ...DESK, ...options })
    opened.push(context)
    hear(context)
    return context.newPage()
  }
  const phone = () => {
    held ??= open()
    return held
  }
  return {
    open,
    phone,
    hear,
    expectComplaint: (part) => expected.push(part),
    get browser() {
      return there(browser)
    },
    get hall() {
      return there(world).hall
    },
    get sandbox() {
      return there(world).sandbox
    },
    get portal() {
      return there(world).portal
    },
    get secrets() {
      return there(world).secrets
    },
    get cost() {
      return there(world).cost
    },
    close: () => there(world).close(),
  }
}
