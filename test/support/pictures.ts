/** `npm run pictures`: takes the README's pictures from the running product. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { launch } from './browser-launch.ts'
import { root } from './build.ts'
import { buildAll } from './build-all.ts'
import { aPerson, aUnit, passFace, registerPerson, registerUnit, startPerson } from './builders.ts'
import { ensureChromium } from './chromium.ts'
import type { Visitor } from './client.ts'
import { startWorld } from './world.ts'

const FOLDER = join(root, 'docs/pictures')
const DESK = { viewport: { width: 1100, height: 720 } }
const PHONE = { viewport: { width: 390, height: 780 } }

process.env.CHROMIUM = ensureChromium()
await buildAll()
await mkdir(FOLDER, { recursive: true })
const world = await startWorld()
const browser = await launch()
const person = await registerPerson(world, aPerson({ name: '李晓明' }))
const unit = aUnit({ unitName: '南京云锦纺织科技有限公司' })
const who = await registerUnit(world, unit, person)

/** Opens a page, as whoever holds these cookies, does something on it, and keeps what it looks like. */
async function take(
  name: string,
  address: string,
  options: BrowserContextOptions,
  act: (page: Page) => Promise<unknown> = async () => {},
  visitor?: Visitor,
): Promise<void> {
  const context = await browser.newContext(options)
  const cookies = [...(visitor?.cookies ?? [])].map(([key, value]) => ({ name: key, value, secure: true }))
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, domain: 'localhost', path: '/' })))
  const page = await context.newPage()
  await page.goto(address)
  await act(page)
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
  await context.close()
}

const signIn = async (page: Page) => {
  const frame = page.frameLocator('hall-login iframe')
  await frame.locator('[name=unit]').fill(unit.creditCode)
  await frame.locator('[name=person]').fill(who.person.documentNumber)
  await frame.locator('[name=password]').fill(who.person.password)
}
const { hall, portal } = world
await take('home', hall.origin, DESK)
await take('register-unit', `${hall.origin}/register/unit`, DESK, async (page) => {
  await page.locator('[name=creditCode]').fill('91320100MA10000251')
  await page.locator('[name=unitName]').fill(unit.unitName)
})
const someone = aPerson({ name: '王芳' })
const facing = await startPerson(world, someone)
await facing.post('/api/v1/registrations/current/face', { method: 'alipay' })
await take('face', `${hall.origin}/register/face`, DESK, undefined, facing)
const later = aPerson()
const setting = await startPerson(world, later)
await passFace(world, setting, later)
await take(
  'account-phone',
  `${hall.origin}/register/account`,
  { ...PHONE, colorScheme: 'dark' },
  undefined,
  setting,
)
await take('portal', portal.origin, DESK, signIn)
await take('welcome', portal.origin, DESK, async (page) => {
  await signIn(page)
  await page.frameLocator('hall-login iframe').getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL('**/welcome')
})
await take('center', `${hall.origin}/login`, DESK, async (page) => {
  await page.locator('[name=unit]').fill(unit.creditCode)
  await page.locator('[name=person]').fill(who.person.mobile)
  await page.locator('[name=password]').fill(who.person.password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL('**/center')
})
await browser.close()
await world.close()
