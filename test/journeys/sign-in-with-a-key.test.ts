/** A CA key from the token to the session: the built extension, the native host, SoftHSM and SKF, a CA that answers. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { awake, useJourneys, violations } from '../support/browser.ts'
import { registerUnit } from '../support/builders.ts'
import { forgetAnswers } from '../support/ca/trust.ts'
import { useCaDesk } from '../support/ca-desk.ts'
import { aUnitWithKey, confirmByFace, keyOf } from '../support/ca-sign-in.ts'
import { anOperator, aUnitWithNotice } from '../support/operators.ts'
import { confirmScan } from '../support/waiting.ts'
import { addToPhone, arrive, PHONE } from './steps.ts'

const world = useJourneys()
const there = useCaDesk(world)

const LABEL = '用 CA 证书登录'
const press = (page: Pick<Page, 'getByRole'>) => page.getByRole('button', { name: LABEL }).click()
const said = (page: Pick<Page, 'locator'>) => page.locator('hall-ca-login .notice')
const sessionOf = async (page: Page) =>
  (await page.request.get(`${world.hall.origin}/api/v1/session`)).json() as Promise<Record<string, unknown>>

/** The page of this way in, reached as somebody reaches it. */
async function openLogin(): Promise<Page> {
  const page = await there().open(`${world.hall.origin}/login`)
  await page.getByRole('link', { name: '证书登录' }).click()
  await page.waitForURL('**/login/ca')
  await arrive(page, '单位登录')
  return page
}

/** The same way in a portal's page. By the keyboard: a frame that is still getting its height moves under the pointer. */
async function openPortal() {
  const page = await there().open(world.portal.origin)
  const frame = page.frameLocator('hall-login iframe')
  await frame.locator('hall-login-form:defined').waitFor()
  await frame.getByRole('link', { name: '证书登录' }).press('Enter')
  await frame.locator('hall-ca-login:defined').waitFor()
  await expectFlawless(page)
  return { page, frame }
}

async function expectFlawless(portal: Page) {
  const inner = portal.frames().find((one) => one.url().startsWith(world.hall.origin))
  if (!inner) throw new Error('the portal has no frame of the hall')
  await awake(inner)
  expect(await violations(inner)).toEqual([])
}

/** The link in the code that is shown, for a phone. */
const linkOf = async (page: Pick<Page, 'getByRole'>) =>
  (await page.getByRole('link', { name: '就在这部手机上确认' }).getAttribute('href')) ?? ''
const codeOf = async (page: Pick<Page, 'getByRole'>) => ({
  code: (await linkOf(page)).split('/').at(-1) ?? '',
})

