import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { demoClerks } from '../sandbox/authenticator/demo.ts'
import { become, overflow, useJourneys, violations, withoutScripts } from '../support/browser.ts'
import { insertClerk, makeClerk } from '../support/clerks.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { arrive, DARK, PHONE } from './steps.ts'

const world = useJourneys()
const [demo] = demoClerks
beforeAll(async () => {
  for (const clerk of demoClerks) await insertClerk(world.hall.db, await makeClerk(world.secrets, clerk))
})

/** Each code opens one session, and one clerk comes more often here than twice a minute. */
const freshCodes = () => world.hall.db.prepare('UPDATE clerk SET last_step = 0').run()

/** What the phone's authenticator shows for a clerk. */
async function readCode(page: Page, loginName: string): Promise<string> {
  const phone = await page.context().newPage()
  await phone.goto(`${world.sandbox.origin}/authenticator`)
  // The phone looks again by itself, as authenticators do: a code that is over must not stay.
  expect((await violations(phone)).filter((one) => !one.startsWith('meta-refresh'))).toEqual([])
  expect(await overflow(phone)).toBe(0)
  const card = phone.locator('section.card', { hasText: loginName })
  const code = (await card.locator('b').textContent()) ?? ''
  await phone.close()
  return code
}

async function fill(page: Page, password = demo?.password ?? ''): Promise<void> {
  await page.locator('[name=loginName]').fill(demo?.loginName ?? '')
  await page.locator('[name=password]').fill(password)
  await page.locator('[name=totp]').fill(await readCode(page, demo?.loginName ?? ''))
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

const openLogin = async (options = {}) => {
  await freshCodes()
  const page = await world.open(options)
  await page.goto(`${world.hall.origin}/counter`)
  return page
}

const asAdministrator = async (options = {}) => {
  const page = await world.open(options)
  await become(page, await signInClerk(world, await aClerk(world, { role: 'administrator' })))
  await page.goto(`${world.hall.origin}/counter`)
  return page
}

const SCREENS: [string, object][] = [
  ['at a desk', {}],
  ['on a phone in the dark', { ...PHONE, ...DARK }],
]

describe('a clerk', () => {
  it.each(SCREENS)('signs in with the code of their phone, and leaves, %s', async (_where, options) => {
    const page = await openLogin(options)
    await arrive(page, '窗口登录')
    expect(await overflow(page)).toBe(0)
    await fill(page)
    await arrive(page, '窗口')
    expect(await overflow(page)).toBe(0)
    await page.getByText('王**，窗口人员').waitFor()
    await page.getByRole('link', { name: '授权委托书' }).click()
    await arrive(page, '授权委托书（空白）')
    expect(await overflow(page)).toBe(0)
    await page.goBack()
    await page.getByRole('button', { name: '退出窗口' }).click()
    await arrive(page, '窗口登录')
    await page.context().close()
  })

  it('signs in where no script runs', async () => {
    const page = await openLogin()
    await withoutScripts(page)
    await page.reload()
    await fill(page)
    await page.getByRole('heading', { level: 1, name: '窗口' }).waitFor()
    await page.context().close()
  })

  it('hears that something does not match, and keeps the name that they typed', async () => {
    world.expectComplaint('401')
    const page = await openLogin({ ...PHONE, ...DARK })
    await fill(page, 'Wrong#1234')
    await page.getByText(/对不上/).waitFor()
    await arrive(page, '窗口登录')
    expect(await page.locator('[name=loginName]').inputValue()).toBe(demo?.loginName)
    for (const name of ['password', 'totp'])
      expect(await page.locator(`[name=${name}]`).inputValue()).toBe('')
    await page.context().close()
  })

  it('is asked what is missing before anything is sent', async () => {
    const page = await openLogin()
    await page.waitForFunction(() => !document.querySelector('[data-props]:not(:defined)'))
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByText('有 3 处需要您改一下').waitFor()
    await arrive(page, '窗口登录')
    await page.context().close()
  })
})

describe('an administrator', () => {
  it.each(SCREENS)('registers a site, changes it, stops it and lets it go on %s', async (_where, options) => {
    const page = await asAdministrator(options)
    await page.locator('main').getByRole('link', { name: '接入的网站' }).first().click()
    await arrive(page, '接入的网站')
    expect(await overflow(page)).toBe(0)
    await page.getByRole('link', { name: '登记一个网站' }).click()
    await arrive(page, '登记一个网站')
    expect(await overflow(page)).toBe(0)

    await page.locator('[name=clientId]').fill(`city-${Date.now()}`)
    await page.locator('[name=clientName]').fill('临江市政务服务网')
    await page.locator('[name=redirectUris]').fill('http://portal.example/callback')
    world.expectComplaint('422')
    await page.getByRole('button', { name: '登记这个网站' }).click()
    await page.getByText('有 1 处需要您改一下').waitFor()
    await arrive(page, '登记一个网站')
    await page.locator('[name=redirectUris]').fill('https://portal.example/callback')
    await page.getByRole('button', { name: '登记这个网站' }).click()
    await page.getByText(/密钥只显示这一次/).waitFor()
    await arrive(page, /可以接入了$/)
    expect(await overflow(page)).toBe(0)

    await page.getByRole('link', { name: /^记好了/ }).click()
    await arrive(page, '临江市政务服务网')
    expect(await overflow(page)).toBe(0)
    await page.locator('[name=clientName]').fill('临江市新网站')
    await page.getByRole('button', { name: '保存修改' }).click()
    await page.getByText('修改已经保存').waitFor()
    await arrive(page, '临江市新网站')
    await page.getByRole('button', { name: '停用这个网站' }).click()
    await page.getByText('现在不能用来登录').waitFor()
    await arrive(page, '临江市新网站')
    await page.getByRole('button', { name: '恢复这个网站' }).click()
    await page.getByText('已经恢复').waitFor()
    await page.context().close()
  })
})
