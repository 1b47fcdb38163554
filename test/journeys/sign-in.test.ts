import { beforeEach, describe, expect, it } from 'vitest'
import { overflow, useJourneys } from '../support/browser.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import { arrive, fillSignIn } from './steps.ts'

const world = useJourneys()
let who: Awaited<ReturnType<typeof registerUnit>>

beforeEach(async () => {
  who = await registerUnit(world)
})

async function openLogin(options = {}) {
  const page = await world.open(options)
  await page.goto(`${world.hall.origin}/login`)
  return page
}

describe('sign-in', () => {
  it.each([
    ['credit code and document number', () => [who.unit.creditCode, who.person.documentNumber] as const],
    ['unit number and mobile', () => [who.unitNumber, who.person.mobile] as const],
  ])('by %s leads to the unit centre', async (_names, names) => {
    const page = await openLogin()
    await arrive(page, '单位登录')
    await fillSignIn(page, ...names(), who.person.password)
    await arrive(page, who.unit.unitName)
    expect(await page.getByText(`法定代表人 ${who.person.name[0]}**`).first().isVisible()).toBe(true)
    await page.getByRole('button', { name: '退出登录' }).click()
    await arrive(page, '单位的人社业务，在这里一次办好')
    await page.goto(`${world.hall.origin}/center`)
    await arrive(page, '单位登录')
    await page.context().close()
  })

  it('needs the keyboard only', async () => {
    const page = await openLogin()
    await arrive(page, '单位登录')
    await page.locator('[name=unit]').focus()
    await page.keyboard.type(who.unit.creditCode)
    await page.keyboard.press('Tab')
    await page.keyboard.type(who.person.documentNumber)
    await page.keyboard.press('Tab')
    await page.keyboard.type(who.person.password)
    await page.keyboard.press('Enter')
    await arrive(page, who.unit.unitName)
    await page.context().close()
  })

  it('says the same of a wrong password and an unknown unit, and locks after five', async () => {
    world.expectComplaint('401')
    world.expectComplaint('423')
    const page = await openLogin({ viewport: { width: 390, height: 844 } })
    await fillSignIn(page, who.unit.creditCode, who.person.documentNumber, 'Wrong#1234')
    const words = /单位、证件号码或密码对不上/
    await page.getByText(words).waitFor()
    await arrive(page, '单位登录')
    expect(await page.locator('[name=unit]').inputValue()).toBe(who.unit.creditCode)
    expect(await page.locator('[name=password]').inputValue()).toBe('')
    for (let tries = 0; tries < 4; tries++) {
      await fillSignIn(page, who.unit.creditCode, who.person.documentNumber, `Wrong#123${tries}`)
      await page.waitForLoadState()
    }
    await page.getByText(/已锁定 30 分钟/).waitFor()
    await fillSignIn(page, who.unit.creditCode, who.person.documentNumber, who.person.password)
    await page.getByText(/已锁定 30 分钟/).waitFor()
    await arrive(page, '单位登录')
    await page.context().close()
  })
})

describe('the account pages', () => {
  it('list the other device and end it', async () => {
    const other = await signIn(world, who)
    const page = await openLogin()
    await fillSignIn(page, who.unit.creditCode, who.person.mobile, who.person.password)
    await page.getByRole('link', { name: '登录设备' }).click()
    await arrive(page, '登录设备')
    await page
      .getByRole('button', { name: /^退出(?!登录)/ })
      .first()
      .click()
    await page.waitForLoadState()
    expect(await page.getByRole('button', { name: /^退出(?!登录)/ }).count()).toBe(0)
    expect((await other.get('/api/v1/session')).status).toBe(401)
    await page.context().close()
  })

  it('show a failed sign-in among the activity', async () => {
    world.expectComplaint('401')
    const page = await openLogin({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
    await fillSignIn(page, who.unit.creditCode, who.person.mobile, 'Wrong#1234')
    await page.getByText(/对不上/).waitFor()
    await fillSignIn(page, who.unit.creditCode, who.person.mobile, who.person.password)
    await arrive(page, who.unit.unitName)
    await page.getByRole('link', { name: '账号动态' }).click()
    await arrive(page, '账号动态')
    await page.getByText('密码不对').waitFor()
    expect(await overflow(page)).toBe(0)
    await page.context().close()
  })

  it('warn two minutes before the session ends and go on when asked to', async () => {
    const page = await world.open()
    await page.clock.install()
    await page.goto(`${world.hall.origin}/login`)
    await fillSignIn(page, who.unit.creditCode, who.person.mobile, who.person.password)
    await arrive(page, who.unit.unitName)
    await page.clock.fastForward('29:10')
    const dialog = page.getByRole('dialog', { name: '您还在吗？' })
    await dialog.waitFor()
    await dialog.getByRole('button', { name: '继续使用' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.context().close()
  })
})

describe('the large mode', () => {
  it('stays from page to page, and nothing runs out of the window at twice the size', async () => {
    const page = await openLogin({ viewport: { width: 683, height: 384 } })
    await page.getByRole('button', { name: '关怀模式' }).click()
    await arrive(page, '单位登录')
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('20px')
    await page.goto(`${world.hall.origin}/register/unit`)
    expect(await page.locator('html').getAttribute('data-size')).toBe('large')
    expect(await overflow(page)).toBe(0)
    await page.context().close()
  })
})

describe('an address that leads nowhere', () => {
  it('shows a page with a way on', async () => {
    world.expectComplaint('404')
    const page = await world.open()
    await page.goto(`${world.hall.origin}/no/such/page`)
    await arrive(page, '没有找到这一页')
    await page.getByRole('link', { name: '回大厅首页' }).click()
    await arrive(page, '单位的人社业务，在这里一次办好')
    await page.context().close()
  })
})
