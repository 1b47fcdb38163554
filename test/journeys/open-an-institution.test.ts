import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { become, overflow, useJourneys, violations, withoutScripts } from '../support/browser.ts'
import { aPerson, registerPerson } from '../support/builders.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { initialOf } from '../support/institutions.ts'
import { aRepresentative } from '../support/unit-people.ts'
import { restMobiles } from '../support/upgrade.ts'
import { fillDocument, fillPasswords, fillSignIn } from './steps.ts'

const world = useJourneys()

const arrived = async (page: Page, heading: string) => {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  expect(await violations(page), heading).toEqual([])
  expect(await overflow(page), heading).toBe(0)
}

describe('an institution of a unit', () => {
  it.each<[string, BrowserContextOptions, boolean]>([
    ['at a desk', {}, true],
    ['on a narrow phone, in the dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }, true],
    ['without a script', {}, false],
  ])(
    'is registered at the counter, opened by the unit and signed in, %s',
    async (_where, options, scripts) => {
      const who = await aRepresentative(world)
      const person = await registerPerson(world, aPerson())
      await restMobiles(world)
      const page = await world.open(options)
      if (!scripts) await withoutScripts(page)
      world.expectComplaint('422')
      const name = '云锦职业培训学校（鼓楼校区）'

      await become(page, await signInClerk(world, await aClerk(world)))
      await page.goto(`${world.hall.origin}/counter/institutions`)
      await arrived(page, '机构登记')
      await page.getByRole('link', { name: '登记一个机构' }).click()
      await arrived(page, '登记一个机构')
      const register = page.getByRole('button', { name: '登记这个机构' })
      await register.click()
      await page.locator('.error-summary').waitFor()
      expect(await violations(page)).toEqual([])
      await page.locator('[name=creditCode]').fill(who.unit.creditCode)
      await page.getByLabel('机构名称').fill(name)
      await page.getByLabel('机构类型').selectOption({ label: '民办职业培训学校' })
      await page.getByLabel('机构层级').selectOption({ label: '市' })
      await register.click()
      const told = await page.getByText(/已经登记，机构编号是/).textContent()
      const number = /9\d{7}/.exec(told ?? '')?.[0] ?? ''
      await arrived(page, '机构登记')

      await become(page, who.visitor)
      await page.goto(`${world.hall.origin}/center/institutions`)
      await arrived(page, '机构管理')
      await page.getByRole('link', { name: /^开通\s*云锦/ }).click()
      await arrived(page, '开通机构')
      await fillDocument(page, person)
      await page.locator('[name=mobile]').fill(person.mobile)
      await page.getByRole('button', { name: '开通机构' }).click()
      await page.getByText('机构已经开通').waitFor()
      await arrived(page, '机构管理')
      for (const [link, heading] of [
        [/^管理员变更/, '变更机构管理员'],
        [/^管理员密码重置/, '要重置管理员的密码吗？'],
      ] as const) {
        await page.getByRole('link', { name: link }).click()
        await arrived(page, heading)
        await page.goBack()
      }

      const own = await world.open(options)
      if (!scripts) await withoutScripts(own)
      await own.goto(`${world.hall.origin}/login`)
      await fillSignIn(own, number, person.documentNumber, initialOf(person))
      await arrived(own, '请先换掉初始密码')
      await own.locator('[name=oldPassword]').fill(initialOf(person))
      await fillPasswords(own, person)
      await own.getByRole('button', { name: '修改密码' }).click()
      await own.getByText('密码已经修改').waitFor()
      await arrived(own, name)
      await own.getByRole('button', { name: '退出登录' }).click()
      await own.getByRole('link', { name: '单位登录' }).first().waitFor()
      for (const one of [page, own]) await one.context().close()
    },
  )
})
