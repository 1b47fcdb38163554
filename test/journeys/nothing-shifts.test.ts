import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import { awake, become, useJourneys } from '../support/browser.ts'
import { aPerson, registerPerson, registerUnit, signIn, startPerson } from '../support/builders.ts'
import { refuseScan } from '../support/waiting.ts'
import { DARK, PHONE } from './steps.ts'

const world = useJourneys()

/** What a footer may move by, as browsers reckon it: a tenth of what they call good. */
const LEAST = 0.01

interface Shift extends PerformanceEntry {
  value: number
  hadRecentInput: boolean
}
interface Watching {
  moved: number
}

/** A page that reckons how far things move by themselves; what follows a press is not counted. */
async function watched(options: BrowserContextOptions): Promise<Page> {
  const page = await world.open(options)
  await page.addInitScript(() => {
    const watching = window as unknown as Watching
    watching.moved = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[])
        if (!entry.hadRecentInput) watching.moved += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return page
}
const moved = (page: Page) => page.evaluate(() => (window as unknown as Watching).moved)

it.each([
  ['on an office screen', {}],
  ['on a phone in the dark', { ...PHONE, ...DARK }],
] as const)('nothing moves by itself, while a page wakes up and while it waits, %s', async (_, options) => {
  const app = await anApp(world)
  const person = await registerPerson(world)
  const visitor = await signIn(world, await registerUnit(world, undefined, person))
  const facing = await startPerson(world, aPerson())
  await facing.post('/api/v1/registrations/current/face', { method: 'alipay' })

  const page = await watched(options)
  const wrong: string[] = []
  const at = async (path: string, until?: () => Promise<unknown>) => {
    await page.goto(world.hall.origin + path)
    await awake(page)
    await until?.()
    const far = await moved(page)
    if (far > LEAST) wrong.push(`${path} ${far}`)
  }
  for (const path of ['/', '/items', '/login', '/login/ca', '/register/unit', '/recovery']) await at(path)
  await at('/ca/check', () => page.getByRole('button', { name: '再检查一次' }).waitFor())
  await become(page, facing)
  await at('/register/face')
  await become(page, visitor)
  for (const path of ['/center', '/center/cases', '/center/sessions', '/center/express']) await at(path)
  await page.context().clearCookies()
  await at('/login/scan', async () => {
    const here = page.getByRole('link', { name: '就在这部手机上确认' })
    const code = (await here.getAttribute('href'))?.split('/').at(-1) ?? ''
    await refuseScan(app, { code }, person)
    await page.getByText('手机上没有同意').waitFor()
  })
  expect(wrong).toEqual([])
})
