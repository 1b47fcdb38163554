import { describe, expect, it } from 'vitest'
import { overflow, useJourneys } from '../support/browser.ts'
import { aPerson } from '../support/builders.ts'
import { agree, answerOnPhone, arrive, fillPerson, next, proveFace, setAccount } from './steps.ts'

const world = useJourneys()

describe('a newcomer registers as a person', () => {
  it.each([
    ['at a desk', {}],
    ['on a phone, in the dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const }],
  ])('from the first page to the last, %s', async (_where, options) => {
    const person = aPerson()
    const page = await world.open(options)
    await page.goto(world.hall.origin)
    await arrive(page, '单位的人社业务，在这里一次办好')
    await page.getByRole('link', { name: '注册账号' }).click()
    await arrive(page, '注册账号')
    await page.getByRole('link', { name: '个人实名注册' }).click()
    await arrive(page, '个人实名注册')
    await fillPerson(page, person)
    await next(page)
    await page.waitForURL('**/register/face')
    await arrive(page, '个人实名注册')
    expect(await page.getByText(/还剩 10 分钟|还剩 9 分钟/).isVisible()).toBe(true)
    await proveFace(world, page, person)
    await arrive(page, '个人实名注册')
    expect(await overflow(page)).toBe(0)
    await setAccount(world, page, person)
    await arrive(page, '个人账号注册成功')
    await page.context().close()
  })

  it('with the government app, by the link that its code holds', async () => {
    const page = await world.open()
    const phone = await world.open({ viewport: { width: 390, height: 844 } })
    await phone.goto(`${world.sandbox.origin}/people`)
    await phone.getByRole('button', { name: /编一个新的人/ }).click()
    await phone.goto(world.sandbox.origin)
    const name = (await phone.locator('.holder h1').textContent()) ?? ''
    const documentNumber =
      (await phone.locator('.holder .number').first().textContent())?.replace(/[^\dX]/g, '') ?? ''
    await page.goto(`${world.hall.origin}/register/person`)
    await fillPerson(page, { ...aPerson(), name, documentNumber })
    await next(page)
    await page.getByRole('button', { name: '用江苏智慧人社手机应用刷脸' }).click()
    const link = await page.getByRole('link', { name: /就在这部手机上打开/ }).getAttribute('href')
    await phone.getByLabel('二维码里的链接').fill(link ?? '')
    await phone.getByRole('button', { name: '扫码' }).click()
    await phone
      .getByRole('button', { name: /确认|通过/ })
      .first()
      .click()
    await page.waitForURL('**/register/account')
    for (const one of [page, phone]) await one.context().close()
  })
})

describe('a refusal on the way', () => {
  it('stands beside its field and in the summary, with the focus on it and everything typed still there', async () => {
    const person = aPerson()
    const page = await world.open()
    await page.goto(`${world.hall.origin}/register/person`)
    await fillPerson(page, { ...person, documentNumber: '320101199001011234' })
    await next(page)
    const summary = page.locator('.error-summary')
    await summary.waitFor()
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await page.locator('[name=name]').inputValue()).toBe(person.name)
    await summary.getByRole('link').first().click()
    expect(
      await page.locator('[name=documentNumber]').evaluate((one) => one === document.activeElement),
    ).toBe(true)
    expect(await page.locator('[name=documentNumber]').getAttribute('aria-invalid')).toBe('true')
    await arrive(page, '个人实名注册')
    await page.context().close()
  })

  it.each([
    ['换了一张脸', /刷脸的不是本人/],
    ['取消认证', /取消了认证/],
    ['刷脸没通过', /没有认证通过/],
  ])('is told when the phone says 「%s」, and the next try goes through', async (button, words) => {
    const person = aPerson()
    const page = await world.open()
    await page.goto(`${world.hall.origin}/register/person`)
    await fillPerson(page, person)
    await next(page)
    await page.getByRole('button', { name: '用支付宝刷脸' }).click()
    await page.getByRole('img', { name: /二维码/ }).waitFor()
    await answerOnPhone(world, person, button)
    await page.getByText(words).first().waitFor()
    await page.getByRole('button', { name: '重新认证' }).click()
    await page.getByRole('img', { name: /二维码/ }).waitFor()
    await answerOnPhone(world, person, '刷脸通过')
    await page.waitForURL('**/register/account')
    await page.context().close()
  })

  it('after ten minutes says so and begins again with what was typed', async () => {
    world.expectComplaint('410')
    const person = aPerson()
    const page = await world.open()
    await page.goto(`${world.hall.origin}/register/person`)
    await fillPerson(page, person)
    await next(page)
    await page.waitForURL('**/register/face')
    await world.hall.db.prepare('UPDATE registration SET expires_at = expires_at - 601000').run()
    await page.reload()
    await arrive(page, '这一步的时间已经过了')
    await page.getByRole('link', { name: /重新开始/ }).click()
    expect(await page.locator('[name=name]').inputValue()).toBe(person.name)
    await agree(page)
    await next(page)
    await page.waitForURL('**/register/face')
    await page.context().close()
  })
})
