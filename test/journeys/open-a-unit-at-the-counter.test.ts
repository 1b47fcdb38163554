import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { overflow, useJourneys, violations, withoutScripts } from '../support/browser.ts'
import { aPerson, aUnit, registerPerson } from '../support/builders.ts'
import { codeOf } from '../support/clerks.ts'
import { aClerk, type Clerk, letters } from '../support/counter.ts'
import { restMobiles } from '../support/upgrade.ts'
import { arrive, fillDocument, fillPasswords, fillSignIn, readMessage } from './steps.ts'

const world = useJourneys()

const WHERE: [string, BrowserContextOptions, boolean][] = [
  ['at a desk', {}, true],
  ['on a phone, in the dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }, true],
  ['without a script', {}, false],
]

async function enter(page: Page, clerk: Clerk): Promise<void> {
  await page.locator('[name=loginName]').fill(clerk.loginName)
  await page.locator('[name=password]').fill(clerk.password)
  await page.locator('[name=totp]').fill(codeOf(clerk.secret))
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

const atArrival = async (page: Page, heading: string, scripts: boolean) => {
  if (scripts) return arrive(page, heading)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  expect(await violations(page)).toEqual([])
}

describe('a unit without an account', () => {
  it.each(WHERE)(
    'is opened by a clerk and used by its administrator, %s',
    async (_where, options, scripts) => {
      const [clerk, person, unit] = [await aClerk(world), await registerPerson(world, aPerson()), aUnit()]
      await restMobiles(world)
      const page = await world.open(options)
      if (!scripts) await withoutScripts(page)
      world.expectComplaint(scripts ? '401' : '422')
      if (!scripts) world.expectComplaint('401')

      await page.goto(`${world.hall.origin}/counter`)
      await atArrival(page, '窗口登录', scripts)
      await enter(page, { ...clerk, password: 'Wrong#2026' })
      await page.locator('.error-summary').waitFor()
      expect(await violations(page)).toEqual([])
      await enter(page, clerk)
      await atArrival(page, '窗口', scripts)

      await page.getByRole('link', { name: '单位开户' }).first().click()
      await atArrival(page, '单位开户', scripts)
      const open = page.getByRole('button', { name: '开通并发送验证码' })
      await open.click()
      await page.locator('.error-summary').waitFor()
      expect(await violations(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await page.locator('[name=role]').selectOption('administrator')
      await page.locator('[name=creditCode]').fill(unit.creditCode)
      await page.locator('[name=unitName]').fill(unit.unitName)
      await fillDocument(page, person)
      await page.locator('[name=mobile]').fill(person.mobile)
      const file = { name: '授权委托书.pdf', mimeType: 'application/pdf', buffer: letters.pdf() }
      await page.locator('[name=letter]').setInputFiles(file)
      await open.click()
      await atArrival(page, unit.unitName, scripts)
      expect(await overflow(page)).toBe(0)
      await page.getByText('验证码已经发到本人手机').waitFor()
      await page.getByRole('button', { name: '退出窗口' }).click()
      await atArrival(page, '窗口登录', scripts)

      await page.goto(`${world.hall.origin}/activate`)
      await atArrival(page, '启用窗口开通的账号', scripts)
      await page.locator('[name=creditCode]').fill(unit.creditCode)
      await page.locator('[name=mobile]').fill(person.mobile)
      await page.locator('[name=smsCode]').fill(await readMessage(world, person.mobile))
      await fillPasswords(page, person)
      await page.getByRole('button', { name: '设置密码并启用账号' }).click()
      await atArrival(page, '账号已启用', scripts)
      await page.getByRole('link', { name: '去登录' }).click()
      await fillSignIn(page, unit.creditCode, person.documentNumber, person.password)
      await page
        .getByRole('heading', { level: 1, name: '单位中心' })
        .or(page.getByText(unit.unitName))
        .first()
        .waitFor()
      await page.context().close()
    },
  )
})

describe('the blank letter', () => {
  it('is one sheet of A4 with nothing of the page around it', async () => {
    const page = await world.open({})
    await page.goto(`${world.hall.origin}/counter/letter`)
    await arrive(page, '授权委托书（空白）')
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBe(1)
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByText('受托人不能再委托别人').isVisible()).toBe(true)
    for (const hidden of ['用浏览器的打印功能', '遇到困难'])
      expect(await page.getByText(hidden).isVisible()).toBe(false)
    await page.context().close()
  })
})

describe('the phone’s authenticator', () => {
  it('shows the codes of the demonstration’s clerks', async () => {
    const page = await world.open({})
    await page.goto(`${world.sandbox.origin}/authenticator`)
    await page.getByRole('heading', { name: /王小燕/ }).waitFor()
    expect((await page.locator('dd b').first().textContent())?.replace(/\D/g, '')).toMatch(/^\d{6}$/)
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })
})
