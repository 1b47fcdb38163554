import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import { awake, overflow, useJourneys, violations, withoutScripts } from '../support/browser.ts'
import { type MadePerson, registerPerson, registerUnit } from '../support/builders.ts'
import { confirmScan, refuseScan } from '../support/waiting.ts'
import { addToPhone, arrive, DARK, PHONE } from './steps.ts'

const world = useJourneys()
let app: Awaited<ReturnType<typeof anApp>>
let person: MadePerson
let first: Awaited<ReturnType<typeof registerUnit>>
let second: typeof first
beforeAll(async () => {
  app = await anApp(world)
  person = await registerPerson(world)
  first = await registerUnit(world, undefined, person)
  second = await registerUnit(world, undefined, person)
})

const open = async (path: string, options?: BrowserContextOptions) => {
  const page = await world.open(options)
  await page.goto(world.hall.origin + path)
  return page
}

const here = { name: '就在这部手机上确认' }
const linkOf = async (page: Pick<Page, 'getByRole'>) =>
  (await page.getByRole('link', here).getAttribute('href')) ?? ''
const codeOf = async (page: Pick<Page, 'getByRole'>) => ({
  code: (await linkOf(page)).split('/').at(-1) ?? '',
})

describe.each([
  ['on an office screen', {}],
  ['on a phone in the dark', { ...PHONE, ...DARK }],
] as const)('%s', (_, options) => {
  it('the page signs in by itself, within two seconds of the answer', async () => {
    const page = await open('/login', options)
    await page.getByRole('link', { name: '扫码登录' }).click()
    await page.getByText('正在等手机上的确认').waitFor()
    await arrive(page, '单位登录')
    expect(await overflow(page)).toBe(0)
    const code = await codeOf(page)
    const signsIn = page.waitForRequest((request) => request.method() === 'POST').then(() => Date.now())
    await confirmScan(app, code, person, second.unitNumber)
    const answered = Date.now()
    expect((await signsIn) - answered).toBeLessThan(2_000)
    await page.waitForURL('**/center')
    await arrive(page, second.unit.unitName)
    await page.context().close()
  })

  it('a refusal is told, the old code fades, and a new one works', async () => {
    const page = await open('/login/scan', options)
    await page.getByText('正在等手机上的确认').waitFor()
    await awake(page)
    const old = await linkOf(page)
    await refuseScan(app, await codeOf(page), person)
    await page.getByText('手机上没有同意').waitFor()
    await arrive(page, '单位登录')
    await page.getByRole('button', { name: '换一个二维码' }).click()
    await page.getByText('正在等手机上的确认').waitFor()
    expect(await linkOf(page)).not.toBe(old)
    await page.context().close()
  })
})

it('a code says when its two minutes are over', async () => {
  const page = await world.open()
  await page.clock.install()
  await page.goto(`${world.hall.origin}/login/scan`)
  await page.getByText('正在等手机上的确认').waitFor()
  await awake(page)
  await page.clock.fastForward(121_000)
  await page.getByText('二维码过期了').waitFor()
  expect(await violations(page)).toEqual([])
  await page.context().close()
})

it('where no socket can be opened the page asks, and signs in all the same', async () => {
  const page = await world.open()
  await page.addInitScript(() => {
    Object.assign(window, {
      WebSocket: class extends EventTarget {
        constructor() {
          super()
          setTimeout(() => (this as { onclose?: () => void }).onclose?.())
        }
        close() {}
      },
    })
  })
  await page.goto(`${world.hall.origin}/login/scan`)
  await awake(page)
  await confirmScan(app, await codeOf(page), person, first.unitNumber)
  await arrive(page, first.unit.unitName)
  await page.context().close()
})

it('without a script the button comes in once the phone has said yes', async () => {
  const page = await world.open()
  await withoutScripts(page)
  await page.goto(`${world.hall.origin}/login/scan`)
  const come = page.getByRole('button', { name: '我已在手机上确认' })
  await come.click()
  await come.waitFor()
  await confirmScan(app, await codeOf(page), person, first.unitNumber)
  await come.click()
  await page.getByRole('heading', { level: 1, name: first.unit.unitName }).waitFor()
  await page.context().close()
})

it('a person comes into their own account', async () => {
  const page = await open('/person/login')
  await page.getByRole('link', { name: '扫码登录' }).click()
  await page.getByText('正在等手机上的确认').waitFor()
  await arrive(page, '个人登录')
  await confirmScan(app, await codeOf(page), person)
  await arrive(page, '个人中心')
  await page.context().close()
})

it('a newcomer scans with the sandbox’s phone, sees who asks and chooses a unit', async () => {
  const page = await open('/login/scan')
  await page.getByText('正在等手机上的确认').waitFor()
  const phone = await world.open(PHONE)
  await addToPhone(world, phone, person)
  await phone.getByLabel('二维码里的链接').fill(await linkOf(page))
  await phone.getByRole('button', { name: '扫码' }).click()
  await phone.getByRole('heading', { name: '登录单位账号' }).waitFor()
  expect(await violations(phone)).toEqual([])
  await phone.getByLabel(second.unit.unitName).check()
  await phone.getByRole('button', { name: '确认登录' }).click()
  await phone.getByRole('heading', { name: '已确认' }).waitFor()
  await arrive(page, second.unit.unitName)
  await phone.context().close()
  await page.context().close()
})

it('a visitor signs in inside a portal’s page, by the phone', async () => {
  const page = await world.open()
  await page.goto(world.portal.origin)
  const frame = page.frameLocator('hall-login iframe')
  await frame.locator('hall-login-form:defined').waitFor()
  await frame.getByRole('link', { name: '扫码登录' }).press('Enter')
  await frame.getByText('正在等手机上的确认').waitFor()
  const inner = page.frames().find((one) => one.url().startsWith(world.hall.origin))
  expect(inner && (await violations(inner))).toEqual([])
  await confirmScan(app, await codeOf(frame), person, first.unitNumber)
  await page.getByRole('heading', { name: `${first.unit.unitName}，您好` }).waitFor()
  expect(await page.context().cookies(world.hall.origin)).toEqual([])
  await page.context().close()
})
