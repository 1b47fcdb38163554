import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { awake, overflow, useJourneys, withoutScripts } from '../support/browser.ts'
import { aLicence, anAccount, answerOnPhone, askAgain } from '../support/federation.ts'
import { arrive, DARK, PHONE } from './steps.ts'

const world = useJourneys()
const open = async (path: string, options?: BrowserContextOptions) => {
  const page = await world.open(options)
  await page.goto(world.hall.origin + path)
  return page
}

/** Chooses an account that the province's own page does not list, as its form would send it. */
async function chooseOnPage(page: Page, account: string) {
  await page.getByRole('heading', { name: '登录江苏政务服务' }).waitFor()
  await page.evaluate((id) => {
    const button = document.querySelector<HTMLButtonElement>('button[name=account]')
    if (button) button.value = id
  }, account)
  await page.locator('button[name=account]').first().click()
}

const linkOf = async (page: Page) =>
  (await page.getByRole('link', { name: '就在这部手机上打开执照' }).getAttribute('href')) ?? ''

describe.each([
  ['on an office screen', {}],
  ['on a phone in the dark', { ...PHONE, ...DARK }],
] as const)('%s', (_, options) => {
  it('a legal representative signs in by the province’s service, and the unit is there', async () => {
    const { id, unit } = await anAccount(world)
    const page = await open('/login', options)
    await page.getByRole('link', { name: '江苏政务服务' }).first().click()
    await arrive(page, '用江苏政务服务登录')
    expect(await overflow(page)).toBe(0)
    await page.getByRole('button', { name: '去江苏政务服务登录' }).click()
    await chooseOnPage(page, id)
    await arrive(page, unit.unitName)
    expect(page.url()).toBe(`${world.hall.origin}/center`)
    await page.context().close()
  })

  it('a licence is shown on the phone, and the page signs in by itself', async () => {
    const licence = await aLicence(world)
    const page = await open('/login/licence', options)
    await arrive(page, '用电子营业执照登录')
    await page.getByRole('button', { name: '显示二维码' }).click()
    await page.getByRole('button', { name: '我已在手机上确认' }).waitFor()
    await arrive(page, '用电子营业执照登录')
    expect(await overflow(page)).toBe(0)
    await answerOnPhone(world, await linkOf(page), licence.id)
    await arrive(page, licence.unit.unitName)
    await page.context().close()
  })

  it('a refusal on the phone is told, and another code works', async () => {
    const licence = await aLicence(world)
    const page = await open('/login/licence', options)
    await page.getByRole('button', { name: '显示二维码' }).click()
    const again = page.getByRole('button', { name: '换一个二维码' })
    await again.waitFor()
    await awake(page)
    await answerOnPhone(world, await linkOf(page))
    await page.getByText('手机上没有同意').waitFor()
    await arrive(page, '用电子营业执照登录')
    await again.click()
    await page.getByText('正在等手机上的确认').waitFor()
    await answerOnPhone(world, await linkOf(page), licence.id)
    await arrive(page, licence.unit.unitName)
    await page.context().close()
  })

  it('a contradiction is a page with a way on', async () => {
    const first = await aLicence(world)
    const unit = { ...first.unit, unitName: `${first.unit.unitName}二分` }
    for (const licence of [first, await aLicence(world, { ...first, id: `${first.id}-2`, unit })]) {
      world.expectComplaint('409')
      const page = await open('/login/licence', options)
      await page.getByRole('button', { name: '显示二维码' }).click()
      await page.getByRole('button', { name: '我已在手机上确认' }).waitFor()
      await answerOnPhone(world, await linkOf(page), licence.id)
      await arrive(page, licence === first ? unit.unitName.slice(0, -2) : '单位名称和大厅登记的不一样')
      expect(await overflow(page)).toBe(0)
      await page.context().close()
    }
  })
})

it('without a script the page asks by itself, and its form signs in', async () => {
  const licence = await aLicence(world)
  const page = await world.open()
  await withoutScripts(page)
  await page.goto(`${world.hall.origin}/login/licence`)
  await page.getByRole('button', { name: '显示二维码' }).click()
  await page.getByRole('button', { name: '我已在手机上确认' }).waitFor()
  await answerOnPhone(world, await linkOf(page), licence.id)
  await askAgain(world)
  await page.getByRole('button', { name: '我已在手机上确认' }).click()
  await page.getByRole('heading', { level: 1, name: licence.unit.unitName }).waitFor()
  await page.context().close()
})

it('a newcomer walks the sandbox’s own phone page with a licence', async () => {
  const page = await open('/login/licence')
  await page.getByRole('button', { name: '显示二维码' }).click()
  await page.getByRole('button', { name: '我已在手机上确认' }).waitFor()
  const phone = await world.open(PHONE)
  await phone.goto(await linkOf(page))
  await phone.getByRole('heading', { name: /用营业执照登录/ }).waitFor()
  await phone.getByRole('button', { name: '确认登录' }).click()
  await phone.getByRole('heading', { name: '已确认' }).waitFor()
  await arrive(page, '苏州虎丘执照演练有限公司')
  await phone.context().close()
  await page.context().close()
})

it('whoever changes their mind at the province’s page is told, and finds the other ways', async () => {
  world.expectComplaint('403')
  const page = await open('/login/sso')
  await page.getByRole('button', { name: '去江苏政务服务登录' }).click()
  await page.getByRole('button', { name: '不登录，回到大厅' }).click()
  await arrive(page, '您没有登录江苏政务服务')
  await page.getByRole('link', { name: '换一种方式登录' }).click()
  await arrive(page, '单位登录')
  await page.context().close()
})

it('a portal’s visitor goes by the province’s service and comes back greeted', async () => {
  const { id, unit } = await anAccount(world)
  const page = await world.open()
  await page.goto(world.portal.origin)
  const frame = page.frameLocator('hall-login iframe')
  await frame.locator('hall-login-form:defined').waitFor()
  await frame.getByRole('link', { name: '江苏政务服务' }).press('Enter')
  await arrive(page, '用江苏政务服务登录')
  await page.getByRole('button', { name: '去江苏政务服务登录' }).click()
  await chooseOnPage(page, id)
  await page.getByRole('heading', { name: `${unit.unitName}，您好` }).waitFor()
  expect(new URL(page.url()).origin).toBe(world.portal.origin)
  await page.context().close()
})
