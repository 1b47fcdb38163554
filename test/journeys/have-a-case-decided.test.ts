import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { become, overflow, useJourneys, violations, withoutScripts } from '../support/browser.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import { aCase } from '../support/cases.ts'
import { aClerk, letters, signInClerk } from '../support/counter.ts'
import { DARK } from './steps.ts'

const world = useJourneys()
const SMALL = { viewport: { width: 360, height: 740 } }

const WHERE: [string, BrowserContextOptions, boolean][] = [
  ['at a desk', {}, true],
  ['on a phone, in the dark', { ...SMALL, ...DARK }, true],
  ['without a script', {}, false],
]

/** The page must have this heading, nothing for axe to find, and fit its window. */
async function at(page: Page, heading: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  expect(await violations(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
}

/** Fills what an injured worker's unit fills in. */
async function fill(page: Page): Promise<void> {
  await page.getByLabel('受伤职工姓名').fill('张三丰')
  await page.getByLabel('受伤职工证件号码').fill('11010519491231002X')
  await page.getByLabel('事故日期').fill('2026-10-08')
  await page.getByLabel('事故地点').fill('一号车间')
  await page.getByLabel('首次就诊的医院').fill('市人民医院')
  await page.getByLabel('事故经过').fill('搬运时滑倒。')
  await page.getByLabel('联系人').fill('李明')
  await page.getByLabel('联系电话').fill('13800000000')
}

const paper = (name: string) => ({ name, mimeType: 'application/pdf', buffer: letters.pdf() })

describe('a work injury', () => {
  it.each(WHERE)(
    'is filed by a unit, decided by a clerk and evaluated, %s',
    async (_where, options, scripts) => {
      const who = await registerUnit(world)
      const [unit, office] = [await world.open(options), await world.open(options)]
      if (!scripts) for (const page of [unit, office]) await withoutScripts(page)
      await become(unit, await signIn(world, who))
      await become(office, await signInClerk(world, await aClerk(world)))

      await unit.goto(world.hall.origin)
      await at(unit, `${who.unit.unitName}，您好`)
      await unit.getByLabel('搜索事项和公告').fill('工伤')
      await unit.getByRole('button', { name: '搜索', exact: true }).click()
      await at(unit, '搜索结果')
      await unit.getByRole('link', { name: '工伤认定' }).click()
      await at(unit, '工伤认定')
      await unit.getByRole('link', { name: '办理', exact: true }).click()
      await at(unit, '工伤认定')
      await unit.getByRole('button', { name: '开始填写' }).click()
      await at(unit, '工伤认定')

      world.expectComplaint('422')
      await unit.getByRole('button', { name: '提交', exact: true }).click()
      await unit.locator('.error-summary').waitFor()
      await at(unit, '工伤认定')
      await fill(unit)
      await unit.getByLabel('医疗诊断证明').setInputFiles(paper('诊断证明.pdf'))
      await unit.getByRole('button', { name: '保存并上传文件' }).click()
      await unit.getByText('已经保存').waitFor()
      await at(unit, '工伤认定')
      expect(await unit.getByLabel('事故经过').inputValue()).toBe('搬运时滑倒。')
      await unit.getByRole('button', { name: '去添加收件地址' }).click()
      await at(unit, '添加收件地址')
      await unit.getByLabel('收件人姓名').fill('李明')
      await unit.getByLabel('收件人手机号码').fill('13800000082')
      await unit.locator('[name=region]').selectOption({ label: '泰州市海陵区' })
      await unit.getByLabel('详细地址').fill('海陵南路 300 号 2103 室')
      await unit.getByRole('button', { name: '保存收件地址' }).click()
      await at(unit, '工伤认定')
      expect(await unit.getByLabel('事故经过').inputValue()).toBe('搬运时滑倒。')
      const way = unit.getByRole('radio', { name: '寄到江苏省泰州市海陵区海陵南路 300 号 2103 室' })
      expect(await way.isChecked()).toBe(true)
      await unit.getByLabel('劳动合同').setInputFiles(paper('劳动合同.pdf'))
      await unit.getByRole('button', { name: '提交', exact: true }).click()
      await unit.getByText('已经提交').waitFor()
      await at(unit, '工伤认定')

      await office.goto(`${world.hall.origin}/counter/cases`)
      await at(office, '办件')
      await office.getByRole('row', { name: who.unit.unitName }).getByRole('link').click()
      await at(office, '工伤认定')
      await office.getByRole('button', { name: '领取' }).click()
      await office.getByRole('button', { name: '受理', exact: true }).click()
      await office.getByRole('button', { name: '转入业务审核' }).click()
      world.expectComplaint('422')
      await office.getByRole('button', { name: '要求补正' }).click()
      await office.locator('.error-summary').waitFor()
      await at(office, '工伤认定')
      await office.getByLabel('意见').fill('证人证言请补一份。')
      await office.getByRole('button', { name: '要求补正' }).click()
      await office.getByText('已经办好这一步').waitFor()

      await unit.goto(`${world.hall.origin}/center/cases?status=open`)
      await at(unit, '单位办件')
      await unit.getByRole('link', { name: '去补正' }).click()
      await at(unit, '工伤认定')
      await unit.getByRole('link', { name: '去补正' }).click()
      await unit.getByText('证人证言请补一份。').waitFor()
      await at(unit, '工伤认定')
      await unit.getByLabel('证人证言').setInputFiles(paper('证人证言.pdf'))
      await unit.getByRole('button', { name: '补好了，再次提交' }).click()
      await unit.getByText('已经提交').waitFor()

      await office.reload()
      await office.getByLabel('意见').fill('予以认定。')
      await office.getByRole('button', { name: '办结，通过' }).click()
      await office.getByText('办结（通过）').first().waitFor()
      await at(office, '工伤认定')
      await office.getByRole('link', { name: '登记寄出的快递' }).click()
      await at(office, '登记一个快递')
      await office.getByText('已经带出这个办件的单位和收件地址').waitFor()
      expect(await office.getByLabel('详细地址').inputValue()).toBe('海陵南路 300 号 2103 室')
      await office.getByLabel('快递公司').selectOption({ label: '中国邮政速递' })
      await office.locator('[name=waybill]').fill(`12${String(Date.now()).slice(-11)}`)
      await office.getByRole('button', { name: '登记这个快递' }).click()
      await office.getByText('快递已经登记').waitFor()

      await unit.goto(`${world.hall.origin}/center`)
      await at(unit, who.unit.unitName)
      await unit.getByRole('link', { name: '待评价' }).click()
      await unit.getByRole('link', { name: '查看' }).click()
      await at(unit, '工伤认定')
      await unit.getByLabel('非常满意', { exact: true }).check()
      await unit.getByRole('button', { name: '提交评价' }).click()
      await unit.getByText('谢谢您的评价').waitFor()
      await at(unit, '工伤认定')
      await unit.getByRole('link', { name: '查快递' }).click()
      await at(unit, '单位快递')
      await unit.getByRole('link', { name: /^看轨迹/ }).waitFor()
      await Promise.all([unit.context().close(), office.context().close()])
    },
  )
})

describe('a publicity of titles', () => {
  it('is sent back and let go by the unit itself on its workbench', async () => {
    const visitor = await signIn(world, await registerUnit(world))
    const page = await world.open(SMALL)
    await become(page, visitor)
    const id = await aCase(visitor, 'title-publicity')
    await page.goto(`${world.hall.origin}/center/workbench`)
    await at(page, '我的工作台（1）')
    await page.getByRole('link', { name: '审核' }).click()
    await at(page, '职称申报单位公示')
    await page.getByRole('button', { name: '审核通过，报窗口' }).click()
    await at(page, '我的工作台（0）')
    await page.goto(`${world.hall.origin}/center/cases/${id}`)
    await page.getByText('单位审核通过').waitFor()
    await at(page, '职称申报单位公示')
    await page.context().close()
  })
})

describe('the hall’s own pages', () => {
  it.each(['/', '/items', '/items/enrolment', '/themes', '/notices', '/search?q=职称', '/region'])(
    '%s fits a phone and a desk, by day and by night',
    async (path) => {
      const page = await world.open({ ...SMALL, reducedMotion: 'reduce' })
      await page.goto(world.hall.origin + path)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await violations(page)).toEqual([])
      }
      expect(await overflow(page)).toBe(0)
      await page.evaluate(() => document.documentElement.setAttribute('data-size', 'large'))
      expect(await overflow(page)).toBe(0)
      await page.setViewportSize({ width: 1366, height: 768 })
      expect(await violations(page)).toEqual([])
      await page.context().close()
    },
  )
})
