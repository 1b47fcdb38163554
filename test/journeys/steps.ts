/** What a person does on the hall's pages, step by step, by what they see. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { awake, type Journeys, violations } from '../support/browser.ts'
import type { MadePerson, MadeUnit } from '../support/builders.ts'
import { sandbox } from '../support/builders.ts'

/** The page must have this heading, and nothing for axe to find. */
export async function arrive(page: Page, heading: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  await awake(page)
  expect(await violations(page)).toEqual([])
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

/** On the phone: finds the waiting check and answers it. */
export async function answerOnPhone(world: Journeys, person: MadePerson, button: string): Promise<void> {
  const phone = await world.open({ viewport: { width: 390, height: 844 } })
  await phone.goto(world.sandbox.origin)
  const check = phone
    .locator('form', { hasText: person.name })
    .or(phone.locator('li', { hasText: person.name }))
    .first()
  await check.getByRole('button', { name: button }).first().click()
  await phone.context().close()
}

/** Step two with Alipay: asks, has it answered on the phone, and is taken on. */
export async function proveFace(world: Journeys, page: Page, person: MadePerson): Promise<void> {
  await page.getByRole('button', { name: '用支付宝刷脸' }).click()
  await page.getByRole('img', { name: /二维码/ }).waitFor()
  await answerOnPhone(world, person, '刷脸通过')
  await page.waitForURL('**/register/account')
}

/** Step three: sends the code, reads it off the phone, sets the password. */
export async function setAccount(
  world: Journeys,
  page: Page,
  { mobile, password }: MadePerson,
): Promise<void> {
  await page.locator('[name=mobile]').fill(mobile)
  await page.getByRole('button', { name: '发送验证码' }).click()
  await page.getByRole('button', { name: /秒后可重发/ }).waitFor()
  await page.locator('[name=smsCode]').fill(await sandbox(world).code(mobile))
  await page.locator('[name=password]').fill(password)
  await page.locator('[name=passwordRepeat]').fill(password)
  await page.getByRole('button', { name: '完成注册' }).last().click()
}

export async function fillSignIn(page: Page, unit: string, person: string, password: string): Promise<void> {
  await page.locator('[name=unit]').fill(unit)
  await page.locator('[name=person]').fill(person)
  await page.locator('[name=password]').fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}
