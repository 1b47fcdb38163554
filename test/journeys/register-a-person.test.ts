import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { awake, overflow, useJourneys, violations } from '../support/browser.ts'
import { aPerson, type MadePerson } from '../support/builders.ts'
import {
  agree,
  answerOnPhone,
  arrive,
  askAlipay,
  DARK,
  fillPerson,
  hasFocus,
  next,
  PHONE,
  proveFace,
  readMessage,
  setAccount,
  tabTo,
} from './steps.ts'

const world = useJourneys()

async function toFace(page: Page, person: MadePerson) {
  await page.goto(`${world.hall.origin}/register/person`)
  await fillPerson(page, person)
  await next(page)
  await page.waitForURL('**/register/face')
}

describe('a newcomer registers as a person', () => {
  it.each([
    ['at a desk', {}],
    ['on a phone, in the dark', { ...PHONE, ...DARK }],
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
    await askAlipay(page)
    await arrive(page, '个人实名注册')
    expect(await overflow(page)).toBe(0)
    await answerOnPhone(world, person, '刷脸通过')
    await page.waitForURL('**/register/account')
    await arrive(page, '个人实名注册')
    expect(await overflow(page)).toBe(0)
    await setAccount(world, page, person)
    await arrive(page, '个人账号注册成功')
    await page.context().close()
  })

  it('with nothing but the keyboard', async () => {
    const person = aPerson()
    const page = await world.open()
    const { keyboard } = page
    const pressAt = async (role: 'link' | 'button', name: string | RegExp) => {
      await tabTo(page, page.getByRole(role, { name }))
      await keyboard.press('Enter')
    }
    const type = async (name: string, text: string) => {
      await tabTo(page, page.locator(`[name=${name}]`))
      await keyboard.type(text)
    }
    await page.goto(world.hall.origin)
    await pressAt('link', '注册账号')
    await pressAt('link', '个人实名注册')
    await page.waitForURL('**/register/person')
    await awake(page)
    await type('name', person.name)
    await type('documentNumber', person.documentNumber)
    for (const name of ['agreement', 'consent']) {
      await tabTo(page, page.locator(`[name=${name}]`))
      await keyboard.press('Space')
    }
    await pressAt('button', /^下一步/)
    await page.waitForURL('**/register/face')
    await pressAt('button', '用支付宝刷脸')
    await page.getByRole('img', { name: /二维码/ }).waitFor()
    await answerOnPhone(world, person, '刷脸通过')
    await page.waitForURL('**/register/account')
    await awake(page)
    await type('mobile', person.mobile)
    await pressAt('button', '发送验证码')
    await page.getByRole('button', { name: /秒后可重发/ }).waitFor()
    await expect.poll(() => hasFocus(page.locator('[name=smsCode]'))).toBe(true)
    await keyboard.type(await readMessage(world, person.mobile))
    await type('password', person.password)
    await type('passwordRepeat', person.password)
    await keyboard.press('Enter')
    await arrive(page, '个人账号注册成功')
    await page.context().close()
  })

  it('with the government app, by the link that its code holds', async () => {
    const page = await world.open()
    const phone = await world.open(PHONE)
    await phone.goto(`${world.sandbox.origin}/people`)
    expect(await violations(phone)).toEqual([])
    await phone.getByRole('button', { name: /编一个新的人/ }).click()
    await phone.waitForURL(`${world.sandbox.origin}/`)
    expect(await violations(phone)).toEqual([])
    const name = (await phone.locator('.holder h1').textContent()) ?? ''
    const number = (await phone.locator('.holder .number').first().textContent()) ?? ''
    await page.goto(`${world.hall.origin}/register/person`)
    await fillPerson(page, { ...aPerson(), name, documentNumber: number.replace(/[^\dX]/g, '') })
    await next(page)
    await page.getByRole('button', { name: '用江苏智慧人社手机应用刷脸' }).click()
    const link = await page.getByRole('link', { name: /就在这部手机上打开/ }).getAttribute('href')
    await phone.getByLabel('二维码里的链接').fill(link ?? '')
    await phone.getByRole('button', { name: '扫码' }).click()
    await phone.getByRole('button', { name: '刷脸通过，确认' }).waitFor()
    expect(await violations(phone)).toEqual([])
    await phone.getByRole('button', { name: '刷脸通过，确认' }).click()
    await page.waitForURL('**/register/account')
    for (const one of [page, phone]) await one.context().close()
  })

  it('with Alipay on the phone that is in the hand, told first who asks', async () => {
    const person = aPerson()
    const page = await world.open(PHONE)
    await toFace(page, person)
    await askAlipay(page)
    await page.getByRole('link', { name: /就在这部手机上打开/ }).click()
    await arrive(page, '请先看清再刷脸')
    await page.getByRole('link', { name: /去支付宝刷脸/ }).click()
    await page.getByRole('heading', { name: `请${person.name}本人刷脸` }).waitFor()
    await page.getByRole('button', { name: '刷脸通过' }).click()
    await page.getByRole('link', { name: '在这部手机上回到大厅' }).click()
    await page.waitForURL('**/register/account')
    await page.context().close()
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
    await expect.poll(() => hasFocus(summary)).toBe(true)
    expect(await page.locator('[name=name]').inputValue()).toBe(person.name)
    await summary.getByRole('link').first().click()
    await expect.poll(() => hasFocus(page.locator('[name=documentNumber]'))).toBe(true)
    expect(await page.locator('[name=documentNumber]').getAttribute('aria-invalid')).toBe('true')
    await arrive(page, '个人实名注册')
    await page.context().close()
  })

  it('is told when the phone says 「刷脸没通过」, and the next try goes through', async () => {
    const person = aPerson()
    const page = await world.open()
    await toFace(page, person)
    await askAlipay(page)
    await answerOnPhone(world, person, '刷脸没通过')
    await page
      .getByText(/没有认证通过/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: '重新认证' }).click()
    await page.getByRole('img', { name: /二维码/ }).waitFor()
    await answerOnPhone(world, person, '刷脸通过')
    await page.waitForURL('**/register/account')
    await page.context().close()
  })
})

describe('after ten minutes', () => {
  it('says so and begins again with what was typed', async () => {
    world.expectComplaint('410')
    const person = aPerson()
    const page = await world.open()
    await toFace(page, person)
    await world.hall.db.prepare('UPDATE flow SET expires_at = expires_at - 601000').run()
    await page.reload()
    await arrive(page, '这一步的时间已经过了')
    await page.getByRole('link', { name: /重新开始/ }).click()
    expect(await page.locator('[name=name]').inputValue()).toBe(person.name)
    await agree(page)
    await next(page)
    await page.waitForURL('**/register/face')
    await proveFace(world, page, person)
    await page.context().close()
  })
})
