import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { become, overflow, useJourneys, violations } from '../support/browser.ts'
import { sandbox } from '../support/builders.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { later, tell } from '../support/parcels.ts'
import { aRepresentative } from '../support/unit-people.ts'

const world = useJourneys()

const arrived = async (page: Page, heading: string) => {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  expect(await violations(page), heading).toEqual([])
  expect(await overflow(page), heading).toBe(0)
}

describe('a parcel', () => {
  it.each<[string, BrowserContextOptions]>([
    ['at a desk', {}],
    ['on a narrow phone, in the dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }],
  ])('is put in at the counter and followed by the unit, %s', async (_where, options) => {
    const who = await aRepresentative(world)
    const [page, unit] = [await world.open(options), await world.open(options)]
    world.expectComplaint('422')
    const waybill = `11${String(Date.now()).slice(-11)}`
    const parcel = { carrier: 'post', waybill }
    const hour = 3_600_000

    await become(unit, who.visitor)
    await unit.goto(`${world.hall.origin}/center/express`)
    await arrived(unit, '单位快递')
    await unit.getByText('暂无快递信息').waitFor()

    await become(page, await signInClerk(world, await aClerk(world)))
    await page.goto(`${world.hall.origin}/counter/parcels`)
    await arrived(page, '快递登记')
    await page.getByRole('link', { name: '登记一个快递' }).click()
    await arrived(page, '登记一个快递')
    const send = page.getByRole('button', { name: '登记这个快递' })
    await send.click()
    await page.locator('.error-summary').waitFor()
    expect(await violations(page)).toEqual([])
    await page.locator('[name=creditCode]').fill(who.unit.creditCode)
    await page.getByLabel('快递公司').selectOption({ label: '中国邮政速递' })
    await page.getByLabel('快递单号').fill(waybill)
    await page.getByLabel('办件编号').fill('BJ2026-0012')
    await page.getByLabel('收件人姓名').fill('李明')
    await page.getByLabel('收件人手机号码').fill('13800000082')
    await page.locator('[name=region]').selectOption({ label: '泰州市海陵区' })
    await page.getByLabel('详细地址').fill('海陵南路 300 号 2103 室')
    await send.click()
    await page.getByText('快递已经登记').waitFor()
    await arrived(page, '快递登记')
    await page.getByRole('link', { name: new RegExp(`^看轨迹\\s*${waybill}$`) }).click()
    await arrived(page, `快递${waybill}`)
    await page.getByText('快递公司还没有消息').waitFor()
    expect(await page.getByLabel('现在的状态').count()).toBe(0)
    await tell(world, parcel, ['collect', Date.now() - 9 * hour], ['arrive', Date.now() - hour])
    await later(world, 121, waybill)
    await world.hall.tick()

    await unit.getByLabel('快递单号或办件编号').fill('bj2026-0012')
    await unit.getByRole('button', { name: '查询快递' }).click()
    await unit.getByRole('link', { name: new RegExp(`^看轨迹\\s*${waybill}$`) }).waitFor()
    await arrived(unit, '单位快递')
    await unit.getByRole('link', { name: new RegExp(`^看轨迹\\s*${waybill}$`) }).click()
    await arrived(unit, `快递${waybill}`)
    await unit.locator('.track').getByText('快件到达【泰州转运中心】').waitFor()
    await unit.getByText('以后大厅会自己再查').waitFor()
    await tell(world, parcel, ['trouble', Date.now() - hour / 2])
    await later(world, 121, waybill)
    await sandbox(world).post('faults', { partner: 'express', fault: '500' })
    await world.hall.tick()
    await unit.reload()
    await unit.getByText('轨迹可能不是最新的').waitFor()
    await arrived(unit, `快递${waybill}`)
    await tell(world, parcel, ['hand', Date.now()])
    await later(world, 121, waybill)
    await world.hall.tick()
    await unit.reload()
    await unit.getByText('这个快递已经结束，不再查询').waitFor()
    await arrived(unit, `快递${waybill}`)
    await unit.goto(`${world.hall.origin}/center/express?q=00000000`)
    await unit.getByText('没有找到这个单号或编号的快递').waitFor()
    expect(await violations(unit)).toEqual([])
    for (const one of [page, unit]) await one.context().close()
  })
})
