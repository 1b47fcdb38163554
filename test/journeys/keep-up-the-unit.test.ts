import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { become, overflow, useJourneys, violations } from '../support/browser.ts'
import { registerUnit, signIn } from '../support/builders.ts'

const world = useJourneys()

/** What each tab begins with, in a unit that nobody works for yet. */
const TABS = [
  ['参保信息', '参保状态'],
  ['缴费信息', '最近十二个结算月份的应缴'],
  ['待遇', '参保期间领取过失业金的职工'],
  ['工伤', '工伤保险'],
  ['二级单位', '本单位的机构'],
] as const

const arrived = async (page: Page, heading: string) => {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  expect(await violations(page), heading).toEqual([])
  expect(await overflow(page), heading).toBe(0)
}

const choose = async (page: Page) => {
  await page.locator('[name=region]').selectOption({ label: '泰州市海陵区' })
  await page.getByLabel('注册地址').fill('泰州市海陵区海陵南路 300 号')
  await page.getByLabel('经济类型').selectOption({ label: '私营有限责任（公司）' })
  await page.getByLabel('单位性质').selectOption({ label: '企业' })
  await page.getByLabel('所属行业').selectOption({ label: '教育' })
  await page.getByLabel('隶属关系').selectOption({ label: '其他' })
  await page.getByLabel('单位类别').selectOption({ label: '一般用人单位' })
}

describe('what a unit says of itself', () => {
  it.each<[string, BrowserContextOptions]>([
    ['at a desk', {}],
    ['on a narrow phone, in the dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }],
  ])('is filled in by two people at once, and neither loses what they typed, %s', async (_where, options) => {
    const who = await registerUnit(world)
    const [first, second] = [await world.open(options), await world.open(options)]
    world.expectComplaint('422')
    world.expectComplaint('409')
    for (const page of [first, second]) {
      await become(page, await signIn(world, who))
      await page.goto(`${world.hall.origin}/center/unit`)
      await arrived(page, '单位信息')
      await page.getByRole('link', { name: '修改单位信息' }).click()
      await arrived(page, '修改单位信息')
    }
    const save = (page: Page) => page.getByRole('button', { name: '保存单位信息' }).click()
    await save(first)
    await first.locator('.error-summary').waitFor()
    expect(await violations(first)).toEqual([])
    await choose(first)
    await save(first)
    await first.getByText('单位信息已经保存').waitFor()
    await arrived(first, '单位信息')

    await choose(second)
    await second.getByLabel('所属行业').selectOption({ label: '建筑业' })
    await save(second)
    await second.getByText('有人先保存了修改').waitFor()
    await second.getByText('和您填的不同，现在登记的是').waitFor()
    expect(await violations(second)).toEqual([])
    expect(await overflow(second)).toBe(0)
    expect(await second.getByLabel('所属行业').inputValue()).toBe('E')
    await save(second)
    await second.getByText('建筑业').waitFor()

    for (const [tab, heading] of TABS) {
      await second.getByRole('link', { name: tab, exact: true }).click()
      await second.getByRole('heading', { level: 2, name: heading }).waitFor()
      expect(await violations(second)).toEqual([])
      expect(await overflow(second)).toBe(0)
    }
    for (const page of [first, second]) await page.context().close()
  })
})
