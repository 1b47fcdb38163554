import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { FIRST, raise } from '../support/base-rosters.ts'
import { become, overflow, useJourneys, violations } from '../support/browser.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import { aClerk, letters, signInClerk } from '../support/counter.ts'
import { insure } from '../support/insured.ts'
import { csvFor, csvOf, fileAll, type InRow, people, setPeriod } from '../support/rosters.ts'
import { DARK } from './steps.ts'

const world = useJourneys()
const DAY_MS = 24 * 3_600_000
const ITEM = '缴费基数调整（上调）'

const WHERE: [string, BrowserContextOptions][] = [
  ['at a desk', {}],
  ['on a phone, in the dark', { viewport: { width: 360, height: 740 }, ...DARK }],
]

/** The page must have this heading, nothing for axe to find, and fit its window. */
async function at(page: Page, heading: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  expect(await violations(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
}

const paper = (name: string) => ({ name, mimeType: 'application/pdf', buffer: letters.pdf() })
const table = (rows: Record<string, string>[]) => ({
  ...{ name: '十二月调整.csv', mimeType: 'text/csv', buffer: Buffer.from(csvOf('base-adjustment', rows)) },
})

/** What is the same whether one is raised or many. */
async function fillRest(page: Page): Promise<void> {
  await page.getByLabel('从哪个月起调整').fill(FIRST)
  await page.getByLabel('调整原因').fill('转正后工资变动。')
  await page.getByLabel('联系人').fill('李明')
  await page.getByLabel('联系电话').fill('13800000000')
  await page.getByLabel('工资发放凭证').setInputFiles(paper('工资发放凭证.pdf'))
}

async function begin(page: Page): Promise<void> {
  await page.goto(`${world.hall.origin}/items/base-adjustment`)
  await at(page, ITEM)
  await page.getByRole('link', { name: '办理', exact: true }).click()
  await page.getByRole('button', { name: '开始填写' }).click()
  await at(page, ITEM)
}

/** A clerk takes the unit's newest case and leads it up to the decision. */
async function examine(page: Page, unitName: string): Promise<void> {
  await page.goto(`${world.hall.origin}/counter/cases`)
  await page.getByRole('row', { name: unitName }).getByRole('link').click()
  await page.getByRole('button', { name: '领取' }).click()
  await page.getByRole('button', { name: '受理', exact: true }).click()
  await page.getByRole('button', { name: '转入业务审核' }).click()
  await page.getByRole('button', { name: '办结，通过' }).waitFor()
}

describe('a contribution base', () => {
  it.each(WHERE)('is raised for one, and for many by a spreadsheet, %s', async (_where, options) => {
    world.expectComplaint('422')
    await setPeriod(world.hall, 'open')
    const who = await registerUnit(world)
    const visitor = await signIn(world, who)
    const [single, ...many] = people(6) as [InRow, ...InRow[]]
    const all = [single, ...many]
    await insure(world.hall.db, world.secrets.SEALING_KEYS, all)
    await fileAll(visitor, 'enrolment', csvFor('enrolment', all))
    const [unit, office] = [await world.open(options), await world.open(options)]
    await become(unit, visitor)
    await become(office, await signInClerk(world, await aClerk(world)))

    // One employee, in the form itself.
    await begin(unit)
    await unit.getByLabel('职工姓名').fill(single.name)
    await unit.getByLabel('职工证件号码').fill(single.documentNumber)
    await unit.getByLabel('原缴费基数（元）').fill('8000')
    await unit.getByLabel('新缴费基数（元）').fill('8600')
    await fillRest(unit)
    await unit.getByRole('button', { name: '提交', exact: true }).click()
    await unit.getByText('已经提交').waitFor()
    await examine(office, who.unit.unitName)
    await office.getByRole('button', { name: '办结，通过' }).click()
    await office.getByText('办结（通过）').first().waitFor()

    // The others by a spreadsheet: one row is wrong at first, and nobody is asked for by name.
    await begin(unit)
    const [template] = await Promise.all([
      unit.waitForEvent('download'),
      unit.getByRole('link', { name: '下载表格模板' }).click(),
    ])
    expect(template.suggestedFilename()).toContain('缴费基数调整')
    const rows = many.map((person) => raise(person))
    const input = unit.locator('input[name=roster]')
    await input.setInputFiles(table([...rows.slice(1), { ...rows[0], oldBase: '7000' }]))
    await unit.getByRole('button', { name: '上传并核对' }).click()
    await unit.getByText('4 行可以办，1 行不能办').first().waitFor()
    await unit.getByText('原缴费基数和登记的不一样').waitFor()
    await at(unit, ITEM)
    expect(await unit.getByLabel('职工证件号码').count()).toBe(0)
    const [wrong] = await Promise.all([
      unit.waitForEvent('download'),
      unit.getByRole('link', { name: '下载不能办的行' }).click(),
    ])
    expect(wrong.suggestedFilename()).toContain('不能办的行')
    await unit.getByRole('link', { name: /十二月调整.csv/ }).click()
    await at(unit, /核对/)
    await unit.getByRole('link', { name: '回到办件，接着填写' }).click()
    await input.setInputFiles(table(rows))
    await unit.getByRole('button', { name: '上传并核对' }).click()
    await unit.getByText('5 行都可以办').waitFor()
    await unit.getByRole('button', { name: '提交', exact: true }).click()
    await unit.locator('.error-summary').waitFor()
    await at(unit, ITEM)
    await fillRest(unit)
    await unit.getByRole('button', { name: '提交', exact: true }).click()
    await unit.getByText('已经提交').waitFor()
    await at(unit, ITEM)

    await examine(office, who.unit.unitName)
    await office.getByRole('heading', { name: '要调整的名单' }).waitFor()
    await at(office, ITEM)
    const [sent] = await Promise.all([
      office.waitForEvent('download'),
      office.getByRole('link', { name: '下载单位交的表格' }).click(),
    ])
    expect(sent.suggestedFilename()).toMatch(/^\d{16}-roster-sent\.csv$/)
    await office.getByRole('button', { name: '办结，通过' }).click()
    await office.getByText('办结（通过）').first().waitFor()
    await at(office, ITEM)

    await unit.reload()
    await unit.getByText('5 行全部办好了').waitFor()
    await at(unit, ITEM)
    await unit.getByRole('link', { name: '看每一行的结果，下载表格' }).click()
    await at(unit, /缴费基数调整/)

    // When the month is settled, the unit sees the new bases among its changes and in what it owes.
    await world.hall.tick(Date.now() + 31 * DAY_MS)
    await become(unit, await signIn(world, who))
    await unit.goto(`${world.hall.origin}/center/unit/insurance`)
    await at(unit, '单位信息')
    await unit
      .getByRole('link', { name: /的变更$/ })
      .first()
      .click()
    await unit.getByText('8,000.00 调到 9,000.00 元').first().waitFor()
    await unit.getByText('8,000.00 调到 8,600.00 元').waitFor()
    await at(unit, '单位信息')
    await unit.goto(`${world.hall.origin}/center/unit/payments`)
    await at(unit, '单位信息')
    await unit.getByRole('link', { name: '查人员月缴费明细' }).click()
    await unit.getByRole('cell', { name: '9,000.00' }).first().waitFor()
    await unit.getByRole('cell', { name: '8,600.00' }).first().waitFor()
    await at(unit, '单位信息')
    // Whoever comes next in this hall files in the months that were settled here.
    await world.hall.db.prepare('DELETE FROM settlement_begun').run()
    await Promise.all([unit.context().close(), office.context().close()])
  })
})
