/** What a person does in 企业服务 on the phone, by what they see. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Journeys, overflow } from '../support/browser.ts'
import type { MadePerson, MadeUnit } from '../support/builders.ts'
import { addToPhone, arrive, PHONE } from './steps.ts'

/** The phone, held by this person, with 企业服务 open. */
export async function openEnterprise(
  world: Journeys,
  person: MadePerson,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const phone = await world.open({ ...PHONE, colorScheme })
  await addToPhone(world, phone, person)
  await phone.getByRole('link', { name: '打开企业服务' }).click()
  await arriveOnPhone(phone, '企业服务')
  return phone
}

/** Here, nothing for axe to find, nothing wider than the phone. */
export async function arriveOnPhone(phone: Page, heading: string): Promise<void> {
  await arrive(phone, heading)
  expect(await overflow(phone)).toBe(0)
}

export async function fillTwice(phone: Page, password: string, repeat = password): Promise<void> {
  await phone.getByLabel('新密码').fill(password)
  await phone.getByLabel('确认密码').fill(repeat)
}

export async function fillLink(phone: Page, unit: MadeUnit, password: string): Promise<void> {
  await phone.getByLabel('统一社会信用代码').fill(unit.creditCode)
  await phone.getByLabel('单位全称').fill(unit.unitName)
  await fillTwice(phone, password)
}

export const sendWithFace = (phone: Page) => phone.getByRole('button', { name: '刷脸通过，提交' }).click()

/** What the page says is wrong, once it does. */
export async function said(phone: Page, words: string | RegExp): Promise<void> {
  await phone.getByText(words).first().waitFor()
  for (const name of ['新密码', '确认密码']) expect(await phone.getByLabel(name).inputValue()).toBe('')
}
