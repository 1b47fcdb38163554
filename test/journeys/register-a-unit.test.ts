import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { awake, become, useJourneys } from '../support/browser.ts'
import {
  aPerson,
  aUnit,
  type MadePerson,
  passFace,
  registerPerson,
  registerUnit,
  startUnit,
} from '../support/builders.ts'
import {
  agree,
  answerOnPhone,
  arrive,
  askAlipay,
  DARK,
  fillPasswords,
  fillUnit,
  finish,
  hasFocus,
  next,
  PHONE,
  proveFace,
  readMessage,
  sendUnit,
  setAccount,
} from './steps.ts'

const world = useJourneys()
let person: MadePerson

beforeAll(async () => {
  person = await registerPerson(world)
})

/** The legal representative signs in with a mobile of their own choice for the unit. */
const forUnit = (one: MadePerson): MadePerson => ({ ...one, mobile: aPerson().mobile })

async function openForm(options = {}) {
  const page = await world.open(options)
  await page.goto(`${world.hall.origin}/register/unit`)
  await awake(page)
  return page
}

/** A window at step three. */
async function openAccount(unit = aUnit()): Promise<Page> {
  const visitor = await startUnit(world, unit, person)
  await passFace(world, visitor, person)
  const page = await world.open()
  await become(page, visitor)
  await page.goto(`${world.hall.origin}/register/account`)
  await awake(page)
  return page
}

const wait = (minutes: number) =>
  world.hall.db
    .prepare('UPDATE flow SET expires_at = expires_at - ?')
    .bind(minutes * 60_000)
    .run()

describe('a legal representative registers the unit', () => {
  it.each([
    ['at a desk', {}],
    ['on a phone, in the dark', { ...PHONE, ...DARK }],
  ])('in four steps, and gets the eight digits to sign in with, %s', async (_where, options) => {
    const page = await openForm(options)
    await arrive(page, '法定代表人注册单位')
    await sendUnit(page, aUnit(), person)
    await arrive(page, '法定代表人注册单位')
    await proveFace(world, page, person)
    await arrive(page, '法定代表人注册单位')
    await setAccount(world, page, forUnit(person))
    await arrive(page, '单位注册成功')
    expect(await page.locator('main dd').textContent()).toMatch(/^\d{8}$/)
    await page.getByRole('link', { name: '去登录' }).click()
    await arrive(page, '单位登录')
    await page.context().close()
  })

  it('goes back to step one and finds what was typed', async () => {
    const unit = aUnit()
    const page = await openForm()
    await sendUnit(page, unit, person)
    await page.getByRole('link', { name: '返回修改上一步' }).click()
    expect(await page.locator('[name=unitName]').inputValue()).toBe(unit.unitName)
    expect(await page.locator('[name=documentNumber]').inputValue()).toBe(person.documentNumber)
    expect(await page.locator('[name=agreement]').isChecked()).toBe(false)
    await page.context().close()
  })
})

describe('a unit is refused', () => {
  it('for a wrong check digit, told when the field is left and again when the form is sent', async () => {
    const unit = aUnit({ creditCode: '91320100MA10000251' })
    const page = await openForm()
    await page.locator('[name=creditCode]').fill(unit.creditCode)
    await page.locator('[name=unitName]').focus()
    const beside = page.locator('#field-creditCode-error')
    await beside.waitFor()
    expect(await beside.textContent()).toContain('统一社会信用代码第 18 位不对')
    expect(await page.locator('.error-summary').count()).toBe(0)
    await fillUnit(page, unit, person)
    await next(page)
    const summary = page.locator('.error-summary')
    await summary.waitFor()
    await expect.poll(() => hasFocus(summary)).toBe(true)
    await summary.getByRole('link', { name: /第 18 位不对/ }).click()
    await expect.poll(() => hasFocus(page.locator('[name=creditCode]'))).toBe(true)
    expect(await page.locator('[name=unitName]').inputValue()).toBe(unit.unitName)
    await arrive(page, '法定代表人注册单位')
    await page.context().close()
  })

  it('when it is registered already, with the ways in', async () => {
    world.expectComplaint('409')
    const { unit } = await registerUnit(world)
    const page = await openForm()
    await fillUnit(page, unit, person)
    await next(page)
    const words = page.getByText(/这家单位已经注册过/).first()
    await words.waitFor()
    await arrive(page, '法定代表人注册单位')
    expect(await page.locator('[name=unitName]').inputValue()).toBe(unit.unitName)
    await page.getByRole('link', { name: '登录不了怎么办', exact: true }).click()
    await arrive(page, '登录不了怎么办')
    await page.context().close()
  })

  it('when its representative has no account yet, with the way to one', async () => {
    world.expectComplaint('409')
    const page = await openForm()
    await fillUnit(page, aUnit(), aPerson())
    await next(page)
    const words = page.getByText(/还没有个人账号/).first()
    await words.waitFor()
    await page.getByRole('link', { name: '法定代表人先注册个人账号' }).click()
    await arrive(page, '个人实名注册')
    await page.context().close()
  })

  it("when the name is not the account's, beside the name", async () => {
    world.expectComplaint('409')
    const page = await openForm()
    await fillUnit(page, aUnit(), { ...person, name: '诸葛不同' })
    await next(page)
    await page.locator('#field-name-error').waitFor()
    expect(await page.locator('#field-name-error').textContent()).toContain('登记的不一样')
    await page.context().close()
  })
})

