import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { become, overflow, useJourneys, withoutScripts } from '../support/browser.ts'
import { aPerson, aUnit, type MadePerson, registerPerson, registerUnit, signIn } from '../support/builders.ts'
import { signInPerson } from '../support/people.ts'
import { arrive, DARK, PHONE } from './steps.ts'

const world = useJourneys()
let person: MadePerson
let account: Awaited<ReturnType<typeof registerUnit>>
beforeAll(async () => {
  person = await registerPerson(world, aPerson({ name: '李晓明' }))
  account = await registerUnit(world, aUnit(), person)
})

async function fill(page: Page, name: string, password: string): Promise<void> {
  await page.locator('[name=person]').fill(name)
  await page.locator('[name=password]').fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

const openLogin = async (options = {}) => {
  const page = await world.open(options)
  await page.goto(`${world.hall.origin}/person/login`)
  return page
}

/** From the sign-in page to the end of the session, through every page of the personal centre. */
async function walk(page: Page): Promise<void> {
  await arrive(page, '个人登录')
  expect(await overflow(page)).toBe(0)
  await fill(page, person.documentNumber, person.password)
  await arrive(page, '个人中心')
  await page.getByText(`*****${person.documentNumber.slice(-4)}`).waitFor()
  await page.getByRole('rowheader', { name: account.unit.unitName }).waitFor()
  expect(await page.content()).not.toContain(person.documentNumber)
  expect(await overflow(page)).toBe(0)

  await page.getByRole('link', { name: /^(去填写|修改)/ }).click()
  await arrive(page, '户籍性质')
  expect(await overflow(page)).toBe(0)
  await page.locator('[name=household]').selectOption({ label: '本省农村' })
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('户籍性质已经保存').waitFor()
  await arrive(page, '个人中心')
  await page.getByText('本省农村').waitFor()

  for (const [link, words] of [
    ['登录设备', '就是这一台'],
    ['账号动态', '维护户籍性质'],
  ] as const) {
    await page.getByRole('link', { name: link }).click()
    await arrive(page, link)
    await page.getByText(words).first().waitFor()
    expect(await overflow(page)).toBe(0)
    await page.getByRole('link', { name: '返回个人中心' }).click()
    await arrive(page, '个人中心')
  }
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('link', { name: '登录', exact: true }).waitFor()
}

describe('a person with an account', () => {
  it.each([
    ['at a desk', {}],
    ['on a phone in the dark', { ...PHONE, ...DARK }],
  ])(
    'signs in, says their 户籍性质, looks at devices and activity, and signs out %s',
    async (_where, options) => {
      const page = await openLogin(options)
      await walk(page)
      await page.context().close()
    },
  )

  it('does all of it where no script runs', async () => {
    const page = await world.open()
    await withoutScripts(page)
    await page.goto(`${world.hall.origin}/person/login`)
    await page.waitForSelector('h1')
    await fill(page, person.mobile, person.password)
    await page.getByRole('heading', { name: '个人中心' }).waitFor()
    await page.getByRole('link', { name: /^(去填写|修改)/ }).click()
    await page.locator('[name=household]').selectOption({ label: '香港' })
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('户籍性质已经保存').waitFor()
    await page.getByRole('link', { name: '登录设备' }).click()
    await page.getByText('就是这一台').waitFor()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.goto(`${world.hall.origin}/person`)
    await page.waitForURL('**/person/login?next=%2Fperson')
    await page.context().close()
  })

  it('hears that something does not match, and keeps what they typed', async () => {
    world.expectComplaint('401')
    const page = await openLogin({ ...PHONE, ...DARK })
    await fill(page, person.mobile, 'Wrong#1234')
    await page.getByText(/对不上/).waitFor()
    await arrive(page, '个人登录')
    expect(await page.locator('[name=person]').inputValue()).toBe(person.mobile)
    expect(await page.locator('[name=password]').inputValue()).toBe('')
    await fill(page, person.mobile, person.password)
    await arrive(page, '个人中心')
    await page.context().close()
  })

  it('is asked what is missing before anything is sent', async () => {
    const page = await openLogin()
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByText('有 2 处需要您改一下').waitFor()
    await arrive(page, '个人登录')
    await page.context().close()
  })
})

describe('a person who is signed in for a unit too', () => {
  it('sees who they are on each page, and goes from one centre to the other', async () => {
    const page = await world.open()
    await become(page, await signIn(world, account, await signInPerson(world, person)))
    await page.goto(`${world.hall.origin}/center`)
    await arrive(page, account.unit.unitName)
    await page.getByRole('link', { name: '个人中心', exact: true }).click()
    await arrive(page, '个人中心')
    await page.locator('.header-user', { hasText: '李**' }).waitFor()
    await page.getByRole('link', { name: '单位中心' }).click()
    await arrive(page, account.unit.unitName)
    await page.getByRole('link', { name: '个人中心', exact: true }).click()
    await page.getByRole('link', { name: /^去登录/ }).click()
    await arrive(page, '单位登录')
    expect(await page.locator('[name=unit]').inputValue()).toBe(account.unitNumber)
    await page.context().close()
  })

  it('is warned before the personal session ends, and stays by one press', async () => {
    const page = await world.open()
    await become(page, await signInPerson(world, person))
    await page.clock.install()
    await page.goto(`${world.hall.origin}/person`)
    await arrive(page, '个人中心')
    await page.clock.fastForward('29:20')
    const dialog = page.getByRole('dialog', { name: '您还在吗？' })
    await dialog.waitFor()
    await world.hall.db.prepare('UPDATE person_session SET seen_at = seen_at - 29 * 60000').run()
    await dialog.getByRole('button', { name: '继续使用' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const seen = await world.hall.db
      .prepare('SELECT max(seen_at) AS at FROM person_session')
      .first<number>('at')
    expect(Date.now() - (seen ?? 0)).toBeLessThan(60_000)
    await page.context().close()
  })
})
