/** What a person does on the hall's pages, step by step, by what they see. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { awake, type Journeys, violations } from '../support/browser.ts'
import type { MadePerson, MadeUnit } from '../support/builders.ts'

export const PHONE = { viewport: { width: 390, height: 844 } }
export const DARK = { colorScheme: 'dark' as const }

/** The page must have this heading, and nothing for axe to find. */
export async function arrive(page: Page, heading: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  await awake(page)
  expect(await violations(page)).toEqual([])
}

export const hasFocus = (locator: Locator) =>
  locator.evaluate((element) => element === document.activeElement)

/** Goes on with the tab key until the focus is here. */
export async function tabTo(page: Page, locator: Locator): Promise<void> {
  await locator.waitFor()
  for (let stops = 0; stops < 30; stops++) {
    await page.keyboard.press('Tab')
    if (await hasFocus(locator)) return
  }
  throw new Error('the tab key does not get there')
}

export async function fillDocument(page: Page, person: MadePerson): Promise<void> {
  await page.locator('[name=documentType]').selectOption(person.documentType)
  await page.locator('[name=documentNumber]').fill(person.documentNumber)
  await page.locator('[name=name]').fill(person.name)
}

export async function agree(page: Page): Promise<void> {
  await page.locator('[name=agreement]').check()
  await page.locator('[name=consent]').check()
}

export async function fillPerson(page: Page, person: MadePerson): Promise<void> {
  await fillDocument(page, person)
  await agree(page)
}

export async function fillUnit(page: Page, unit: MadeUnit, person: MadePerson): Promise<void> {
  await page.locator('[name=creditCode]').fill(unit.creditCode)
  await page.locator('[name=unitName]').fill(unit.unitName)
  await fillPerson(page, person)
}

export const next = (page: Page) => page.getByRole('button', { name: /^下一步/ }).click()

/** Step one of a unit's registration, sent. */
export async function sendUnit(page: Page, unit: MadeUnit, person: MadePerson): Promise<void> {
  await fillUnit(page, unit, person)
  await next(page)
  await page.waitForURL('**/register/face')
}

/** On the phone: finds the waiting check and answers it. */
export async function answerOnPhone(world: Journeys, person: MadePerson, button: string): Promise<void> {
  const phone = await world.phone()
  await phone.goto(world.sandbox.origin)
  const check = phone.locator('form.check', { hasText: person.name }).first()
  await check.getByRole('button', { name: button }).click()
  await phone.getByRole('link', { name: '在这部手机上回到大厅' }).waitFor()
}

/** The code in the newest message to this number, read in the phone's inbox. */
export async function readMessage(world: Journeys, mobile: string): Promise<string> {
  const phone = await world.phone()
  await phone.goto(`${world.sandbox.origin}/sms/${mobile}`)
  return (await phone.locator('.messages b').first().textContent()) ?? ''
}

export async function askAlipay(page: Page): Promise<void> {
  await page.getByRole('button', { name: '用支付宝刷脸' }).click()
  await page.getByRole('img', { name: /二维码/ }).waitFor()
}

/** A face with Alipay: asks, has it answered on the phone, and is taken on; to step three of a registration by default. */
export async function proveFace(
  world: Journeys,
  page: Page,
  person: MadePerson,
  to = '**/register/account',
): Promise<void> {
  await askAlipay(page)
  await answerOnPhone(world, person, '刷脸通过')
  await page.waitForURL(to)
}

export async function fillPasswords(page: Page, { password }: MadePerson): Promise<void> {
  await page.locator('[name=password]').fill(password)
  await page.locator('[name=passwordRepeat]').fill(password)
}

export const finish = (page: Page) => page.getByRole('button', { name: '完成注册' }).last().click()

/** Step three: sends the code, reads it off the phone, sets the password. */
export async function setAccount(world: Journeys, page: Page, person: MadePerson): Promise<void> {
  await page.locator('[name=mobile]').fill(person.mobile)
  await page.getByRole('button', { name: '发送验证码' }).click()
  await page.getByRole('button', { name: /秒后可重发/ }).waitFor()
  await page.locator('[name=smsCode]').fill(await readMessage(world, person.mobile))
  await fillPasswords(page, person)
  await finish(page)
}

export async function fillSignIn(page: Page, unit: string, person: string, password: string): Promise<void> {
  await page.locator('[name=unit]').fill(unit)
  await page.locator('[name=person]').fill(person)
  await page.locator('[name=password]').fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** The phone's page of people: enters this person, who holds the phone from now on. */
export async function addToPhone(world: Journeys, phone: Page, person: MadePerson): Promise<void> {
  await phone.goto(`${world.sandbox.origin}/people`)
  await phone.getByLabel('姓名').fill(person.name)
  await phone.getByLabel('证件号码').fill(person.documentNumber)
  await phone.getByRole('button', { name: '存下并用这个人' }).click()
  await phone.getByRole('heading', { level: 1, name: person.name }).waitFor()
}
