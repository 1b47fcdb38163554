import { readFile } from 'node:fs/promises'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { addMonths } from '../../schema/fields/month.ts'
import { become, overflow, useJourneys, violations } from '../support/browser.ts'
import { enrol, pay, someInsured, unitId } from '../support/paid-months.ts'
import { ensurePaperTools, textOf, unpack } from '../support/paper-tools.ts'
import { aRepresentative } from '../support/unit-people.ts'

const world = useJourneys()
beforeAll(ensurePaperTools)

const MONTH = dayInChina(Date.now()).slice(0, 7)
const LAST = addMonths(MONTH, -1)

const arrived = async (page: Page, heading: string, level = 1) => {
  await page.getByRole('heading', { level, name: heading }).waitFor()
  expect(await violations(page), heading).toEqual([])
  expect(await overflow(page), heading).toBe(0)
}

/** A unit with some who were insured all year, signed in, in a window of its own. */
async function aUnitAt(options: BrowserContextOptions) {
  const who = await aRepresentative(world)
  const unit = await unitId(world, who.unit)
  const persons = await someInsured(world, 55)
  await enrol(world, unit, persons, addMonths(MONTH, -12))
  await pay(world, unit, persons, { from: addMonths(MONTH, -12), to: LAST })
  const page = await world.open(options)
  await become(page, who.visitor)
  return { who, persons, page }
}

const WINDOWS: [string, BrowserContextOptions][] = [
  ['at a desk', {}],
  ['on a narrow phone, in the dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }],
]

describe('a certificate', () => {
  it.each(WINDOWS)(
    'is chosen, previewed, downloaded and verified by somebody else, %s',
    async (_where, options) => {
      const { page, persons } = await aUnitAt(options)
      world.expectComplaint('422')
      await page.goto(`${world.hall.origin}/items/certificate`)
      await page.getByRole('link', { name: '使用', exact: true }).click()
      await arrived(page, '单位权益单')
      await page.getByLabel('到哪个月').fill('2026-13')
      await page.getByRole('button', { name: '预览权益单' }).click()
      await page.locator('.error-summary').waitFor()
      expect(await violations(page)).toEqual([])
      await page.getByLabel('到哪个月').fill(LAST)
      const [one] = persons
      await page.getByLabel('找人').fill(one?.number ?? '')
      await page.getByLabel('找人').press('Enter')
      await page.getByLabel(one?.name ?? '').press('Space')
      await page.getByRole('button', { name: '加入勾选的人' }).press('Enter')
      await page.getByText('加入了 1 人').waitFor()
      await arrived(page, '单位权益单')
      await page.getByRole('button', { name: '预览权益单' }).click()
      await arrived(page, '单位人员参保证明')
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '生成并下载证明' }).click(),
      ])
      const text = textOf(await readFile(await download.path()))
      expect(text).toContain(one?.number)
      const number = /证明编号 ((?:\d{4} ){4}\d{4})/.exec(text)?.[1] ?? ''

      const stranger = await world.open(options)
      await stranger.goto(`${world.hall.origin}/verify`)
      await arrived(stranger, '证明验证')
      await stranger.getByLabel('证明编号').fill(number)
      await stranger.getByRole('button', { name: '验证这份证明' }).click()
      await stranger.getByText('这份证明是真的').waitFor()
      await arrived(stranger, '证明验证')
      expect(await stranger.getByText(one?.number ?? '').count()).toBe(0)
      world.expectComplaint('404')
      await stranger.goto(world.portal.origin)
      const frame = stranger.frameLocator('hall-verify iframe')
      await frame.getByLabel('证明编号').fill('20260101000000000000')
      await frame.getByRole('button', { name: '验证这份证明' }).click()
      await frame.getByText('没有这份证明').waitFor()
      await frame.getByLabel('证明编号').fill(number)
      await frame.getByRole('button', { name: '验证这份证明' }).click()
      await frame.getByText('这份证明是真的').waitFor()
      for (const open of [page, stranger]) await open.context().close()
    },
  )
})

describe('what the ledger says of a unit', () => {
  it.each(WINDOWS)('is looked at tab by tab, and taken home encrypted, %s', async (_where, options) => {
    const { page, persons, who } = await aUnitAt(options)
    await page.goto(`${world.hall.origin}/center/unit`)
    const tabs = page.getByRole('navigation', { name: '单位信息' })
    for (const [tab, heading] of [
      ...[['待遇', '参保期间领取过失业金的职工'] as const, ['工伤', '工伤保险'] as const],
      ...[['二级单位', '本单位的机构'] as const, ['参保信息', '参保状态'] as const],
    ]) {
      await tabs.getByRole('link', { name: tab }).click()
      await arrived(page, heading, 2)
    }
    await page.getByRole('link', { name: '按月查变更' }).click()
    await arrived(page, '人员月度变更', 2)
    await tabs.getByRole('link', { name: '缴费信息' }).click()
    await arrived(page, '最近十二个结算月份的应缴', 2)
    await page.getByRole('link', { name: RegExp(`^${MONTH}`) }).click()
    await arrived(page, '人员月缴费明细', 2)
    await page.getByLabel('姓名或社会保障号').fill(persons[3]?.number ?? '')
    await page.getByRole('button', { name: '查询', exact: true }).click()
    await page
      .getByText(persons[3]?.name ?? '')
      .first()
      .waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出加密压缩包' }).click(),
    ])
    const workbook = unpack(await readFile(await download.path()), who.person.mobile)
    const sheet = unpack(workbook, '', 'xl/worksheets/sheet1.xml').toString()
    expect(sheet).toContain(persons[3]?.number)
    expect(sheet).not.toContain(persons[4]?.number)
    await page.context().close()
  })
})
