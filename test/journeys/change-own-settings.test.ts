import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { become, overflow, useJourneys, violations, withoutScripts } from '../support/browser.ts'
import { aPerson, registerUnit, signIn } from '../support/builders.ts'
import { restMobiles } from '../support/upgrade.ts'
import { answerOnPhone, askAlipay, fillPasswords, readMessage } from './steps.ts'

const world = useJourneys()

const arrived = async (page: Page, heading: string) => {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  expect(await violations(page), heading).toEqual([])
  expect(await overflow(page), heading).toBe(0)
}

describe('an operator’s own settings', () => {
  it.each<[string, BrowserContextOptions, boolean]>([
    ['at a desk', {}, true],
    ['on a narrow phone, in the dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }, true],
    ['without a script', {}, false],
  ])('change: password, mobile, delivery address, %s', async (_where, options, scripts) => {
    const who = await registerUnit(world)
    await restMobiles(world)
    const page = await world.open(options)
    if (!scripts) await withoutScripts(page)
    world.expectComplaint('422')
    await become(page, await signIn(world, who))
    await page.goto(`${world.hall.origin}/center/settings`)
    await arrived(page, '账号设置')

    await page.getByRole('link', { name: '修改密码' }).click()
    await arrived(page, '修改密码')
    await page.locator('[name=oldPassword]').fill('Wrong#2026')
    await fillPasswords(page, { ...who.person, password: 'Brandnew#26' })
    await page.getByRole('button', { name: '修改密码' }).click()
    await page.locator('#field-oldPassword-error').waitFor()
    expect(await violations(page)).toEqual([])
    await page.locator('[name=oldPassword]').fill(who.person.password)
    await fillPasswords(page, { ...who.person, password: 'Brandnew#26' })
    await page.getByRole('button', { name: '修改密码' }).click()
    await page.getByText('密码已经修改').waitFor()

    const { mobile } = aPerson()
    await page.getByRole('link', { name: '修改手机' }).click()
    await arrived(page, '修改移动电话')
    await askAlipay(page)
    expect(await violations(page)).toEqual([])
    await answerOnPhone(world, who.person, '刷脸通过')
    // Alipay is asked every second and a half at the most: whoever presses at once presses once more.
    for (let tries = 0; !scripts && tries < 3 && !page.url().endsWith('/number'); tries++) {
      await page.waitForTimeout(1_600)
      await page.getByRole('button', { name: '我已完成认证' }).click()
    }
    await page.waitForURL('**/mobile/number')
    await arrived(page, '修改移动电话')
    await page.locator('[name=mobile]').fill(mobile)
    await page.getByRole('button', { name: '发送验证码' }).click()
    await page.getByText('验证码已经发出').waitFor()
    await page.locator('[name=smsCode]').fill(await readMessage(world, mobile))
    await page.getByRole('button', { name: '改用这个号码' }).last().click()
    await page.getByText('登录手机已经修改').waitFor()

    await page.getByRole('link', { name: '添加收件地址' }).click()
    await arrived(page, '添加收件地址')
    await page.getByRole('button', { name: '保存收件地址' }).click()
    await page.locator('.error-summary').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByLabel('收件人姓名').fill(who.person.name)
    await page.getByLabel('收件人手机号码').fill(mobile)
    await page.locator('[name=region]').selectOption({ label: '泰州市海陵区' })
    await page.getByLabel('详细地址').fill('海陵南路 300 号 2103 室')
    await page.getByRole('button', { name: '保存收件地址' }).click()
    await page.getByText('江苏省泰州市海陵区海陵南路 300 号 2103 室').first().waitFor()
    await arrived(page, '账号设置')
    await page.context().close()
  })
})
