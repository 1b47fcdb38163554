/** `npm run pictures`: takes the README's pictures from the running product. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { launch } from './browser-launch.ts'
import { root } from './build.ts'
import { buildAll } from './build-all.ts'
import {
  aPerson,
  aUnit,
  must,
  passFace,
  registerPerson,
  registerUnit,
  signIn,
  startPerson,
} from './builders.ts'
import { aCase } from './cases.ts'
import { ensureChromium } from './chromium.ts'
import { Visitor } from './client.ts'
import { aClerk, signInClerk } from './counter.ts'
import { EXTENSION, launchWithExtension } from './extension.ts'
import { startRecovery } from './recovery.ts'
import { FILED_ON, rosterFile } from './roster-files.ts'
import { csvFor, handIn, type InRow, people, untilOver } from './rosters.ts'
import { seed, seedClerks } from './seed.ts'
import { startWorld } from './world.ts'

const FOLDER = join(root, 'docs/pictures')
const DESK = { viewport: { width: 1000, height: 680 } }
const TALL = { viewport: { width: 1000, height: 900 } }
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

/** A spreadsheet of which one row is wrong, worked to its end: the address of its page. */
async function aRoster(visitor: Visitor): Promise<string> {
  const [wrong, ...others] = people(6)
  const rows = [{ ...(wrong as InRow), documentNumber: '320101199001011234' }, ...others]
  const { json } = await must(201, handIn(visitor, 'basic-data', csvFor('basic-data', rows), '新职工.csv'))
  await untilOver(visitor, json.id)
  return `${hall.origin}/center/rosters/${json.id}`
}

/** The side panel of the extension, with a messy spreadsheet in it. */
async function takePanel(): Promise<void> {
  const extension = await launchWithExtension({ halls: [hall.origin] })
  const page = await extension.context.newPage()
  await page.setViewportSize(PHONE.viewport)
  await page.clock.setFixedTime(new Date(`${FILED_ON.today}T02:00:00Z`))
  await page.goto(`${EXTENSION}/sidepanel.html`)
  const name = 'enrolment-messy.xlsx'
  const buffer = Buffer.from(rosterFile(name))
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await page.locator('[data-row]').first().waitFor()
  await page.screenshot({ path: join(FOLDER, 'panel.png') })
  await extension.close()
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

// The tour: the units that everybody who starts the hall may look around in, and the counter beside them.
await seedClerks(world)
const { password, units } = await seed(world)
const [busy] = units
const [legal, administrator] = busy?.accounts ?? []
if (!busy || !legal || !administrator)
  throw new Error('the first unit has a legal representative and an administrator')
const signedIn = async ({ person: documentNumber }: { person: string }) => {
  const visitor = new Visitor(hall.origin)
  await must(303, visitor.submit('/login', { unit: busy.unit, person: documentNumber, password }))
  return visitor
}
// What the carriers tell.
await hall.tick()
const unitOf = await signedIn(legal)
const firstLink = (visitor: Visitor, list: string, link: RegExp) =>
  visitor.get(list).then(({ text }) => `${hall.origin}${link.exec(text)?.[1]}`)
const clerk = await signInClerk(world, await aClerk(world, { name: '王小燕' }))
const open = /href="(\/center\/cases\/\w+)"/
const tour: [name: string, address: string, pose: Pose][] = [
  ['item', `${hall.origin}/items/work-injury`, DESK],
  ['cases', `${hall.origin}/center/cases`, { ...DESK, as: unitOf }],
  ['case', await firstLink(unitOf, '/center/cases?status=unrated', open), { ...DESK, as: unitOf }],
  ['operators', `${hall.origin}/center/operators`, { ...DESK, as: unitOf }],
  ['grant', `${hall.origin}/center/operators/new`, { ...DESK, as: unitOf }],
  ['institutions', `${hall.origin}/center/institutions`, { ...DESK, as: unitOf }],
  [
    'express',
    await firstLink(unitOf, '/center/express', /href="(\/center\/express\/parcel\?id=\w+)"/),
    { ...PHONE, as: unitOf },
  ],
  ['cases-phone', `${hall.origin}/center/cases`, { ...PHONE, ...DARK, as: await signedIn(administrator) }],
  ['queue', `${hall.origin}/counter/cases`, { ...TALL, as: clerk }],
  [
    'decide',
    await firstLink(clerk, '/counter/cases', /href="(\/counter\/cases\/[\w/]+)"/),
    { ...DESK, as: clerk },
  ],
  ['enrol', `${hall.origin}/center/filings/new/enrolment`, { ...DESK, as: unitOf }],
  ['filings', `${hall.origin}/center/filings`, { ...DESK, as: unitOf }],
  ['roster', await aRoster(unitOf), { ...TALL, as: unitOf }],
  ['payments', `${hall.origin}/center/unit/payments`, { ...TALL, as: unitOf }],
  ['certificate', `${hall.origin}/center/certificate`, { ...DESK, as: unitOf }],
  ['verify', `${hall.origin}/verify`, { ...PHONE, ...DARK }],
]
for (const [name, address, pose] of tour) await take(name, address, pose)
await takePanel()
await browser.close()
await world.close()
