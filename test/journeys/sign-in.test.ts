import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { awake, become, overflow, useJourneys } from '../support/browser.ts'
import { aUnit, registerUnit, signIn } from '../support/builders.ts'
import { arrive, DARK, fillSignIn, PHONE, tabTo } from './steps.ts'

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

/** Status of the answer to the form that `send` sends. */
async function sent(page: Page, send: () => Promise<void>): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST')
  await send()
  const status = (await answer).status()
  await page.waitForLoadState()
  await awake(page)
  return status
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
    const page = await world.open()
    await page.goto(world.hall.origin)
    await tabTo(page, page.getByRole('link', { name: '单位登录' }))
    await page.keyboard.press('Enter')
    await page.waitForURL('**/login')
    await awake(page)
    await tabTo(page, page.locator('[name=unit]'))
    await page.keyboard.type(who.unit.creditCode)
    await page.keyboard.press('Tab')
    await page.keyboard.type(who.person.documentNumber)
    await page.keyboard.press('Tab')
    await page.keyboard.type(who.person.password)
    await page.keyboard.press('Enter')
    await arrive(page, who.unit.unitName)
    await tabTo(page, page.getByRole('button', { name: '退出登录' }))
    await page.keyboard.press('Enter')
    await arrive(page, '单位的人社业务，在这里一次办好')
    await page.context().close()
  })

  it('says the same of a wrong password and an unknown unit, and keeps what was typed but no password', async () => {
    world.expectComplaint('401')
    const page = await openLogin(PHONE)
    const summary = page.locator('.error-summary')
    await fillSignIn(page, who.unit.creditCode, who.person.documentNumber, 'Wrong#1234')
    await summary.waitFor()
    const words = await summary.textContent()
    expect(words).toContain('单位、证件号码或密码对不上')
    await arrive(page, '单位登录')
    expect(await page.locator('[name=unit]').inputValue()).toBe(who.unit.creditCode)
    expect(await page.locator('[name=password]').inputValue()).toBe('')
    await sent(page, () => fillSignIn(page, aUnit().creditCode, who.person.documentNumber, 'Wrong#1234'))
    expect(await summary.textContent()).toBe(words)
    await page.context().close()
  })

  it('locks after five wrong passwords, and then refuses the right one', async () => {
    world.expectComplaint('401')
    world.expectComplaint('423')
    const page = await openLogin()
    const statuses: number[] = []
    for (let tries = 1; tries <= 5; tries++)
      statuses.push(
        await sent(page, () =>
          fillSignIn(page, who.unit.creditCode, who.person.documentNumber, `Wrong#123${tries}`),
        ),
      )
    expect(statuses).toEqual([401, 401, 401, 401, 423])
    const locked = page.getByText(/已锁定 30 分钟/)
    await locked.waitFor()
    const right = () => fillSignIn(page, who.unit.creditCode, who.person.documentNumber, who.person.password)
    expect(await sent(page, right)).toBe(423)
    await locked.waitFor()
    await arrive(page, '单位登录')
    await page.context().close()
  })
})

describe('the account pages', () => {
  it('list the other device and end it, and it is asked to sign in again', async () => {
    const [page, other] = [await openLogin(), await openLogin(PHONE)]
    for (const one of [other, page]) {
      await fillSignIn(one, who.unit.creditCode, who.person.mobile, who.person.password)
      await arrive(one, who.unit.unitName)
    }
    await page.getByRole('link', { name: '登录设备' }).click()
    await arrive(page, '登录设备')
    const ends = page.getByRole('button', { name: /^退出(?!登录)/ })
    expect(await ends.count()).toBe(1)
    expect(await sent(page, () => ends.click())).toBe(303)
    await arrive(page, '登录设备')
    expect(await ends.count()).toBe(0)
    await other.reload()
    await arrive(other, '单位登录')
    for (const one of [page, other]) await one.context().close()
  })

  it('show a failed sign-in among the activity', async () => {
    world.expectComplaint('401')
    const page = await openLogin({ ...PHONE, ...DARK })
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

  it('warn two minutes before the session ends, and go on when asked to with what was typed', async () => {
    const page = await world.open()
    await become(page, await signIn(world, who))
    await page.clock.install()
    await page.goto(`${world.hall.origin}/register/unit`)
    await awake(page)
    await page.locator('[name=unitName]').fill('南京未寄出有限公司')
    const dialog = page.getByRole('dialog', { name: '您还在吗？' })
    await page.clock.fastForward('28:50')
    expect(await dialog.isVisible()).toBe(false)
    await page.clock.fastForward('00:30')
    await dialog.waitFor()
    await arrive(page, '法定代表人注册单位')
    await world.hall.db.prepare('UPDATE session SET seen_at = seen_at - 29 * 60000').run()
    await dialog.getByRole('button', { name: '继续使用' }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(await page.locator('[name=unitName]').inputValue()).toBe('南京未寄出有限公司')
    const seen = await world.hall.db.prepare('SELECT max(seen_at) AS at FROM session').first<number>('at')
    expect(Date.now() - (seen ?? 0)).toBeLessThan(60_000)
    await page.context().close()
  })

  it('say when the session has ended, and offer to sign in beside what was typed', async () => {
    const page = await world.open(DARK)
    await become(page, await signIn(world, who))
    await page.clock.install()
    await page.goto(`${world.hall.origin}/register/unit`)
    await awake(page)
    await page.locator('[name=unitName]').fill('南京未寄出有限公司')
    await page.clock.fastForward('31:30')
    const dialog = page.getByRole('dialog', { name: '登录已经结束' })
    await dialog.waitFor()
    await world.hall.db.prepare('DELETE FROM session').run()
    const beside = page.context().waitForEvent('page')
    await dialog.getByRole('link', { name: '重新登录' }).click()
    await (await beside).getByRole('heading', { name: '单位登录' }).waitFor()
    await dialog.getByRole('button', { name: '关闭提示' }).click()
    expect(await page.locator('[name=unitName]').inputValue()).toBe('南京未寄出有限公司')
    await page.context().close()
  })
})

/** Twice the size on a common screen, and the 320 pixels of WCAG 2.2, 1.4.10. */
const NARROW = [
  { width: 683, height: 384 },
  { width: 320, height: 640 },
]

describe('the large mode', () => {
  it('stays from page to page, and nothing runs out of a narrow window', async () => {
    const page = await openLogin({ viewport: { width: 683, height: 384 } })
    await page.getByRole('button', { name: '关怀模式' }).click()
    await arrive(page, '单位登录')
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('20px')
    await become(page, await signIn(world, who))
    const paths = [
      '',
      'register',
      'register/unit',
      'center',
      'center/sessions',
      'center/activity',
      'help/sign-in',
    ]
    for (const path of paths) {
      await page.goto(`${world.hall.origin}/${path}`)
      expect(await page.locator('html').getAttribute('data-size')).toBe('large')
      for (const size of NARROW) {
        await page.setViewportSize(size)
        expect([path, size.width, await overflow(page)]).toEqual([path, size.width, 0])
      }
    }
    await page.context().close()
  })

  it('is left again by the same button', async () => {
    const page = await openLogin()
    const button = page.getByRole('button', { name: '关怀模式' })
    for (const size of ['large', null]) {
      await sent(page, () => button.click())
      expect(await page.locator('html').getAttribute('data-size')).toBe(size)
    }
    expect(page.url()).toBe(`${world.hall.origin}/login`)
    await page.context().close()
  })
})