describe('step two', () => {
  it('refuses the face of somebody else and a cancelled check, and takes the next', async () => {
    const page = await openForm()
    await sendUnit(page, aUnit(), person)
    await askAlipay(page)
    for (const [button, words] of [
      ['换了一张脸', /刷脸的不是本人/],
      ['取消认证', /取消了认证/],
    ] as const) {
      await answerOnPhone(world, person, button)
      await page.getByText(words).first().waitFor()
      await arrive(page, '法定代表人注册单位')
      await page.getByRole('button', { name: '重新认证' }).click()
      await page.getByRole('img', { name: /二维码/ }).waitFor()
    }
    await answerOnPhone(world, person, '刷脸通过')
    await page.waitForURL('**/register/account')
    await page.context().close()
  })
})

describe('step three', () => {
  it('refuses a common password and a wrong code, and keeps the number but no password', async () => {
    world.expectComplaint('422')
    const page = await openAccount()
    const { mobile } = aPerson()
    await setAccount(world, page, { ...person, mobile, password: 'P@ssw0rd' })
    await page.locator('#field-password-error').waitFor()
    expect(await page.locator('[name=mobile]').inputValue()).toBe(mobile)
    for (const name of ['password', 'passwordRepeat'])
      expect(await page.locator(`[name=${name}]`).inputValue()).toBe('')
    const sent = await readMessage(world, mobile)
    await page.locator('[name=smsCode]').fill(sent === '111111' ? '222222' : '111111')
    await fillPasswords(page, person)
    await finish(page)
    const words = page.getByText(/验证码不对/).first()
    await words.waitFor()
    await arrive(page, '法定代表人注册单位')
    expect(await page.locator('[name=password]').inputValue()).toBe('')
    await page.context().close()
  })
})

describe('after ten minutes', () => {
  it('begins again with what was typed, whatever step it was', async () => {
    world.expectComplaint('410')
    const unit = aUnit()
    const page = await openForm()
    await sendUnit(page, unit, person)
    await wait(10)
    await page.getByRole('button', { name: '用支付宝刷脸' }).click()
    await arrive(page, '这一步的时间已经过了')
    await page.getByRole('link', { name: /重新开始/ }).click()
    expect(await page.locator('[name=unitName]').inputValue()).toBe(unit.unitName)
    expect(await page.locator('[name=documentNumber]').inputValue()).toBe(person.documentNumber)
    await agree(page)
    await next(page)
    await page.waitForURL('**/register/face')
    await proveFace(world, page, person)
    await page.context().close()
  })

  it('says so on the page that is still open, and leads from there to a new beginning', async () => {
    const unit = aUnit()
    const page = await openAccount(unit)
    await page.clock.install()
    await page.reload()
    await awake(page)
    await page.clock.fastForward('10:01')
    await page
      .getByText(/时间到了/)
      .first()
      .waitFor()
    await wait(11)
    await arrive(page, '法定代表人注册单位')
    await page.getByRole('link', { name: '带着填过的内容重新开始' }).click()
    expect(await page.locator('[name=unitName]').inputValue()).toBe(unit.unitName)
    await page.context().close()
  })
})
