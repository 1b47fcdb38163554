import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { monthOf } from '../../schema/fields/month.ts'
import { become, overflow, useJourneys, violations, withoutScripts } from '../support/browser.ts'
import { aPerson, aUnit, type MadePerson, registerUnit, signIn } from '../support/builders.ts'
import { alwaysOpen } from '../support/filings.ts'
import { DARK } from './steps.ts'

const world = useJourneys()
const SMALL = { viewport: { width: 360, height: 740 } }
const today = dayInChina(Date.now())

beforeAll(async () => {
  await alwaysOpen(world, '321200')
})

const WHERE: [string, BrowserContextOptions, boolean][] = [
  ['at a desk', {}, true],
  ['on a phone, in the dark, without a script', { ...SMALL, ...DARK }, false],
]

/** The page must have this heading, nothing for axe to find, and fit its window. */
async function at(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  expect(await violations(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
}

const fill = async (page: Page, person: MadePerson) => {
  await page.getByLabel('姓名').fill(person.name)
  await page.getByLabel('证件号码').fill(person.documentNumber)
}

describe('an employee', () => {
  it.each(WHERE)('is collected, enrolled, ended and taken back, %s', async (_where, options, scripts) => {
    const who = await registerUnit(world, aUnit({}, '3212'))
    const page = await world.open(options)
    if (!scripts) await withoutScripts(page)
    await become(page, await signIn(world, who))
    const person = aPerson()

    await page.goto(`${world.hall.origin}/items/enrolment`)
    await page.getByRole('link', { name: '办理', exact: true }).click()
    await at(page, '用人单位用工参保登记')
    world.expectComplaint('422')
    await page.getByRole('button', { name: '提交参保登记' }).click()
    await page.locator('.error-summary').waitFor()
    await at(page, '用人单位用工参保登记')
    await fill(page, person)
    await page.getByLabel('移动电话').fill(person.mobile)
    await page.getByLabel('合同类别').selectOption({ label: '无固定期限' })
    await page.getByLabel('劳动合同开始日期').fill(`${monthOf(today)}-01`)
    await page.getByLabel('岗位工种').selectOption({ label: '普通员工' })
    await page.getByLabel('月缴费工资').fill('30,000.50')
    world.expectComplaint('409')
    await page.getByRole('button', { name: '提交参保登记' }).click()
    await page.getByText('未获取到人员基本信息').waitFor()
    await at(page, '用人单位用工参保登记')
    await page.getByRole('link', { name: '去办人员基础信息采集' }).click()
    await page.getByRole('link', { name: '办理', exact: true }).click()

    await at(page, '人员基础信息采集')
    await fill(page, person)
    await page.getByLabel('移动电话').fill(person.mobile)
    await page.getByLabel('户籍性质').selectOption({ label: '本省城镇' })
    for (const [label, value] of [
      ...([
        ['省', '江苏省'],
        ['市', '泰州'],
        ['区县', '海陵区'],
      ] as const),
      ...([
        ['街道', '城中街道'],
        ['社区村', '府前社区'],
      ] as const),
    ])
      await page.getByLabel(label, { exact: true }).fill(value)
    await page.getByRole('button', { name: '提交采集' }).click()
    await page.getByText('人员基础信息采集已经办好').waitFor()
    await at(page, '人员基础信息采集')

    await page.goto(`${world.hall.origin}/center/filings/new/enrolment`)
    await fill(page, person)
    await page.getByLabel('移动电话').fill(person.mobile)
    await page.getByLabel('合同类别').selectOption({ label: '无固定期限' })
    await page.getByLabel('劳动合同开始日期').fill(`${monthOf(today)}-01`)
    await page.getByLabel('岗位工种').selectOption({ label: '普通员工' })
    await page.getByLabel('月缴费工资').fill('30,000.50')
    await page.getByRole('button', { name: '提交参保登记' }).click()
    await page.getByText('用工参保登记已经办好').waitFor()
    await page.getByText('高于缴费基数上限').waitFor()
    await at(page, '用工参保登记')

    await page.goto(`${world.hall.origin}/center/filings/new/termination`)
    await at(page, '用人单位退工停保登记')
    await fill(page, person)
    await page.getByLabel('变更原因').selectOption({ label: '个人解除合同' })
    await page.getByLabel('停保时间').fill(today)
    await page.getByRole('button', { name: '提交停保登记' }).click()
    await page.getByText('退工停保登记已经办好').waitFor()
    await at(page, '退工停保登记')

    await page.getByRole('link', { name: '看本期的申报' }).click()
    await at(page, '本期的申报')
    await page.getByRole('link', { name: /^回退.*用工参保登记$/ }).click()
    await at(page, '要回退这笔申报吗？')
    world.expectComplaint('409')
    await page.getByRole('button', { name: '确认回退' }).click()
    await page.getByText(/请先回退后面的.*退工停保登记/).waitFor()
    await page.getByRole('link', { name: '回本期的申报' }).click()
    await page.getByRole('link', { name: /^回退.*退工停保登记$/ }).click()
    await page.getByRole('button', { name: '确认回退' }).click()
    await page.getByText('人员变更回退已经办好').waitFor()
    await at(page, '人员变更回退')
  })
})