describe('a key in a token of PKCS#11', () => {
  it('is bound by the face of the legal representative, and signs in at once the next time', async () => {
    const { ca, desk, plugIn } = there()
    const { unit, unitNumber, person } = await registerUnit(world)
    await plugIn(await keyOf(ca, unit, { kind: 'rsa' }))

    const page = await openLogin()
    await press(page)
    await page.getByText(`证书没有问题，是「${unit.unitName}」的，第一次在大厅使用`).waitFor()
    await arrive(page, '单位登录')
    const [window, ...more] = desk.person.saw
    expect([window?.kind, more]).toEqual(['secret', []])
    for (const words of [world.hall.origin, `证书：${unit.unitName}`, '发证机构：测试发证机构 rsa'])
      expect(window?.text.split('\n')).toContain(words)

    const phone = await world.open(PHONE)
    await addToPhone(world, phone, person)
    await phone.getByLabel('二维码里的链接').fill(await linkOf(page))
    await phone.getByRole('button', { name: '扫码' }).click()
    await phone.getByText(`单位：${unit.unitName}`).waitFor()
    expect(await violations(phone)).toEqual([])
    await phone.getByRole('button', { name: '刷脸通过，确认' }).click()
    await phone.getByRole('heading', { name: '已确认' }).waitFor()
    await phone.context().close()
    await arrive(page, unit.unitName)
    expect(await sessionOf(page)).toMatchObject({
      unit: { unitNumber },
      amr: ['hwk', 'swk', 'face', 'mca', 'mfa'],
    })
    await page.goto(`${world.hall.origin}/center/keys`)
    await page.getByRole('cell', { name: '第一次登录时扫码绑定' }).waitFor()
    await arrive(page, 'CA 证书')
    await page.close()

    const again = await openLogin()
    await press(again)
    await arrive(again, unit.unitName)
    expect(await sessionOf(again)).toMatchObject({ unit: { unitNumber }, amr: ['hwk'] })
    expect(desk.person.saw).toHaveLength(2)
    await again.close()
  })

  it('names the unit where several act for it, and the phone says who it is', async () => {
    const { ca, app, plugIn } = there()
    const unit = await aUnitWithNotice(world)
    const { key } = await aUnitWithKey(world, { ca, app }, { kind: 'ec' }, unit)
    const handler = await anOperator(world, unit, { items: ['enrolment'] })
    await plugIn(key)
    const page = await openLogin()
    await press(page)
    await page.getByText('这家单位有不止一位操作员').waitFor()
    await arrive(page, '单位登录')
    await confirmScan(app, await codeOf(page), handler.person)
    await arrive(page, unit.unit.unitName)
    expect(await sessionOf(page)).toMatchObject({
      ...{ unit: { unitNumber: unit.unitNumber }, operator: { role: 'handler' }, amr: ['hwk', 'swk', 'mca'] },
    })
    await page.close()
  })

  it('is bound in a portal’s own page, whose server greets whoever confirmed', async () => {
    const { ca, app, plugIn } = there()
    const { unit, person } = await registerUnit(world)
    await plugIn(await keyOf(ca, unit, { kind: 'ec' }))
    const { page, frame } = await openPortal()
    await frame.getByRole('button', { name: LABEL }).press('Enter')
    await frame.getByText('正在等手机上的确认').waitFor()
    await expectFlawless(page)
    await confirmByFace(app, await codeOf(frame), person)
    await page.getByRole('heading', { name: `${unit.unitName}，您好` }).waitFor()
    expect(await page.context().cookies(world.hall.origin)).toEqual([])
    await page.close()
  })

  it('is refused by its own sentence once its CA has revoked it', async () => {
    const { ca, app, plugIn } = there()
    const { key } = await aUnitWithKey(world, { ca, app })
    await plugIn(key)
    await ca.revoke(key)
    await forgetAnswers(world.hall.db)
    world.expectComplaint('403')
    const page = await openLogin()
    await press(page)
    await arrive(page, '证书已经被吊销')
    await page.getByText('发证机构已经作废了这张证书').waitFor()
    expect(await sessionOf(page)).toMatchObject({ reason: expect.any(String) })
    await page.close()
  })
})

describe('an SM2 key behind SKF', () => {
  it('signs in at once on the hall, and in a portal’s own page', async () => {
    const { ca, app, desk, plugIn } = there()
    const { key, unit, unitNumber } = await aUnitWithKey(world, { ca, app }, { kind: 'sm2' })
    await plugIn(key)
    const page = await openLogin()
    await press(page)
    await arrive(page, unit.unitName)
    expect(await sessionOf(page)).toMatchObject({ unit: { unitNumber }, amr: ['hwk'] })
    await page.close()

    const { page: portal, frame } = await openPortal()
    await frame.getByRole('button', { name: LABEL }).press('Enter')
    await portal.getByRole('heading', { name: `${unit.unitName}，您好` }).waitFor()
    expect(await portal.context().cookies(world.hall.origin)).toEqual([])
    const lines = desk.person.saw.at(-1)?.text.split('\n')
    expect(lines).toContain(world.hall.origin)
    expect(lines).toContain(`（嵌在这个网站的页面里：${world.portal.origin}）`)
    await portal.close()
  })

  it('tells how many tries are left after a wrong PIN, and signs by the right one', async () => {
    const { ca, app, desk, plugIn } = there()
    const { key, unit } = await aUnitWithKey(world, { ca, app }, { kind: 'sm2' })
    await plugIn(key)
    desk.person.will('pin:000000')
    const page = await openLogin()
    await press(page)
    await said(page).getByText('证书密码不对').waitFor()
    await said(page).getByText('还可以再试 5 次').waitFor()
    await arrive(page, '单位登录')
    desk.person.will('pin:24681357')
    await press(page)
    await arrive(page, unit.unitName)
    await page.close()
  })
})

it('where no host is installed the page says so, with the guide', async () => {
  await there().browser.host.uninstall()
  const page = await openLogin()
  await press(page)
  await said(page).getByText('电脑上没有装证书驱动程序').waitFor()
  await arrive(page, '单位登录')
  await said(page).getByRole('link', { name: '安装说明' }).click()
  await arrive(page, /CA 证书/)
  await page.close()
})
