/** `npm run pictures`: takes the README's pictures from the running product. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { launch } from './browser-launch.ts'
import { root } from './build.ts'
import { buildAll } from './build-all.ts'
import { aPerson, aUnit, passFace, registerPerson, registerUnit, signIn, startPerson } from './builders.ts'
import { aCase } from './cases.ts'
import { ensureChromium } from './chromium.ts'
import type { Visitor } from './client.ts'
import { startRecovery } from './recovery.ts'
import { startWorld } from './world.ts'

const FOLDER = join(root, 'docs/pictures')
const DESK = { viewport: { width: 1000, height: 680 } }
const PHONE = { viewport: { width: 390, height: 780 } }
const DARK = { colorScheme: 'dark' } as const

process.env.CHROMIUM = ensureChromium()
await buildAll()
await mkdir(FOLDER, { recursive: true })
const world = await startWorld()
const browser = await launch()
const { hall, portal } = world

/** What a picture needs beyond its address: window, cookies of somebody, something to do there first. */
interface Pose extends BrowserContextOptions {
  as?: Visitor
  act?: (page: Page) => Promise<unknown>
}

/** Opens a page, as whoever holds these cookies, does something on it, and keeps what it looks like from its top. */
async function take(name: string, address: string, { as, act, ...window }: Pose): Promise<void> {
  const context = await browser.newContext(window)
  const cookies = [...(as?.cookies ?? [])].map(([key, value]) => ({ name: key, value, secure: true }))
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, domain: 'localhost', path: '/' })))
  const page = await context.newPage()
  await page.goto(address)
  await act?.(page)
  await page.evaluate(() => scrollTo(0, 0))
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
  await context.close()
}

await take('home', hall.origin, DESK)
await take('register-unit', `${hall.origin}/register/unit`, {
  ...DESK,
  async act(page) {
    await page.locator('[name=creditCode]').fill('91320100MA10000251')
    await page.locator('[name=unitName]').fill('南京云锦纺织科技有限公司')
  },
})

const person = await registerPerson(world, aPerson({ name: '李晓明' }))
const facing = await startPerson(world, aPerson({ name: '王芳' }))
await facing.post('/api/v1/registrations/current/face', { method: 'alipay' })
await take('face', `${hall.origin}/register/face`, { ...DESK, as: facing })
await take('phone', world.sandbox.origin, PHONE)

const later = aPerson()
const setting = await startPerson(world, later)
await passFace(world, setting, later)
await take('account-phone', `${hall.origin}/register/account`, { ...PHONE, ...DARK, as: setting })

const { unit, person: who } = await registerUnit(
  world,
  aUnit({ unitName: '南京云锦纺织科技有限公司' }),
  person,
)
const inFrame = async (page: Page) => {
  const frame = page.frameLocator('hall-login iframe')
  await frame.locator('[name=unit]').fill(unit.creditCode)
  await frame.locator('[name=person]').fill(who.documentNumber)
  await frame.locator('[name=password]').fill(who.password)
  return frame.getByRole('button', { name: '登录', exact: true })
}
await take('portal', portal.origin, { ...DESK, act: inFrame })
const filing = await signIn(world, { unit, person: who })
for (const item of ['title-return', 'work-injury']) await aCase(filing, item)
await take('welcome', portal.origin, {
  ...DESK,
  async act(page) {
    await (await inFrame(page)).click()
    await page.waitForURL('**/welcome')
    await page.frameLocator('hall-cases iframe').getByText('办理中').waitFor()
    await page.frameLocator('hall-account iframe').getByRole('button').waitFor()
  },
})
await take('center', `${hall.origin}/login`, {
  ...DESK,
  async act(page) {
    await page.locator('[name=unit]').fill(unit.creditCode)
    await page.locator('[name=person]').fill(who.mobile)
    await page.locator('[name=password]').fill(who.password)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.waitForURL('**/center')
  },
})
await take('scan', `${hall.origin}/login/scan`, DESK)
const lost = await startRecovery(world, { unit, person: who })
await take('puzzle', `${hall.origin}/recovery/puzzle`, { ...PHONE, as: lost })
await browser.close()
await world.close()
