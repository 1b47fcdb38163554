import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { become, overflow, useJourneys } from '../support/browser.ts'
import { registerPerson } from '../support/builders.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { beFlexible } from '../support/ledger.ts'
import { arrive, DARK, PHONE } from './steps.ts'

const world = useJourneys()

async function at(page: Page, heading: string | RegExp): Promise<void> {
  await arrive(page, heading)
  expect(await overflow(page)).toBe(0)
}

it('a person ends their own flexible enrolment on a phone, and a clerk decides it', async () => {
  const person = await registerPerson(world)
  await beFlexible(world, person)
  const [own, office] = [await world.open({ ...PHONE, ...DARK }), await world.open()]
  await become(office, await signInClerk(world, await aClerk(world)))

  await own.goto(`${world.hall.origin}/items?whose=person`)
  await own.getByRole('link', { name: '灵活就业人员停保登记' }).click()
  await at(own, '灵活就业人员停保登记')
  await own.getByRole('link', { name: '办理', exact: true }).click()
  await at(own, '个人登录')
  await own.locator('[name=person]').fill(person.documentNumber)
  await own.locator('[name=password]').fill(person.password)
  await own.getByRole('button', { name: '登录', exact: true }).click()
  await at(own, '灵活就业人员停保登记')
  await own.getByLabel('在哪里办').selectOption({ label: '海陵区' })
  await own.getByRole('button', { name: '开始填写' }).click()
  world.expectComplaint('422')
  await own.getByRole('button', { name: '提交', exact: true }).click()
  await own.locator('.error-summary').waitFor()
  await at(own, '灵活就业人员停保登记')
  await own.getByLabel('为什么停保').selectOption({ label: '到单位上班，由单位参保' })
  await own.locator('[name=lastDay]').fill('2026-10-31')
  await own.getByLabel('联系电话').fill('13800000000')
  await own.getByRole('button', { name: '提交', exact: true }).click()
  await own.getByText('已经提交').waitFor()
  await at(own, '灵活就业人员停保登记')

  await office.goto(`${world.hall.origin}/counter/cases?whose=person`)
  await at(office, '办件')
  await office.getByRole('link', { name: /^查看/ }).click()
  await office.getByRole('button', { name: '领取' }).click()
  await office.getByText(person.documentNumber).waitFor()
  await at(office, '灵活就业人员停保登记')
  for (const act of ['受理', '转入业务审核', '办结，通过'])
    await office.getByRole('button', { name: act, exact: true }).click()
  await office.getByText('办结（通过）').first().waitFor()

  await own.goto(`${world.hall.origin}/person`)
  await own.getByRole('link', { name: '我的办件' }).click()
  await at(own, '我的办件')
  await own.getByRole('link', { name: /^查看/ }).click()
  await own.getByLabel('非常满意', { exact: true }).check()
  await own.getByRole('button', { name: '提交评价' }).click()
  await own.getByText('谢谢您的评价').waitFor()
  await at(own, '灵活就业人员停保登记')
})
